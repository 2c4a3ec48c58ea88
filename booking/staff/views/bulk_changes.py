"""What was done to many at once, in counts, found again (B11, B12)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booking.handbook.subjects import Subject
from booking.models import BulkChange
from booking.staff.views.base import ManagerView

PER_PAGE = 50


class BulkChanges(ManagerView):
    """Of this place and all below it: counts and reasons, no visitor."""

    chapter = Subject.STRANDED

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rows = BulkChange.objects.filter(location__path__startswith=self.location.path)
        pages = Paginator(rows.select_related("location"), PER_PAGE)
        context = {
            "title": _("What was changed"),
            "location": self.location,
            "page": pages.get_page(request.GET.get("p")),
        }
        return render(request, "booking/staff/bulk_changes.html", context)
