"""What scorers fill in: a conflict of interest first, then points (L12)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.actions.scoring import Given
from learning_cluster.enums import CriterionKind
from learning_cluster.models import Criterion, Score

NONE, SOME = "no", "yes"


class ConflictForm(forms.Form):
    has_conflict = forms.ChoiceField(
        label=_("Do you have a conflict of interest?"),
        help_text=_(
            "For example kinship, friendship or hostility, a common employer, work together in"
            " the last three years, or money."
        ),
        choices=[(NONE, _("No, I can score without bias")), (SOME, _("Yes, I have one"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you have a conflict of interest.")},
    )
    conflict = PlainTextField(
        label=_("Which one?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-revealed-by": f"has_conflict:{SOME}"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("has_conflict") == SOME and not data.get("conflict"):
            self.add_error("conflict", gettext("Write which conflict of interest you have."))
        return data

    @property
    def declared(self) -> dict[str, Any]:
        """Return what a valid form says, as the action takes it."""
        is_some = self.cleaned_data["has_conflict"] == SOME
        return {"has_conflict": is_some, "conflict": self.cleaned_data["conflict"]}


class ScoreForm(forms.Form):
    """Points and a comment for each criterion."""

    def __init__(
        self, *args: Any, criteria: Iterable[Criterion], scores: dict[int, Score], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.criteria = list(criteria)
        for number, one in enumerate(self.criteria, start=1):
            known = scores.get(one.pk)
            self.fields[f"points_{one.pk}"] = _points(number, one, known)
            self.fields[f"comment_{one.pk}"] = PlainTextField(
                label=gettext("Comment"),
                max_length=500,
                required=False,
                initial=known.comment if known else "",
            )

    @property
    def parts(self) -> list[tuple[Criterion, Any, Any]]:
        """Return each criterion with its two fields, as they are drawn."""
        return [(one, self[f"points_{one.pk}"], self[f"comment_{one.pk}"]) for one in self.criteria]

    @property
    def given(self) -> dict[Criterion, Given]:
        data = self.cleaned_data
        return {
            one: Given(int(data[f"points_{one.pk}"]), data[f"comment_{one.pk}"])
            for one in self.criteria
        }


def _points(number: int, criterion: Criterion, known: Score | None) -> forms.Field:
    initial = known.points if known else None
    if criterion.kind == CriterionKind.REQUIRED:
        return forms.ChoiceField(
            label=gettext("Is it met?"),
            choices=[("1", gettext("Met")), ("0", gettext("Not met"))],
            widget=forms.RadioSelect,
            initial=initial,
            error_messages={
                "required": gettext("Criterion %(number)s: say whether it is met.")
                % {"number": number}
            },
        )
    told = gettext("Criterion %(number)s: write a whole number from 0 to %(most)s.") % {
        "number": number,
        "most": criterion.most,
    }
    return forms.IntegerField(
        label=gettext("Points, from 0 to %(most)s") % {"most": criterion.most},
        min_value=0,
        max_value=criterion.most,
        initial=initial,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), told),
    )
