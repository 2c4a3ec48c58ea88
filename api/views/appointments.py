"""Partner systems cancel and move what was booked through them (B25, B28, B40)."""

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.authentication import actor_of, partner_behind
from api.bookings import appointment_facts, is_live
from api.problems import Problem, unusable
from api.schema import PARTNER, problems
from api.serialisers.partner import AppointmentSerialiser, RescheduleRequestSerialiser
from api.views.base import PartnerView
from api.views.holds import read
from booking.actions.changing import cancel
from booking.actions.partner_moves import reschedule_with
from booking.enums import Status
from booking.models import Booking
from booking.tokens import token_hash

REFERENCE = OpenApiParameter(
    "reference",
    {"type": "string", "pattern": "^[A-Za-z0-9-]{1,12}$"},
    OpenApiParameter.PATH,
    description="The reference of an appointment booked through you.",
)


class Cancel(PartnerView):
    @extend_schema(
        operation_id="cancelAppointment",
        description="Cancel the whole booking. Cancelling what is cancelled changes nothing.",
        parameters=[REFERENCE],
        request=None,
        responses={200: AppointmentSerialiser, **problems(*PARTNER, 409)},
    )
    def post(self, request: Request, reference: str) -> HttpResponse:
        booking = own_booking(request, reference)
        booking = cancel(booking, by=actor_of(request), at=timezone.now())
        return JsonResponse(appointment_facts(booking))


class Reschedule(PartnerView):
    @extend_schema(
        operation_id="rescheduleAppointment",
        description=(
            "Move the booking to the time of a hold, at any location. The old time is let go only "
            "when the new one is certain. Repeating it with the same hold changes nothing."
        ),
        parameters=[REFERENCE],
        request=RescheduleRequestSerialiser,
        responses={200: AppointmentSerialiser, **problems(*PARTNER, 409, 410)},
    )
    def post(self, request: Request, reference: str) -> HttpResponse:
        booking = own_booking(request, reference)
        hold = own_new_time(request, booking, read(RescheduleRequestSerialiser, request)["hold"])
        booking = reschedule_with(booking, hold=hold, by=actor_of(request), at=timezone.now())
        return JsonResponse(appointment_facts(booking))


def own_booking(request: Request, reference: str) -> Booking:
    """Return what was booked through this partner; everybody else's does not exist."""
    rows = Booking.objects.confirmed().made_through(partner_behind(request))
    rows = rows.select_related("service", "location__unit")
    booking = next(iter(rows.filter(reference=reference.upper())), None)
    if booking is None:
        raise Http404
    return booking


def own_new_time(request: Request, booking: Booking, token: str) -> Booking:
    """Return the partner's hold if `booking` can move to it; raises the problem if not."""
    rows = Booking.objects.made_through(partner_behind(request))
    hold = rows.filter(hold_hash=token_hash(token)).first()
    if hold is None:
        raise unusable([("hold", _("There is no such hold."))])
    if hold.moves_id == booking.pk:
        return hold
    if hold.is_confirmed or hold.moves_id is not None:
        raise Problem(409, "hold_used", _("This hold has been used already."))
    if hold.service_id != booking.service_id:
        raise unusable([("hold", _("The hold is for another service."))])
    people = hold.appointments.filter(status__in=[Status.HELD, Status.EXPIRED]).count()
    if is_live(booking) and people != booking.appointments.live().count():
        raise unusable([("hold", _("The hold is for another number of people."))])
    return hold
