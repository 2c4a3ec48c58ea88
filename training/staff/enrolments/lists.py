"""Runs with what waits for the coordinator, the enrolments of one, adding by hand, the workbook."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from languages.sorting import sort_key
from printing.spreadsheet import XLSX, xlsx
from privacy.audit import record
from training.actions.enrolling import add_by_hand
from training.enums import LIVE_ENROLMENT, SEATED, EnrolmentState
from training.errors import TrainingError
from training.forms.coordinating import AddForm
from training.messages.letter import line_of
from training.models import Enrolment, Run
from training.models.enrolment import EnrolmentQuerySet
from training.openings import described
from training.staff.enrolments.base import EnrolmentsView
from training.waiting import queue_of

PER_PAGE = 30


class EnrolmentRuns(EnrolmentsView):
    """Every run somebody is enrolled in; those to come first, the nearest on top."""

    def get(self, request: HttpRequest) -> HttpResponse:
        somebody = Enrolment.objects.proved().filter(run=OuterRef("pk"))
        rows = Run.objects.filter(Exists(somebody)).with_names().dated().seated()
        rows = rows.annotate(
            to_decide=_number(Enrolment.objects.for_coordinator()),
            waiting=_number(Enrolment.objects.filter(state=EnrolmentState.WAITING)),
        ).reverse()
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        words = {run.pk: text for run, text in described(list(page))}
        context = {
            "title": _("Enrolments"),
            "page": page,
            "lines": [(run, words[run.pk], run.stage(self.at).label) for run in page],
        }
        return render(request, "training/admin/enrolments/runs.html", context)


def _number(rows: EnrolmentQuerySet) -> Coalesce:
    """Return how many of `rows` are of the run of the outer query."""
    counted = rows.filter(run=OuterRef("pk")).order_by().values("run").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


class RunEnrolments(EnrolmentsView):
    """The enrolments of one run: those with a place, the queue in its order, the rest."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "training/admin/enrolments/of_run.html", self.facts())

    def facts(self) -> dict[str, object]:
        rows = list(self.enrolments().filter(run=self.run))
        queue = queue_of(self.run)
        for row in rows:
            entry = queue.get(row.pk)
            row.offer_until = entry.offer_until if entry is not None else None  # type: ignore[attr-defined]  # for the table alone
        seated = [row for row in rows if row.state in SEATED]
        waiting = [row for row in rows if row.state == EnrolmentState.WAITING]
        order = {key: number for number, key in enumerate(queue)}
        waiting.sort(key=lambda row: order.get(row.pk, len(order)))
        sessions = self.run.sessions.select_related("run", "segment").order_by("segment__day")
        return {
            "title": _("Enrolments: %(training)s") % {"training": self.run.training.name},
            "run": self.run,
            "stage": self.run.stage(self.at).label,
            "lines": [line_of(session) for session in sessions],
            "seated": sorted(seated, key=lambda row: row.seat or 0),
            "waiting": waiting,
            "ended": [row for row in rows if row.state not in SEATED | LIVE_ENROLMENT],
        }


class AddEnrolment(EnrolmentsView):
    """Somebody who called or wrote is enrolled by hand."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(AddForm(run=self.run))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AddForm(request.POST, run=self.run)
        if not form.is_valid():
            return self.page(form)
        typed = form.cleaned_data
        try:
            add_by_hand(
                self.run,
                form.person(),
                waiver_reason=typed.get("waiver_reason", ""),
                language=typed["language"],
                by=self.actor,
                at=self.at,
            )
        except TrainingError as error:
            return self.page(form, error)
        messages.success(request, _("Enrolled. The confirmation is on its way."))
        return redirect("training:run_enrolments", self.run.pk)

    def page(self, form: AddForm, error: TrainingError | None = None) -> HttpResponse:
        context = {
            "title": _("Enrol by hand"),
            "run": self.run,
            "form": form,
            "forms": [form],
            "error": error,
        }
        status = 409 if error else 200
        return render(self.request, "training/admin/enrolments/add.html", context, status=status)


class EnrolmentsExport(EnrolmentsView):
    """Who has a place, as a workbook: names, employers and states, no addresses (X4)."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = sorted(
            self.enrolments().filter(run=self.run).seated(),
            key=lambda row: sort_key(row.participant.name),
        )
        headings = [_("Name and surname"), _("Employer"), _("Field of work"), _("State")]
        table = [
            [
                row.participant.name,
                row.participant.works_for,
                row.participant.field_of_work,
                str(row.get_state_display()),
            ]
            for row in rows
        ]
        record(self.actor, "exported", "training.run", self.run.pk, at=self.at)
        response = HttpResponse(xlsx([(_("Enrolments"), headings, table)]), content_type=XLSX)
        name = f"prijave-{self.run.pk}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
