"""What the coordinator fills in about runs. `seen` is the version of the run the page showed."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from training.eligible import may_give
from training.enums import ContractState, Place, RunState
from training.models import Contract, Run, Trainer, Training, Variant, WorkForm

LOCAL = "%-d. %-m. %Y %-H.%M"
YEARS = range(2000, 2100)


def moment_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        # Not type="datetime-local": browsers set to English would show hours of the half day.
        widget=forms.DateTimeInput(attrs={"size": 18, "autocomplete": "off"}, format=LOCAL),
        input_formats=["%d. %m. %Y %H.%M", "%d. %m. %Y %H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("Day and hour, for example 17. 11. 2026 8.30."),
        error_messages={"invalid": _("Write day and hour like this: 17. 11. 2026 8.30.")},
    )


class VariantField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Variant) -> str:
        return f"{obj.training.name} – {obj.name}"


class ContractField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Contract) -> str:
        return f"{obj.number}, {obj.offer.provider}"


class TrainerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Trainer) -> str:
        return f"{obj.name}, {obj.provider}"


class RunForm(forms.Form):
    """A step on the page of a run."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = ""  # tells the forms of one page apart

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.name}_%s")
        kwargs.setdefault("initial", {"seen": run.version} | self.stored(run))
        super().__init__(*args, **kwargs)
        self.run = run

    def stored(self, run: Run) -> dict[str, Any]:
        """Return what an unbound form shows."""
        return {}


class StepForm(RunForm):
    """A button: open, confirm as held, schedule, decline."""

    name = "step"


class CancelForm(RunForm):
    name = "cancel"
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("Trainers and participants read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: everybody is told it.")},
    )


class PlaceFields(forms.Form):
    """Where a run takes place (T8)."""

    place = forms.ChoiceField(label=_("Where it takes place"), choices=Place.choices)
    town = PlainTextField(label=_("Town"), required=False, max_length=80)
    venue = PlainTextField(
        label=_("Room and address"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"size": 50}),
    )
    join_link = forms.URLField(
        label=_("Join link"),
        help_text=_("Only the enrolled and the trainers see it."),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"size": 50}),
        error_messages={"invalid": _("Write the whole address, beginning with https://.")},
    )


class DetailsForm(PlaceFields, RunForm):
    """Place, numbers and deadlines; empty deadlines are set when the run is opened."""

    name = "details"
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)
    minimum = forms.IntegerField(
        label=_("Least number of participants"), min_value=1, max_value=500
    )
    closes_at = moment_field(_("Enrolment closes"))
    withdraw_until = moment_field(_("Withdrawal possible until"))

    field_order = ["place", "town", "venue", "join_link", "capacity", "minimum"]

    def stored(self, run: Run) -> dict[str, Any]:
        return {name: getattr(run, name) for name in self.base_fields if name != "seen"}


class PlanForm(PlaceFields):
    """A new run: a variant, a contract that bears it, a place; `key` keeps it one if sent twice."""

    variant = VariantField(
        Variant.objects.select_related("training").order_by("training__code", "order"),
        label=_("Training and variant"),
        error_messages={"required": _("Choose the training.")},
    )
    contract = ContractField(
        Contract.objects.filter(state=ContractState.SIGNED).select_related("offer__provider"),
        label=_("Contract"),
        error_messages={"required": _("Choose the contract that bears the run.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["variant", "contract", "place", "town", "venue", "join_link"]


class TrainersForm(RunForm):
    """Whom to ask: one trainer, or a pair; only those who may give the training are offered."""

    name = "trainers"

    def __init__(self, *args: Any, run: Run, days: Any, **kwargs: Any) -> None:
        super().__init__(*args, run=run, **kwargs)
        offered = may_give(run.training, days).select_related("provider")
        for number in range(1, run.training.trainers_needed + 1):
            label = _("Trainer") if number == 1 else _("Second trainer")
            field = TrainerField(offered, label=label, required=number == 1)
            self.fields[f"trainer_{number}"] = field

    @property
    def chosen(self) -> list[Trainer]:
        cleaned = self.cleaned_data
        return [value for name, value in cleaned.items() if name.startswith("trainer_") and value]


class SessionsForm(RunForm):
    """The plan and the forms of work of each session (T4)."""

    name = "sessions"

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, run=run, **kwargs)
        rows = run.sessions.select_related("segment").prefetch_related("work_forms")
        self.sessions = list(rows)
        for one in self.sessions:
            self.fields[f"forms_{one.pk}"] = forms.ModelMultipleChoiceField(
                WorkForm.objects.all(),
                label=_("Forms of work"),
                required=False,
                initial=[form.pk for form in one.work_forms.all()],
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"plan_{one.pk}"] = PlainTextField(
                label=_("Plan of the session"),
                required=False,
                max_length=4000,
                initial=one.plan,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def drawn(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Return each session with its two fields."""
        return [(one, self[f"forms_{one.pk}"], self[f"plan_{one.pk}"]) for one in self.sessions]

    @property
    def plans(self) -> dict[int, tuple[str, Any]]:
        cleaned = self.cleaned_data
        return {
            one.pk: (cleaned[f"plan_{one.pk}"], cleaned[f"forms_{one.pk}"]) for one in self.sessions
        }


class RunFilterForm(forms.Form):
    """What the list of runs keeps: a state, a training, a period."""

    stanje = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *RunState.choices]
    )
    usposabljanje = forms.ModelChoiceField(
        Training.objects.all(), label=_("Training"), required=False, empty_label=_("All")
    )
    od = forms.DateField(
        label=_("From day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    do = forms.DateField(
        label=_("To day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_od(self) -> date | None:
        return self._known("od")

    def clean_do(self) -> date | None:
        return self._known("do")

    def _known(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(_("Choose a day between the years 2000 and 2099."))
        return day
