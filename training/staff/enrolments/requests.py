"""Authorities' requests for runs: the list, one of them, planned or declined (T14)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from training.actions.run_requests import decline, plan
from training.enums import RequestState
from training.errors import TrainingError
from training.forms.coordinating import DeclineForm, PlanForm
from training.models import RunRequest
from training.staff.enrolments.base import EnrolmentsView
from training.staff.history import history

PER_PAGE = 50


class Requests(EnrolmentsView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = RunRequest.objects.visible_to(self.user, self.at)
        rows = rows.select_related("variant__training")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context = {"title": _("Requests for runs"), "page": page}
        return render(request, "training/admin/enrolments/requests.html", context)


class RequestPage(EnrolmentsView):
    """Shows a request; POST with `step` declines it or names the run that was planned."""

    @cached_property
    def row(self) -> RunRequest:
        rows = RunRequest.objects.visible_to(self.user, self.at)
        rows = rows.select_related("variant__training", "run__variant__training")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.declining(), self.planning())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row, is_plan = self.row, request.POST.get("step") == "plan"
        declining, planning = self.declining(not is_plan), self.planning(is_plan)
        form = planning if is_plan else declining
        if not form.is_valid():
            return self.page(declining, planning)
        try:
            if is_plan:
                plan(row, form.cleaned_data["run"], by=self.actor, at=self.at)
            else:
                decline(row, reason=form.cleaned_data["reason"], by=self.actor, at=self.at)
        except TrainingError as error:
            self.__dict__.pop("row")
            return self.page(declining, planning, error)
        messages.success(request, _("Saved. The authority is being told."))
        return redirect("training:run_request", row.pk)

    def declining(self, is_sent: bool = False) -> DeclineForm:
        return DeclineForm(self.request.POST if is_sent else None, auto_id="decline_%s")

    def planning(self, is_sent: bool = False) -> PlanForm:
        data = self.request.POST if is_sent else None
        return PlanForm(data, request=self.row, auto_id="plan_%s")

    def page(
        self, declining: DeclineForm, planning: PlanForm, error: TrainingError | None = None
    ) -> HttpResponse:
        row = self.row
        context = {
            "title": row.employer_name,
            "row": row,
            "is_open": row.state == RequestState.RECEIVED,
            "declining": declining,
            "planning": planning,
            "forms": [declining, planning],
            "error": error,
            "history": history(row),
        }
        status = 409 if error else 200
        return render(
            self.request, "training/admin/enrolments/request.html", context, status=status
        )
