"""Attendance from a list on paper, by the coordinator."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from training.actions.run_attendance import note_attendance
from training.errors import TrainingError
from training.forms.attendance import AttendanceForm
from training.local_time import ZONE
from training.models import Enrolment, Session
from training.roster import Place, roster
from training.staff.runs.base import RunView


class SessionAttendance(RunView):
    @cached_property
    def session(self) -> Session:
        rows = Session.objects.select_related("segment", "run")
        found: Session = get_object_or_404(rows, run=self.run, pk=self.kwargs["session"])
        return found

    @cached_property
    def places(self) -> list[Place]:
        rows = Enrolment.objects.visible_to(self.user, self.at)
        return roster(rows.filter(run=self.run), [self.session])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.attendance_page(AttendanceForm(places=self.places))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AttendanceForm(request.POST, places=self.places)
        if not form.is_valid():
            return self.attendance_page(form)
        try:
            note_attendance(self.session, **form.cleaned_data, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.attendance_page(form, 409, error=error)
        messages.success(request, _("Attendance is noted."))
        return redirect("training:run", self.run.pk)

    def attendance_page(
        self, form: AttendanceForm, status: int = 200, **context: Any
    ) -> HttpResponse:
        context |= {
            "title": _("Attendance"),
            "run": self.run,
            "session": self.session,
            "form": form,
            "forms": [form],
            "zone": ZONE.key,
        }
        return render(self.request, "training/admin/runs/attendance.html", context, status=status)
