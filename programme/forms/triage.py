"""What triage fills in. `seen` is the version of the submission the page showed."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from programme.enums import NEEDS_REASON
from programme.models import Submission


class _Seen(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DecisionForm(_Seen):
    """Bound, it knows every step; unbound, it offers those from the present state."""

    to = forms.ChoiceField(
        label=_("Next step"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the next step.")},
    )
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("Needed to decline or stop. The authority reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, row: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(row.states.choices)
        if not self.is_bound and not set(row.next_states) & set(NEEDS_REASON):
            del self.fields["reason"]
        to = cast(forms.ChoiceField, self.fields["to"])
        # What was a step when the page was shown may be none now: the action says so, by name.
        every = dict.fromkeys(to for steps in row.steps.values() for to in steps)
        to.choices = [
            (state, labels[state]) for state in (every if self.is_bound else row.next_states)
        ]


class DescriptionForm(_Seen):
    """Stands on one page with a DecisionForm, so its fields have names of their own there."""

    prototype = PlainTextField(
        label=_("Prototype"),
        help_text=_("What is being tried out, and how."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    users_involved = PlainTextField(
        label=_("Users involved"),
        help_text=_("Who took part, how many, from when on. No names."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    result = PlainTextField(
        label=_("Result"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "describe_%s", **kwargs})
