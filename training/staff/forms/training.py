"""A training edited on one page: facts, lists, variants, work before and after (T1–T4)."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms import inlineformset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from training.actions.catalogue import check_adds_up, keep_variants
from training.models import SideWork, Training, TrainingContent, TrainingGoal
from training.staff.forms.facts import CatalogueForm, lines_field
from training.staff.forms.variants import variants_of

_EMPTY_ROWS = 2


class SideWorkRow(forms.ModelForm):
    """One thing to do. An empty row is none, whatever place it has in the order."""

    def has_changed(self) -> bool:
        new = self.instance.pk is None
        return bool(set(self.changed_data) - {"order"}) if new else bool(super().has_changed())


SideWorkFormSet = inlineformset_factory(
    Training,
    SideWork,
    form=SideWorkRow,
    fields=["order", "when", "kind", "title_sl", "title_sr", "title_en", "url", "minutes"],
    extra=_EMPTY_ROWS,
)


class TrainingForm(CatalogueForm):
    """`variants` and `side_works` are sets of rows on the same page."""

    lists: ClassVar[dict[str, type[Model]]] = {
        "goals": TrainingGoal,
        "contents": TrainingContent,
    }
    owner = "training"

    goals_sl, goals_sr, goals_en = lines_field(), lines_field(), lines_field()
    contents_sl, contents_sr, contents_en = lines_field(), lines_field(), lines_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.variants = variants_of(self.instance, data)
        self.side_works = SideWorkFormSet(data, instance=self.instance, prefix="side_works")

    def is_valid(self) -> bool:
        """Check the rows too; what is wrong with them is told at the top, with its tab."""
        is_valid = bool(super().is_valid())
        self.variants.hours = self.cleaned_data.get("hours") if self.is_bound else None
        if not self.variants.is_valid():
            self.add_error(None, _("Not every variant is right yet: see “Hours and variants”."))
        if not self.side_works.is_valid():
            text = _("Not everything before and after is right yet: see “Prior knowledge”.")
            self.add_error(None, text)
        return is_valid and not self.errors

    @cached_property
    def changed_data(self) -> list[str]:
        rows = {"variants": self.variants, "side_works": self.side_works}
        return [*super().changed_data, *(name for name, of in rows.items() if of.has_changed())]

    def keep_more(self, row: Training) -> None:
        keep_variants(row, self.variants.wanted())
        self.side_works.instance = row
        self.side_works.save()
        check_adds_up()
