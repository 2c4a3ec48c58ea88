"""A line of the action plan; a finding of the social mapping (L11)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from languages.translated import in_script
from learning_cluster.actions.action_plans import Planned
from learning_cluster.actions.findings import Found
from learning_cluster.forms.rows import SeenForm, day_field
from learning_cluster.models import MappingFinding


def marks_field(label: Any, **more: Any) -> forms.DecimalField:
    """Return a field of convertible marks, written as the reader's language writes them."""
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        min_value=0,
        localize=True,
        widget=forms.TextInput(
            attrs={
                "inputmode": "decimal",
                "autocomplete": "off",
                "class": "govuk-input--width-10",
            }
        ),
        **more,
    )


class LineForm(SeenForm):
    action = PlainTextField(
        label=_("What is to be done"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what is to be done.")},
    )
    who = PlainTextField(
        label=_("Who does it"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    starts_on = day_field(_("First day"), required=False)
    ends_on = day_field(_("Last day of the work"), required=False)
    cost = marks_field(_("Cost in KM"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned

    @property
    def planned(self) -> Planned:
        return Planned(**{name: self.cleaned_data[name] for name in Planned.__annotations__})


class FindingForm(SeenForm):
    text = PlainTextField(
        label=_("Finding"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was found.")},
    )
    source = PlainTextField(
        label=_("Where it was found"),
        help_text=_("For example the report of the social mapping and its page."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write where it was found.")},
    )
    found_on = day_field(_("Day"), required=False)

    @property
    def found(self) -> Found:
        return Found(**{name: self.cleaned_data[name] for name in Found.__annotations__})


class CiteForm(forms.Form):
    """`listed` are the findings the page showed: others are left as they are."""

    cited = forms.TypedMultipleChoiceField(
        label=_("Findings that the concept cites"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("A finding is not there any more: look again.")},
    )
    listed = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, findings: Sequence[MappingFinding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, in_script(f"{one.text} – {one.source}")) for one in findings]
        for name in ("cited", "listed"):
            field: Any = self.fields[name]
            field.choices = choices
