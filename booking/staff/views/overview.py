"""The first page of the module: the places of the user, each with its ways in."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booking.handbook.subjects import Subject
from booking.models import Location
from booking.staff.views.base import StaffView
from languages.dates import local


class Overview(StaffView):
    chapter = Subject.PLACES

    def get(self, request: HttpRequest) -> HttpResponse:
        unread = Count("news", filter=Q(news__read_at__isnull=True))
        places = self.locations().offices().select_related("unit").annotate(unread=unread)
        rows = [
            (place, local(self.at, place.zone).date(), place.unread)
            for place in places.order_by("path")
        ]
        managed = set(Location.objects.managed_by(self.user, self.at).values_list("pk", flat=True))
        context = {
            "title": _("Calendars"),
            "rows": rows,
            "places": [place for place, *_more in rows],
            "managed": managed,
        }
        return render(request, "booking/staff/overview.html", context)
