"""Day and week lists to take away: PDF for paper, XLSX for reckoning (B10)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from booking import paper
from booking.handbook.subjects import Subject
from booking.information.day_list import Grouping, day_list, week_of
from booking.staff.views.base import StaffView
from printing.pdf import PdfUnavailable, pdf
from printing.spreadsheet import XLSX
from privacy.audit import record

TYPES = {"pdf": "application/pdf", "xlsx": XLSX}


class Paper(StaffView):
    """The list of a day (`dan`) or a week (`teden`), by counter (`okenca`) or service."""

    chapter = Subject.LISTS

    def get(
        self, request: HttpRequest, slug: str, day: date, period: str, form: str
    ) -> HttpResponse:
        if period not in ("dan", "teden") or form not in TYPES:
            raise Http404
        first, last = (day, day) if period == "dan" else week_of(day)
        by: Grouping = "service" if request.GET.get("po") == "storitve" else "counter"
        with translation.override(paper.LANGUAGE):
            groups = day_list(self.location, first, last, by=by)
        record(self.actor, "exported", "booking.location", self.location.pk, at=self.at)
        try:
            content = self._content(form, groups, first, last, by)
        except PdfUnavailable:
            messages.error(request, _("This server cannot make PDF files. Take the table instead."))
            return HttpResponseRedirect(reverse("calendar:overview"))
        response = HttpResponse(content, content_type=TYPES[form])
        name = f"{slug}-{first.isoformat()}-{period}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _content(self, form: str, groups: list, first: date, last: date, by: Grouping) -> bytes:
        with translation.override(paper.LANGUAGE):
            if form == "xlsx":
                return paper.as_table(self.location, groups)
            title = paper.title(self.location, first, last, by)
            page = paper.as_page(self.location, groups, title, at=self.at)
        return pdf(page)
