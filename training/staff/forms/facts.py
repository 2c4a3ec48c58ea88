"""Facts of the catalogue, and their kept lists as lines of text (T1)."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.facts import FactForm
from languages.codes import STORED
from languages.offered import own_name
from training.actions.catalogue import keep_statements
from training.findable import catalogue_changed

_LONGEST = 500


def lines_field() -> forms.CharField:
    """Return the field of one language of a list."""
    return forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 6}))


class CatalogueForm(FactForm):
    """A fact of the catalogue. `lists` are kept lists of it, a line a sentence in each language.

    The fields of a list are called by its name and the language: `goals_sl`, `goals_sr`...
    """

    lists: ClassVar[dict[str, type[Model]]] = {}
    owner: ClassVar[str] = ""  # what the rows of the lists call this fact

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk:
            self.fields["slug"].disabled = True  # addresses stand elsewhere
        for name, model in self.lists.items():
            rows = model._default_manager.filter(**{self.owner: self.instance.pk})
            for code in STORED:
                texts = [getattr(row, f"text_{code}") for row in rows]
                self.fields[f"{name}_{code}"].initial = "\n".join(texts)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.lists:
            self._check(name, cleaned)
        return cleaned

    def lines(self, name: str) -> list[dict[str, str]]:
        """Return the sentences of a list, each with its languages."""
        texts = [_lines(self.cleaned_data[f"{name}_{code}"]) for code in STORED]
        return [dict(zip(STORED, line, strict=True)) for line in zip(*texts, strict=True)]

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        if commit:
            for name, model in self.lists.items():
                keep_statements(model, {self.owner: row}, self.lines(name))
            self.keep_more(row)
            catalogue_changed()
        return row

    def keep_more(self, row: Any) -> None:
        """Store what else stands on the page; raises TrainingError."""

    def _check(self, name: str, cleaned: dict[str, Any]) -> None:
        """Ask for as many lines in every language, none longer than a row holds."""
        numbers = {code: len(_lines(cleaned.get(f"{name}_{code}", ""))) for code in STORED}
        most = max(numbers.values())
        for code in STORED:
            if numbers[code] != most:
                text = _("%(language)s has %(number)s lines, another language %(most)s.")
                words = {"language": own_name(code), "number": numbers[code], "most": most}
                self.add_error(f"{name}_{code}", text % words)
            elif any(len(line) > _LONGEST for line in _lines(cleaned.get(f"{name}_{code}", ""))):
                text = _("A line is longer than %(most)s characters.") % {"most": _LONGEST}
                self.add_error(f"{name}_{code}", text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
