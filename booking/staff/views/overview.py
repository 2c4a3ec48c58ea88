"""The first page of the module: the places of the user, each with its way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booking.models import Location
from booking.staff.views.base import StaffView


class Overview(StaffView):
    def get(self, request: HttpRequest) -> HttpResponse:
        places = self.locations().offices().select_related("unit").order_by("path")
        managed = set(Location.objects.managed_by(self.user, self.at).values_list("pk", flat=True))
        return render(
            request,
            "booking/staff/overview.html",
            {"title": _("Calendars"), "places": places, "managed": managed},
        )
