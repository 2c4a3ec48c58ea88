"""What the pages of one appointment start from: a confirmed booking its user may see, or a 404."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from booking.enums import Status
from booking.handbook.subjects import Subject
from booking.models import Appointment, Booking, Location
from booking.models.booking import BookingQuerySet
from booking.staff.views.base import StaffView
from booking.views.page import BookingPage
from languages.codes import html_lang
from privacy.audit import record


@method_decorator(never_cache, name="dispatch")
class AppointmentView(StaffView):
    """A page of an appointment of this place (`appointment`) and the booking it belongs to."""

    def page(self, appointment: int) -> BookingPage:
        """Return the booking; Http404 where the appointment or the booking now is elsewhere."""
        rows = Appointment.objects.filter(
            counter__location=self.location, booking__in=Booking.objects.confirmed()
        ).select_related("booking__service", "booking__location__unit", "booking__municipality")
        booking = get_object_or_404(rows, pk=appointment).booking
        get_object_or_404(self.bookings(), pk=booking.pk)
        return BookingPage(booking, self.at, self.bookings())

    def bookings(self) -> BookingQuerySet:
        """Return the bookings the user may see: a linked one may be at another unit by now."""
        return Booking.objects.visible_to(self.user, self.at)

    def look(self, page: BookingPage) -> None:
        """Note that somebody's data were looked at (X3)."""
        record(self.actor, "viewed", "booking", page.booking.pk, at=self.at)


class Booked(AppointmentView):
    """What was booked: the reference in large type, for reading out (B26)."""

    chapter = Subject.BOOKING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        context = {
            "title": _("The appointment is booked") if page.visit else _("Cancelled"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "key": appointment,
            "appointment_url": appointment_url(self.location, appointment),
        }
        return render(request, "booking/staff/desk/booked.html", context)


class Slip(AppointmentView):
    """The same on paper, in the customer's language (B26)."""

    chapter = Subject.BOOKING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        language = page.booking.language
        with translation.override(language):
            context = {"page": page, "booking": page.booking, "html_lang": html_lang(language)}
            return render(request, "booking/staff/desk/slip.html", context)


def appointment_url(location: Location, key: int) -> str:
    """Return the address of an appointment's own page."""
    return reverse("calendar:appointment", args=[location.slug, key])


def booked_count(page: BookingPage) -> int:
    """Return how many people of the booking a move takes along."""
    return sum(one.status == Status.BOOKED for one in page.appointments)
