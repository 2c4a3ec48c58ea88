"""What the coordinator fills in about enrolments and requests."""

from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages.codes import EN, SL, SR
from languages.dates import local, short_date
from languages.plain_text import PlainTextField
from training.enums import RunState
from training.forms.enrolling import PersonForm
from training.local_time import ZONE
from training.models import Run, RunRequest

GRANT, REFUSE = "grant", "refuse"


def _reason(required: bool) -> PlainTextField:
    return PlainTextField(
        label=_("Reason"),
        help_text=_("Whoever enrolled reads it."),
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the reason: whoever enrolled is told it.")},
    )


class NothingForm(forms.Form):
    """A step that needs no word."""


class RefusalForm(forms.Form):
    reason = _reason(required=True)


class WithdrawalForm(forms.Form):
    reason = _reason(required=False)


class WaiverDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Leave to come without the required training"),
        choices=[(GRANT, _("Grant it")), (REFUSE, _("Refuse it, and the enrolment with it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to grant it.")},
    )
    reason = _reason(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason: whoever enrolled is told it."))
        return cleaned


class AddForm(PersonForm):
    """Somebody who called or wrote; confirmed at once, so the coordinator vouches for them."""

    language = forms.ChoiceField(
        label=_("Language of the mails"),
        choices=[(SL, _("Slovenian")), (SR, _("Serbian (Cyrillic)")), (EN, _("English"))],
    )
    waiver_reason = PlainTextField(
        label=_("Why they may come without the training required before"),
        help_text=_("Only where they have not completed it here."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The confirmation goes there.")
        if not run.training.is_blocking:
            del self.fields["waiver_reason"]


class DeclineForm(forms.Form):
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("The authority reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the reason: the authority is told it.")},
    )


class PlanForm(forms.Form):
    run = forms.ModelChoiceField(
        Run.objects.none(),
        label=_("The run that was planned"),
        empty_label=None,
        error_messages={
            "required": _("Choose the run."),
            "invalid_choice": _("Choose a run of the list."),
        },
    )

    def __init__(self, *args: Any, request: RunRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        run = cast(forms.ModelChoiceField, self.fields["run"])
        rows = Run.objects.filter(variant__training=request.variant.training_id)
        rows = rows.exclude(state__in=[RunState.CANCELLED, RunState.HELD])
        run.queryset = rows.filter(request__isnull=True).select_related("variant__training")
        run.choices = [(row.pk, _with_day(row)) for row in run.queryset.dated()]


def _with_day(run: Run) -> str:
    if run.starts_at is None:
        return str(run)
    day = local(run.starts_at, ZONE).date()
    return f"{run}: {short_date(day, get_language() or SL)}"
