"""Forecast and actual of a contract: the page, the workbook, the paper (T9, T15)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.codes import SL
from printing.pdf import PdfUnavailable, pdf
from printing.spreadsheet import XLSX
from privacy.audit import record
from training.actions.contracts import LABEL
from training.forms.fields import day_field
from training.models import Contract
from training.reports.period import Period, month_of
from training.reports.report import Report, report, usual_period, whole_term
from training.reports.writing import as_page, as_workbook
from training.staff.contracts import LIST
from training.staff.coordinator import CoordinatorView

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
TYPES = {"pdf": "application/pdf", "xlsx": XLSX}


class PeriodForm(forms.Form):
    """In the address: names of fields are what readers see there."""

    od = day_field(gettext_lazy("From"))
    do = day_field(gettext_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("od", "do"):
            if name in data and not EARLIEST <= data[name] <= LATEST:
                self.add_error(name, _("Choose a day between the years 2000 and 2099."))
        first, last = data.get("od"), data.get("do")
        if first and last and last < first:
            self.add_error("do", _("The last day must not come before the first."))
        return data

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["od"], self.cleaned_data["do"])


class ReportView(CoordinatorView):
    trail = (LIST,)

    @cached_property
    def contract(self) -> Contract:
        rows = Contract.objects.select_related("offer__provider", "offer__bundle__programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def usual(self) -> Period:
        return usual_period(self.contract, timezone.localdate(self.at))

    def asked(self) -> PeriodForm:
        """Return the form of the period; without one in the address, of the usual one."""
        if {"od", "do"} & self.request.GET.keys():
            return PeriodForm(self.request.GET)
        usual = self.usual
        return PeriodForm({"od": usual.first.isoformat(), "do": usual.last.isoformat()})


class ReportPage(ReportView):
    template = "training/admin/reports/report.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.asked()
        period = form.period if form.is_valid() else self.usual
        made = report(self.contract, period)
        return self.page(
            made.title,
            form=form,
            report=made,
            contract=self.contract,
            periods=self.periods(),
            query=f"od={period.first.isoformat()}&do={period.last.isoformat()}",
        )

    def periods(self) -> list[tuple[str, Period]]:
        """Return periods that are one click away."""
        this = month_of(timezone.localdate(self.at))
        term = whole_term(self.contract)
        found = [(_("this month"), this), (_("last month"), this.before)]
        return [*found, (_("the whole contract"), term)] if term else found


class ReportFile(ReportView):
    """The report to take away, in Slovene; that it left the portal is in the audit trail."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        asked = self.asked()
        if form not in TYPES or not asked.is_valid():
            raise Http404
        with translation.override(SL):
            made = report(self.contract, asked.period)
            try:
                content = self.content(form, made)
            except PdfUnavailable:
                text = _("This server cannot make PDF files. Take the table instead.")
                messages.error(request, text)
                return redirect("training:report", self.contract.pk)
        record(self.actor, "exported", LABEL, self.contract.pk, at=self.at)
        first, last = asked.period.first, asked.period.last
        name = f"porocilo-{self.contract.pk}-{first.isoformat()}-{last.isoformat()}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=TYPES[form], headers=headers)

    def content(self, form: str, made: Report) -> bytes:
        return as_workbook(made) if form == "xlsx" else pdf(as_page(made, at=self.at))
