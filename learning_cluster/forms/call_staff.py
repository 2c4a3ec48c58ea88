"""What the coordinator fills in about a call (L12)."""

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Grant, User
from accounts.roles import Role
from languages.codes import STORED
from languages.plain_text import PlainTextField
from learning_cluster.actions.calls import Terms
from learning_cluster.enums import ApplicationState, CriterionKind
from learning_cluster.models import Application, Call, Criterion

NOBODY = "nobody"
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d. %m. %Y %H.%M"]


class ZonedDeadline(forms.Form):
    """A deadline by the clock of the cluster's zone."""

    zone: ZoneInfo
    deadline = forms.DateTimeField(
        label=_("Deadline: day and hour"),
        widget=forms.DateTimeInput(format=_FORMATS[0], attrs={"type": "datetime-local"}),
        input_formats=_FORMATS,
    )

    def clean_deadline(self) -> datetime:
        """Return the moment: what was typed is no time of the portal's zone."""
        typed = timezone.make_naive(self.cleaned_data["deadline"])
        return typed.replace(tzinfo=self.zone)


class CallForm(forms.ModelForm, ZonedDeadline):
    class Meta:
        model = Call
        fields = [
            *(f"name_{code}" for code in STORED),
            "slug",
            *(f"about_{code}" for code in STORED),
            "ceiling",
            "deadline",
        ]
        localized_fields = ["ceiling"]

    def __init__(self, *args: Any, zone: ZoneInfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone
        self.fields["ceiling"].widget = forms.TextInput(attrs={"inputmode": "decimal"})
        self.fields["ceiling"].localize = True
        if self.instance.pk:
            self.initial["deadline"] = timezone.make_naive(self.instance.deadline, zone)

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        texts = {
            f"{name}_{code}": data[f"{name}_{code}"]
            for name in ("name", "about")
            for code in STORED
        }
        return Terms(data["slug"], texts, data["ceiling"], data["deadline"])


class ExtendForm(ZonedDeadline):
    def __init__(self, *args: Any, zone: ZoneInfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["kind", *(f"text_{code}" for code in STORED), "most", "order"]
        widgets = {f"text_{code}": forms.Textarea(attrs={"rows": 2}) for code in STORED}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == CriterionKind.ADVANTAGE and not data.get("most"):
            self.add_error("most", gettext("Write how many points an advantage can bring."))
        return data


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return f"{user.get_full_name()} ({user.username})".strip()


class ScorerForm(forms.Form):
    """Somebody who has an account with the role already."""

    user = _Person(User.objects.none(), label=_("Account"))
    name = PlainTextField(label=_("Name and surname"), max_length=120)

    def __init__(self, *args: Any, call: Call, at: datetime, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "scorer_%s", **more})
        grants = Grant.objects.filter(role=Role.CALL_SCORER).in_force(at)
        people = User.objects.filter(is_active=True, pk__in=grants.values("user"))
        field = cast(forms.ModelChoiceField, self.fields["user"])
        field.queryset = people.exclude(scored_calls__call=call).order_by("last_name", "username")


class NewScorerForm(forms.Form):
    """Somebody who gets an account: pages for scoring, nothing of the admin."""

    first_name = PlainTextField(label=_("First name"), max_length=60)
    last_name = PlainTextField(label=_("Surname"), max_length=60)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "new_scorer_%s", **more})


class JudgeForm(forms.Form):
    """Whether an application meets the conditions; `seen` is the state the page showed."""

    seen = forms.ChoiceField(widget=forms.HiddenInput, choices=ApplicationState.choices)
    verdict = forms.ChoiceField(
        label=_("Does it meet the conditions?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it meets the conditions.")},
    )
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("Needed if it does not. The applicant reads it in the letter."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == "no" and not data.get("reason"):
            self.add_error("reason", gettext("Write the reason: the applicant is told it."))
        return data

    @property
    def judged(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_eligible = data["verdict"] == "yes"
        return {"is_eligible": is_eligible, "reason": data["reason"], "seen": data["seen"]}


class DecisionForm(forms.Form):
    selected = forms.ChoiceField(
        label=_("Who is selected?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an application, or nobody.")},
    )
    reason = PlainTextField(
        label=_("Reason for those who are not selected"),
        help_text=_("They read it in their letter, beside their place in the ranking."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ranked: list[tuple[int, Application]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.by_key = {str(row.pk): row for _rank, row in ranked}
        field = cast(forms.ChoiceField, self.fields["selected"])
        field.choices = [
            *((str(row.pk), f"{rank}. {row.name}") for rank, row in ranked),
            (NOBODY, gettext("Nobody: the call ends without a choice")),
        ]

    @property
    def chosen(self) -> Application | None:
        return self.by_key.get(self.cleaned_data["selected"])
