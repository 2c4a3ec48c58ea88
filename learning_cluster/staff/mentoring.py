"""The coordinator looks over mentoring and days, and confirms time sheets (L5, L9)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.plain_text import PlainTextField
from learning_cluster.actions.time_sheets import confirm_sheet, return_sheet
from learning_cluster.day_figures import days_of_sheet, phase_lines
from learning_cluster.errors import ClusterError
from learning_cluster.mentoring_figures import figures
from learning_cluster.models import Cluster, TimeSheet
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView


class ReturnForm(forms.Form):
    reason = PlainTextField(
        label=gettext_lazy("What is to be changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what is to be changed.")},
    )


class MentoringPage(CoordinatorView):
    """Sessions by local government, days by phase, time sheets with what is to be decided."""

    template = "learning_cluster/admin/mentoring/page.html"

    @cached_property
    def of(self) -> Cluster:
        return self.cluster(self.kwargs["slug"])

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        sheets = TimeSheet.objects.filter(cluster=self.of).select_related("member")
        return self.page(
            _("Mentoring and days"),
            status=status,
            trail=trail_of(self.of),
            cluster=self.of,
            figures=figures(self.of),
            rows=[line.cells for line in phase_lines(self.of)],
            sheets=[(one, days_of_sheet(one.lines)) for one in sheets],
            zone=self.of.zone,
            **{"form": ReturnForm()} | more,
        )

    def sheet(self) -> TimeSheet:
        rows = TimeSheet.objects.filter(cluster=self.of).select_related("member", "cluster")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class ConfirmSheet(MentoringPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        name = self.user.get_full_name() or self.user.username
        try:
            confirm_sheet(self.sheet(), name=name, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.show(409, error=error)
        return self.done(_("Confirmed."), "learning_cluster:mentoring", slug)


class ReturnSheet(MentoringPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        sheet, form = self.sheet(), ReturnForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, returning=sheet.pk)
        reason = form.cleaned_data["reason"]
        try:
            return_sheet(sheet, reason=reason, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.show(409, error=error, form=form, returning=pk)
        return self.done(
            _("Given back. The resource person gets a mail."), "learning_cluster:mentoring", slug
        )
