"""Writing a concept by its template, feedback and replies, the council's decision (L11)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.actions.concepts import Decision
from learning_cluster.concept_texts import Section
from learning_cluster.forms.rows import SeenForm, day_field
from learning_cluster.models import TemplateSection

LONGEST = 10_000  # letters of a section
PREFIX = "text_"


class ConceptForm(forms.Form):
    """A field a section of the template, its guidance as the hint.

    `based_on` is the number of the version that the writer began with, 0 for none. No section
    need be filled to save: a draft may be as short as it is.
    """

    note = PlainTextField(
        label=_("What is new in this version"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32_000)

    def __init__(self, *args: Any, template: Sequence[TemplateSection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in template:
            self.fields[PREFIX + section.slug] = PlainTextField(
                label=section.name,
                help_text=section.guidance,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8}),
            )
        self.order_fields([*(PREFIX + section.slug for section in template), "note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(self.texts.values()):
            raise forms.ValidationError(_("Write something in at least one section."))
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """The texts by the slug of their section, as they were typed and cleaned."""
        return {
            name.removeprefix(PREFIX): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }

    @staticmethod
    def filled(texts: Mapping[str, str], *, based_on: int) -> dict[str, Any]:
        """Return what a form shows that begins with `texts`."""
        shown: dict[str, Any] = {PREFIX + slug: text for slug, text in texts.items()}
        return shown | {"based_on": based_on}


class FeedbackForm(forms.Form):
    """`number` is that of the version the page showed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    section = forms.ChoiceField(
        label=_("What it is about"), required=False, widget=forms.Select(), choices=()
    )
    text = PlainTextField(
        label=_("Feedback"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your feedback.")},
    )

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.choices = [("", _("The whole concept")), *((one.slug, one.name) for one in sections)]


class ReplyForm(forms.Form):
    """`seen` counts how often the reply that the page showed had been written."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32_000)
    text = PlainTextField(
        label=_("What you have done with it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you have done with the feedback.")},
    )


class PeersForm(forms.Form):
    """Whether the other members may read the concept from now on."""

    is_open = forms.TypedChoiceField(
        choices=(("1", ""), ("0", "")), coerce=lambda value: value == "1"
    )


class DecisionForm(SeenForm):
    plan_title = PlainTextField(
        label=_("Local plan in which the service was entered"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    plan_entered_on = day_field(_("Entered on"), required=False)
    decision_number = PlainTextField(
        label=_("Number of the council's decision"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    decided_on = day_field(_("Decided on"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("plan_entered_on", "decided_on"):
            day = cleaned.get(name)
            if day is not None and day > self.today:
                self.add_error(name, _("This day is still to come. Write it once it has passed."))
        if cleaned.get("plan_entered_on") and not cleaned.get("plan_title"):
            self.add_error("plan_title", _("Write the title of the plan."))
        if cleaned.get("decided_on") and not cleaned.get("decision_number"):
            self.add_error("decision_number", _("Write the number of the decision."))
        return cleaned

    @property
    def decision(self) -> Decision:
        return Decision(**{name: self.cleaned_data[name] for name in Decision.__annotations__})
