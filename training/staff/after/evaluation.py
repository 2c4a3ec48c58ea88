"""What participants thought: of one run, and of all runs of a training (T15)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from printing.spreadsheet import XLSX
from privacy.audit import record
from questionnaires.tables import pictures, workbook
from questionnaires.tally import FEWEST
from training.enums import RunState
from training.evaluation_results import Results, results
from training.models import Run, Training
from training.models.run import RunQuerySet
from training.staff.coordinator import CoordinatorView

LIST = ("training:evaluations", gettext_lazy("Evaluation"))


class Evaluations(CoordinatorView):
    """Every training that was held, with its runs."""

    template = "training/admin/after/evaluations.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        newest_first = _held().with_names().dated().reverse()
        runs = sorted(newest_first, key=lambda run: run.training.code)
        return self.page(str(LIST[1]), runs=runs)


class RunEvaluation(CoordinatorView):
    """Of one run."""

    template = "training/admin/after/evaluation.html"
    trail = (LIST,)

    @cached_property
    def run(self) -> Run:
        return get_object_or_404(_held().with_names().dated(), pk=self.kwargs["pk"])

    @property
    def found(self) -> Results:
        return results(_held().filter(pk=self.run.pk))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.found
        return self.page(
            self.run.training.name,
            run=self.run,
            found=found,
            pictures=pictures(found.scales),
            fewest=FEWEST,
            file_url=reverse("training:run_evaluation_file", args=[pk]),
        )


class RunEvaluationFile(RunEvaluation):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record(self.actor, "exported", "training.run", self.run.pk, at=self.at)
        return _file(self.found, f"izvedba-{self.run.pk}")


class TrainingEvaluation(CoordinatorView):
    """Of all held runs of a training together."""

    template = "training/admin/after/evaluation.html"
    trail = (LIST,)

    @cached_property
    def training(self) -> Training:
        return get_object_or_404(Training, pk=self.kwargs["pk"])

    @property
    def found(self) -> Results:
        return results(_held().filter(variant__training=self.training))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.found
        return self.page(
            self.training.name,
            found=found,
            pictures=pictures(found.scales),
            fewest=FEWEST,
            file_url=reverse("training:training_evaluation_file", args=[pk]),
        )


class TrainingEvaluationFile(TrainingEvaluation):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record(self.actor, "exported", "training.training", self.training.pk, at=self.at)
        return _file(self.found, self.training.slug)


def _held() -> RunQuerySet:
    return Run.objects.filter(state=RunState.HELD)


def _file(found: Results, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="mnenja-{name}.xlsx"'}
    content = workbook(found.scales, found.words, found.counts)
    return HttpResponse(content, content_type=XLSX, headers=headers)
