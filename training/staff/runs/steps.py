"""Everything the coordinator does on the page of a run, each by one form and one action."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from training.actions.run_changes import change_run, move_run, plan_sessions
from training.actions.run_opening import cancel_run, confirm_held, open_run
from training.actions.run_planning import answer_dates, schedule
from training.actions.run_teaching import ask, take_off
from training.enums import Reply, RunState
from training.forms.runs import CancelForm, DetailsForm, SessionsForm, TrainersForm
from training.models import DateProposal, Trainer
from training.staff.runs.base import RunView, Step


class RunPage(RunView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()


class Details(Step):
    form_class = DetailsForm
    done = _("Saved.")

    def act(self, form: Any) -> None:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        seen = form.cleaned_data["seen"]
        change_run(self.run, facts=facts, seen=seen, by=self.actor, at=self.at)


class AskTrainers(Step):
    form_class = TrainersForm
    done = _("They are being asked.")

    def act(self, form: Any) -> None:
        seen = form.cleaned_data["seen"]
        ask(self.run, form.chosen, seen=seen, by=self.actor, at=self.at)


class TakeOff(Step):
    done = _("Taken off the run.")

    def act(self, form: Any) -> None:
        rows = Trainer.objects.filter(run_trainers__run=self.run)
        trainer = get_object_or_404(rows, pk=self.kwargs["trainer"])
        take_off(self.run, trainer, by=self.actor, at=self.at)


class Plans(Step):
    form_class = SessionsForm
    done = _("Saved.")

    def act(self, form: Any) -> None:
        seen = form.cleaned_data["seen"]
        plan_sessions(self.run, form.plans, seen=seen, by=self.actor, at=self.at)


class _ProposalStep(Step):
    def proposal(self) -> DateProposal:
        found: DateProposal = get_object_or_404(
            DateProposal.objects.filter(run=self.run), pk=self.kwargs["proposal"]
        )
        return found


class Schedule(_ProposalStep):
    """Turns proposed dates into sessions, or moves a run not yet open to them."""

    done = _("The dates are set. Trainers who were asked are told.")

    def act(self, form: Any) -> None:
        proposal, seen = self.proposal(), form.cleaned_data["seen"]
        if self.run.state == RunState.NEGOTIATING:
            move_run(
                self.run,
                starts=proposal.starts,
                with_days_off=True,
                seen=seen,
                proposal=proposal,
                by=self.actor,
                at=self.at,
            )
        else:
            schedule(self.run, proposal, seen=seen, by=self.actor, at=self.at)


class DeclineDates(_ProposalStep):
    done = _("Declined.")

    def act(self, form: Any) -> None:
        answer_dates(self.proposal(), reply=Reply.DECLINED, by=self.actor, at=self.at)


class Open(Step):
    done = _("The run is open for enrolment. Its trainers are being told.")

    def act(self, form: Any) -> None:
        open_run(self.run, seen=form.cleaned_data["seen"], by=self.actor, at=self.at)


class Cancel(Step):
    form_class = CancelForm
    done = _("The run is called off. Everybody is being told.")

    def act(self, form: Any) -> None:
        cancel_run(self.run, **form.cleaned_data, by=self.actor, at=self.at)


class Held(Step):
    done = _("The run counts as held.")

    def act(self, form: Any) -> None:
        confirm_held(self.run, seen=form.cleaned_data["seen"], by=self.actor, at=self.at)
