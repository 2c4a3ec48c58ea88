"""Held runs: who has completed each, and certificates for them (T15)."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.actions.certificates import issue, issue_all
from training.actions.completing import complete
from training.enums import EXPECTED, EnrolmentState, RunState
from training.errors import TrainingError
from training.models import Certificate, Enrolment, Run
from training.models.certificate import CertificateQuerySet
from training.models.enrolment import EnrolmentQuerySet
from training.models.run import RunQuerySet
from training.staff.coordinator import CoordinatorView

PER_PAGE = 50
LIST = ("training:after_runs", gettext_lazy("Completion and certificates"))


def held_runs() -> RunQuerySet:
    """Return held runs with the counts of their enrolments, the newest first."""
    of_run = Enrolment.objects.filter(run=OuterRef("pk"))
    return (
        Run.objects.filter(state=RunState.HELD)
        .with_names()
        .dated()
        .annotate(
            unsettled=_count(of_run.filter(state=EnrolmentState.CONFIRMED)),
            completed=_count(of_run.filter(state=EnrolmentState.ATTENDED)),
            absent=_count(of_run.filter(state=EnrolmentState.ABSENT)),
            certified=_count(of_run.filter(Exists(_valid()))),
        )
        .reverse()
    )


def _valid() -> CertificateQuerySet:
    return Certificate.objects.valid().filter(enrolment=OuterRef("pk"))


def _count(rows: EnrolmentQuerySet) -> Coalesce:
    counted = rows.order_by().values("run").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class HeldRuns(CoordinatorView):
    template = "training/admin/after/runs.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        part = Paginator(held_runs(), PER_PAGE).get_page(request.GET.get("stran"))
        return self.page(str(LIST[1]), part=part)


class HeldRun(CoordinatorView):
    """One held run: its participants, and what can be done for them."""

    template = "training/admin/after/run.html"
    trail = (LIST,)

    @cached_property
    def run(self) -> Run:
        return get_object_or_404(held_runs(), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        run = self.run
        return self.page(
            run.training.name, status=status, run=run, rows=self.participants(), **more
        )

    def participants(self) -> EnrolmentQuerySet:
        """Return who was expected, by name, each with the newest certificate first."""
        return (
            Enrolment.objects.visible_to(self.user, self.at)
            .filter(run=self.run, state__in=EXPECTED)
            .select_related("participant__employer")
            .prefetch_related("certificates")
            .annotate(
                noted=Count("attendances"),
                present=Count("attendances", filter=Q(attendances__is_present=True)),
                has_valid=Exists(_valid()),
            )
            .order_by("participant__name", "pk")
        )


class Complete(HeldRun):
    """Settles everybody from the attendance as it is noted now."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:after_run", self.run.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            count = complete(self.run, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.show(409, error=error)
        text = ngettext(
            "%(count)s person has completed the training.",
            "%(count)s people have completed the training.",
            count,
        )
        return self.done(text % {"count": count}, "training:after_run", self.run.pk)


class IssueAll(HeldRun):
    """Certificates for all who completed and never had one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:after_run", self.run.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            count = len(issue_all(self.run, by=self.actor, at=self.at))
        except TrainingError as error:
            return self.show(409, error=error)
        text = ngettext(
            "%(count)s certificate has been issued and mailed.",
            "%(count)s certificates have been issued and mailed.",
            count,
        )
        return self.done(text % {"count": count}, "training:after_run", self.run.pk)


class IssueOne(HeldRun):
    """A certificate for one person, also where an earlier one was revoked."""

    def get(self, request: HttpRequest, pk: int, enrolment: int = 0) -> HttpResponse:
        return redirect("training:after_run", self.run.pk)

    def post(self, request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
        row = get_object_or_404(self.participants(), pk=enrolment)
        try:
            certificate = issue(row, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.show(409, error=error)
        text = _("Certificate %(number)s has been issued and mailed.")
        text %= {"number": certificate.full_number}
        return self.done(text, "training:after_run", self.run.pk)
