"""What members thought of what they learned, with its workbook (L13)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from learning_cluster.evaluation import results
from learning_cluster.staff.events.base import EventsView
from printing.spreadsheet import XLSX
from privacy.audit import record
from questionnaires.tables import columns, pictures, workbook
from questionnaires.tally import FEWEST


class Evaluation(EventsView):
    template = "learning_cluster/admin/events/evaluation.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = results(self.of, at=self.at)
        return self.page(
            _("Results of the evaluation"),
            cluster=self.of,
            found=found,
            pictures=pictures(found.graded),
            columns=columns(),
            fewest=FEWEST,
            trail=self.trail,
        )


class EvaluationFile(EventsView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = results(self.of, at=self.at)
        content = workbook(found.graded, found.words, found.counts)
        verb = "evaluation_exported"
        record(self.actor, verb, "learning_cluster.cluster", self.of.pk, at=self.at)
        answer = HttpResponse(content, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="ocena-{self.of.slug}.xlsx"'
        answer["Cache-Control"] = "private, no-store"
        return answer
