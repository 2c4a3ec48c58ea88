"""New runs, and dates: proposed for one that is not open, changed for one that is (T7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from training.actions.run_changes import move_run
from training.actions.run_planning import plan, propose_dates
from training.enums import RunState
from training.errors import TrainingError
from training.forms.run_dates import DatesForm
from training.forms.runs import PlanForm
from training.local_time import ZONE
from training.run_dates import check_dates, planned_times
from training.staff.runs.base import RunsView, RunView


class NewRun(RunsView):
    """Plans a draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(PlanForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PlanForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        typed = dict(form.cleaned_data)
        variant, contract, key = (typed.pop(name) for name in ("variant", "contract", "key"))
        try:
            run = plan(variant, contract, key=key, facts=typed, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.page(form, 409, error=error)
        messages.success(request, _("The draft is planned. Next: dates and trainers."))
        return redirect("training:run", run.pk)

    def page(self, form: PlanForm, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"form": form, "forms": [form], "title": _("New run")}
        return render(self.request, "training/admin/runs/new.html", context, status=status)


class Dates(RunView):
    """Shows the sessions that the hours typed would make, then proposes or moves."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        starts = [session.starts_at for session in self.run.sessions.all()]
        return self.dates_page(DatesForm(variant=self.run.variant, starts=starts))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DatesForm(request.POST, variant=self.run.variant)
        if not form.is_valid():
            return self.dates_page(form)
        if "preview" in request.POST:
            return self.preview(form)
        try:
            self.act(form.cleaned_data)
        except TrainingError as error:
            del self.__dict__["run"]
            return self.dates_page(form, 409, error=error)
        return redirect("training:run", self.run.pk)

    def preview(self, form: DatesForm) -> HttpResponse:
        """Show the sessions, and what speaks against them; nothing is kept."""
        typed, error, times = form.cleaned_data, None, []
        try:
            times = planned_times(self.run.variant, typed["starts"])
            check_dates(times, with_days_off=typed["with_days_off"], at=self.at)
        except TrainingError as refused:
            error = refused
        return self.dates_page(form, times=times, error=error)

    def act(self, typed: dict[str, Any]) -> None:
        starts, days_off = typed["starts"], typed["with_days_off"]
        if self.moves:
            seen = self.request.POST.get("seen", "")
            move_run(
                self.run,
                starts=starts,
                with_days_off=days_off,
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                by=self.actor,
                at=self.at,
            )
            messages.success(self.request, _("Moved. Everybody is being told."))
            return
        propose_dates(
            self.run,
            starts=starts,
            note=typed["note"],
            trainer=None,
            with_days_off=days_off,
            by=self.actor,
            at=self.at,
        )
        messages.success(self.request, _("Proposed. Trainers who were asked are being told."))

    @property
    def moves(self) -> bool:
        return self.run.state == RunState.OPEN

    def dates_page(self, form: DatesForm, status: int = 200, **context: Any) -> HttpResponse:
        if self.moves:
            del form.fields["note"]
        context |= {
            "title": _("Move the run") if self.moves else _("Propose dates"),
            "run": self.run,
            "form": form,
            "forms": [form],
            "moves": self.moves,
            "zone": ZONE.key,
        }
        return render(self.request, "training/admin/runs/dates.html", context, status=status)
