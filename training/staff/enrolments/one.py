"""One enrolment: what is known of it, and every step the coordinator may take."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from training.actions.deciding import approve, decide_waiver, refuse
from training.actions.enrolment_endings import withdraw_for
from training.actions.moving import move_for
from training.enums import EnrolmentState, Waiver
from training.errors import TrainingError
from training.forms.coordinating import (
    GRANT,
    NothingForm,
    RefusalForm,
    WaiverDecisionForm,
    WithdrawalForm,
)
from training.forms.moving import MoveForm
from training.models import Enrolment
from training.openings import described, runs_to_move_to
from training.staff.enrolments.base import EnrolmentsView
from training.staff.history import history
from training.views.enrolment_page import EnrolmentPage


class EnrolmentView(EnrolmentsView):
    """Shows an enrolment with the steps its state allows."""

    @cached_property
    def row(self) -> Enrolment:
        return get_object_or_404(self.enrolments(), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(
        self, sent: Mapping[str, forms.Form] | None = None, error: TrainingError | None = None
    ) -> HttpResponse:
        """Show it as it is now; `sent` are forms that were filled in, by their step."""
        row, sent = self.row, sent or {}
        context = {
            "title": row.participant.name or _("erased"),
            "row": row,
            "facts": EnrolmentPage(row, self.at),
            "steps": self.steps() | dict(sent),
            "forms": list(sent.values()),
            "error": error,
            "history": history(row),
        }
        status = 409 if error else 200
        return render(self.request, "training/admin/enrolments/one.html", context, status=status)

    def steps(self) -> dict[str, forms.Form]:
        """Return a form for each step that the present state allows."""
        row = self.row
        if not row.is_live:
            return {}
        steps: dict[str, forms.Form] = {}
        if row.state == EnrolmentState.REQUESTED and row.approved_at is None:
            steps["approve"] = NothingForm()
        if row.waiver == Waiver.ASKED:
            steps["waiver"] = WaiverDecisionForm(auto_id="waiver_%s")
        targets = self.targets()
        if targets.fields["to"].choices:  # type: ignore[attr-defined]  # a choice field
            steps["move"] = targets
        steps["refuse"] = RefusalForm(auto_id="refuse_%s")
        steps["withdraw"] = WithdrawalForm(auto_id="withdraw_%s")
        return steps

    def targets(self, data: Any = None) -> MoveForm:
        runs = described(runs_to_move_to(self.row, at=self.at, for_staff=True))
        return MoveForm(data, runs=runs, auto_id="move_%s")


class _Step(EnrolmentView, ABC):
    """POST takes one step; GET leads to the page where it stands."""

    step: ClassVar[str]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:enrolment", self.row.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form()
        if not form.is_valid():
            return self.page({self.step: form})
        try:
            row = self.take(form.cleaned_data)
        except TrainingError as error:
            self.__dict__.pop("row")  # a colleague may have changed it since it was read
            return self.page({self.step: form} if self.row.is_live else None, error)
        messages.success(request, _("Saved. The participant is being told."))
        return redirect("training:enrolment", (row or self.row).pk)

    @abstractmethod
    def form(self) -> forms.Form:
        """Return the form as it was sent."""

    @abstractmethod
    def take(self, typed: dict[str, Any]) -> Enrolment | None:
        """Take the step; return another enrolment that came of it. Raises TrainingError."""


class Approve(_Step):
    step = "approve"

    def form(self) -> forms.Form:
        return NothingForm(self.request.POST)

    def take(self, typed: dict[str, Any]) -> None:
        approve(self.row, by=self.actor, at=self.at)


class Refuse(_Step):
    step = "refuse"

    def form(self) -> forms.Form:
        return RefusalForm(self.request.POST, auto_id="refuse_%s")

    def take(self, typed: dict[str, Any]) -> None:
        refuse(self.row, reason=typed["reason"], by=self.actor, at=self.at)


class DecideWaiver(_Step):
    step = "waiver"

    def form(self) -> forms.Form:
        return WaiverDecisionForm(self.request.POST, auto_id="waiver_%s")

    def take(self, typed: dict[str, Any]) -> None:
        is_granted = typed["decision"] == GRANT
        decide_waiver(
            self.row, is_granted=is_granted, reason=typed["reason"], by=self.actor, at=self.at
        )


class Move(_Step):
    step = "move"

    def form(self) -> forms.Form:
        return self.targets(self.request.POST)

    def take(self, typed: dict[str, Any]) -> Enrolment:
        return move_for(self.row, typed["to"], by=self.actor, at=self.at)


class Withdraw(_Step):
    step = "withdraw"

    def form(self) -> forms.Form:
        return WithdrawalForm(self.request.POST, auto_id="withdraw_%s")

    def take(self, typed: dict[str, Any]) -> None:
        withdraw_for(self.row, reason=typed["reason"], by=self.actor, at=self.at)
