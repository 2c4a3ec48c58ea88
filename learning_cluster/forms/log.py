"""The log of a session: everything on one screen, little of it required (L9)."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.actions.mentoring_log import Entry, stamp, written
from learning_cluster.forms.mentoring import people_of
from learning_cluster.log_drafts import Stamp
from learning_cluster.models import Member, MentoringLog, Phase

TOPIC_LENGTH = 120
FINISH = "finish"  # the name of the button that also sends the summary


def _big(label: Any, length: int, rows: int = 3, help_text: Any = "") -> PlainTextField:
    return PlainTextField(
        label=label,
        help_text=help_text,
        max_length=length,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LogForm(forms.Form):
    """`draft_key`, `draft_step` and `version` say which state of which draft this is.

    With `is_finishing` what a summary needs is required.
    """

    present = forms.TypedMultipleChoiceField(
        label=_("Who was there"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody is not on the list any more: look again.")},
    )
    is_missed = forms.BooleanField(label=_("None of them came"), required=False)
    minutes = forms.IntegerField(
        label=_("How many minutes"),
        min_value=1,
        max_value=480,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    topics = PlainTextField(
        label=_("Topics"),
        help_text=_("Separated by commas."),
        max_length=600,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    questions = _big(_("Questions and answers"), 8000, 4)
    advice = _big(_("Advice"), 8000)
    next_steps = _big(_("Agreed next steps"), 4000, 3, _("One a line."))
    issues = _big(_("Issues for the next event"), 4000, 2, _("One a line."))
    phase = forms.ModelChoiceField(
        label=_("Phase"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("not chosen"),
        error_messages={"invalid_choice": _("This phase is not in the plan any more.")},
    )
    draft_key = forms.UUIDField(widget=forms.HiddenInput)
    draft_step = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Member],
        phases: Any,
        is_finishing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_finishing = is_finishing
        self.fields["present"].choices = people_of(people)  # type: ignore[attr-defined]  # of a choice field
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]  # of a model choice

    def clean_topics(self) -> list[str]:
        found = [one.strip() for one in self.cleaned_data["topics"].split(",")]
        topics = [one for one in found if one]
        if any(len(one) > TOPIC_LENGTH for one in topics):
            text = _("A topic has at most %(most)s characters: separate topics by commas.")
            raise ValidationError(text % {"most": TOPIC_LENGTH})
        return topics

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["present"] = sorted(data.get("present", []))
        if data.get("is_missed"):
            data["present"] = []
        elif self.is_finishing:
            if not data.get("present") and not self.has_error("present"):
                self.add_error("present", _("Tick who was there, or that none of them came."))
            if not data.get("minutes") and not self.has_error("minutes"):
                self.add_error("minutes", _("Write how many minutes it took."))
        return data

    @property
    def entry(self) -> Entry:
        """What a valid form holds."""
        names = Entry.__dataclass_fields__
        return Entry(**{name: self.cleaned_data[name] for name in names})

    @property
    def sent(self) -> Stamp:
        """Which state of which draft a valid form is."""
        data = self.cleaned_data
        return Stamp(data["draft_key"], data["draft_step"], data["version"])


def initial_of(log: MentoringLog | None, minutes: int, phase: Phase | None) -> dict[str, Any]:
    """Return what an untouched form shows: the log, or what was planned; always a new draft."""
    fresh = {
        "draft_key": uuid.uuid4(),
        "draft_step": 1,
        "version": stamp(log).version if log else 0,
    }
    if log is None:
        return fresh | {"minutes": minutes, "phase": phase}
    entry = written(log)
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return fresh | fields | {"topics": ", ".join(entry.topics)}


def theirs(form: LogForm, log: MentoringLog) -> list[tuple[str, str]]:
    """Return label and kept text of every field whose kept text is another than the one typed."""
    kept, typed = written(log), form.entry
    people = dict(form.fields["present"].choices)  # type: ignore[attr-defined]  # of a choice field
    found = []
    for name in Entry.__dataclass_fields__:
        value = getattr(kept, name)
        if value != getattr(typed, name):
            text = _shown(value, people if name == "present" else {})
            found.append((str(form.fields[name].label), text))
    return found


def _shown(value: Any, people: dict[int, str]) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return "; ".join(str(people.get(one, one)) for one in value) or "–"
    return str(value) if value not in (None, "") else "–"
