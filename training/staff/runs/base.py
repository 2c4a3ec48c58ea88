"""What every page of a run starts from: the coordinator, or a 404 that tells nothing."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property

from training.actions.run_teaching import days_of
from training.errors import TrainingError
from training.forms.runs import (
    CancelForm,
    DetailsForm,
    RunForm,
    SessionsForm,
    StepForm,
    TrainersForm,
)
from training.models import Run
from training.models.run import RunQuerySet
from training.staff.coordinator import CoordinatorDoor
from training.staff.runs.sheet import sheet


class RunsView(CoordinatorDoor):
    """A page about runs."""

    def rows(self) -> RunQuerySet:
        """Return every run: the coordinator sees all."""
        return Run.objects.with_names().select_related("contract__offer__provider")


class RunView(RunsView):
    """A page of one run."""

    @cached_property
    def run(self) -> Run:
        found: Run = get_object_or_404(self.rows().dated().seated(), pk=self.kwargs["pk"])
        return found

    def form(self, kind: type[RunForm], data: Any = None) -> RunForm:
        """Return a form of the sheet; `data` is what was sent."""
        more = {"days": days_of(self.run, self.at)} if kind is TrainersForm else {}
        return kind(data, run=self.run, **more)

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """Show the run as it stands now; forms keep what was typed."""
        for kind in (DetailsForm, TrainersForm, SessionsForm, CancelForm, StepForm):
            if kind.name not in context:
                context[kind.name] = self.form(kind)
        sent = [form for form in context.values() if isinstance(form, RunForm) and form.is_bound]
        context |= {**sheet(self.run, at=self.at), "forms": sent}
        return render(self.request, "training/admin/runs/run.html", context, status=status)


class Step(RunView, ABC):
    """One action on a run: a form, the action, back to the sheet."""

    form_class: ClassVar[type[RunForm]] = StepForm
    done: ClassVar[Any] = ""

    @abstractmethod
    def act(self, form: Any) -> None:
        """Do it; raises TrainingError."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("training:run", self.run.pk)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(self.form_class, request.POST)
        if not form.is_valid():
            return self.page(200, **{form.name: form})
        try:
            self.act(form)
        except TrainingError as error:
            del self.__dict__["run"]  # a colleague may have changed it since it was read
            data = request.POST.copy()
            data["seen"] = str(self.run.version)
            form = self.form(self.form_class, data)
            return self.page(409, error=error, **{form.name: form})
        messages.success(request, str(self.done))
        return redirect("training:run", self.run.pk)
