"""Variants with their parts as rows of the training's form: the sum is told in words (T3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.codes import STORED
from languages.offered import own_name
from training.actions.catalogue import WantedVariant
from training.enums import Mode
from training.models import Training, Variant

MOST_DAYS = 5
_NAMES = [f"name_{code}" for code in STORED]


class VariantRow(forms.Form):
    """One way to deliver; each day has a mode and pedagogical hours, empty days stand last."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    slug = forms.SlugField(label=gettext_lazy("Web address"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("key"):
            self.fields["slug"].widget.attrs["readonly"] = True  # an address stays
        for code in STORED:
            self.fields[f"name_{code}"] = forms.CharField(
                label=own_name(code), max_length=120, required=False
            )
        for day in range(1, MOST_DAYS + 1):
            label = _("Day %(day)s, mode") % {"day": day}
            choices = [("", "–"), *Mode.choices]
            self.fields[f"mode_{day}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )
            label = _("Day %(day)s, pedagogical hours") % {"day": day}
            self.fields[f"hours_{day}"] = forms.IntegerField(
                label=label, min_value=1, max_value=12, required=False
            )

    @property
    def days(self) -> list[tuple[int, BoundField, BoundField]]:
        """Return (day, mode, hours) as the page draws them."""
        return [(day, self[f"mode_{day}"], self[f"hours_{day}"]) for day in range(1, MOST_DAYS + 1)]

    @property
    def names(self) -> list[BoundField]:
        return [self[name] for name in _NAMES]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was written in the row of a new variant."""
        given = (value for name, value in self.cleaned_data.items() if name != "DELETE")
        return not any(given)

    @property
    def parts(self) -> list[tuple[str, int]]:
        chosen = self.cleaned_data
        days = [(chosen[f"mode_{day}"], chosen[f"hours_{day}"]) for day, *_fields in self.days]
        return [(mode, hours) for mode, hours in days if mode and hours]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors or self.is_empty or cleaned.get("DELETE"):
            return cleaned
        for name in ("slug", *_NAMES):
            if not cleaned[name]:
                self.add_error(name, _("Fill this in, or empty the whole row."))
        given = []
        for day, mode, hours in self.days:
            has_mode, has_hours = bool(cleaned[mode.name]), bool(cleaned[hours.name])
            if has_mode != has_hours:
                text = _("Give both the mode and the hours of day %(day)s.") % {"day": day}
                self.add_error(hours.name if has_mode else mode.name, text)
            given.append(has_mode)
        if given != sorted(given, reverse=True) or not given[0]:
            self.add_error(None, _("Days follow each other from day 1, without a gap."))
        return cleaned

    def wanted(self) -> WantedVariant:
        values = {name: self.cleaned_data[name] for name in ("slug", *_NAMES)}
        return WantedVariant(self.cleaned_data["key"], values, self.parts)


class BaseVariants(BaseFormSet):
    """The variants of a training of `hours` pedagogical hours; None while those are not valid."""

    hours: int | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = gettext_lazy("Remove this variant")

    def clean(self) -> None:
        used: set[str] = set()
        for row in self.rows():
            total = sum(hours for _mode, hours in row.parts)
            if self.hours is not None and total != self.hours:
                text = _(
                    "The parts add up to %(total)s pedagogical hours, the training has %(hours)s."
                )
                row.add_error(None, text % {"total": total, "hours": self.hours})
            slug = row.cleaned_data["slug"]
            if slug in used:
                row.add_error("slug", _("Another variant has this address."))
            used.add(slug)

    def rows(self) -> list[VariantRow]:
        """Return the rows that stay and are valid by themselves."""
        return [
            row
            for row in self.forms
            if not row.errors and not row.is_empty and not row.cleaned_data.get("DELETE")
        ]

    def wanted(self) -> list[WantedVariant]:
        return [row.wanted() for row in self.rows()]


VariantFormSet: Any = formset_factory(
    VariantRow, formset=BaseVariants, extra=1, can_delete=True, max_num=12
)


def variants_of(training: Training, data: Any) -> BaseVariants:
    """Return the rows of a training, as stored or as sent."""
    stored = list(training.variants.prefetch_related("segments")) if training.pk else []
    rows: BaseVariants = VariantFormSet(
        data, prefix="variants", initial=[_initial(one) for one in stored]
    )
    return rows


def _initial(variant: Variant) -> dict[str, Any]:
    segments: Sequence[Any] = list(variant.segments.all())
    days = {f"mode_{one.day}": one.mode for one in segments}
    days |= {f"hours_{one.day}": one.hours for one in segments}
    names = {name: getattr(variant, name) for name in _NAMES}
    return {"key": variant.pk, "slug": variant.slug, **names, **days}
