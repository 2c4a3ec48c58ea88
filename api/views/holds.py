"""Partner systems hold time, confirm it, or let it go (B27, B40)."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api.authentication import actor_of, partner_behind
from api.bookings import confirmed_facts, hold_facts
from api.notices import Notices
from api.problems import Problem, unusable
from api.schema import PARTNER, problems
from api.serialisers.partner import (
    EMAIL,
    HOLD_ID_PATTERN,
    SMS,
    ConfirmedSerialiser,
    ConfirmRequestSerialiser,
    HoldRequestSerialiser,
    HoldSerialiser,
)
from api.views.base import PartnerView
from booking.actions.confirming import ContactDetails, VisitorDetails, confirm
from booking.actions.holding import hold, release
from booking.enums import Channel, Status
from booking.models import Booking, Location, Service
from booking.tokens import token_hash
from database.statements import Columns, rows

BOOKING = Columns(Booking, "booking")
SERVICE = Columns(Service, "service", ["id", "slug"])
LOCATION = Columns(Location, "location", ["id", "slug", "time_zone"])
# Booking.objects.made_through, by the token of the hold.
OWN_HOLD = f"""
SELECT {BOOKING}, {SERVICE}, {LOCATION} FROM booking_booking booking
JOIN accounts_apitoken partner ON partner.id = booking.partner_id
JOIN booking_service service ON service.id = booking.service_id
JOIN booking_location location ON location.id = booking.location_id
WHERE booking.hold_hash = %(hold_hash)s AND partner.name = %(partner)s
"""  # noqa: S608 - our own column names
HOLD_ID = OpenApiParameter(
    "token",
    {"type": "string", "pattern": HOLD_ID_PATTERN},
    OpenApiParameter.PATH,
    description="The hold.",
)


class Holds(PartnerView):
    @extend_schema(
        operation_id="createHold",
        description="Hold consecutive or parallel appointments for `count` people.",
        request=HoldRequestSerialiser,
        responses={201: HoldSerialiser, **problems(*PARTNER, 409)},
    )
    def post(self, request: Request) -> HttpResponse:
        at = timezone.now()
        wanted = read(HoldRequestSerialiser, request)
        notices = Notices(wanted["service"])
        notices.privacy(at)  # before time is taken that could never be confirmed
        held = hold(
            wanted["service"],
            wanted["location"],
            starts_at=wanted["starts_at"],
            people=wanted["count"],
            municipality=wanted.get("municipality"),
            by=actor_of(request),
            channel=Channel.PARTNER,
            language=translation.get_language(),
            at=at,
            idempotency_key=scoped(request, wanted["idempotency_key"]),
            partner=partner_behind(request),
            is_urgent=wanted["urgent"],
            urgent_reason=wanted.get("urgent_reason") or "",
        )
        return JsonResponse(hold_facts(held, notices), status=201)


class Hold(PartnerView):
    @extend_schema(
        operation_id="deleteHold",
        description="Let the held time go at once.",
        parameters=[HOLD_ID],
        request=None,
        responses={204: OpenApiResponse(description="Gone."), **problems(*PARTNER, 409)},
    )
    def delete(self, request: Request, token: str) -> HttpResponse:
        booking = own_hold(request, token)
        if booking.is_confirmed:
            raise Problem(
                409, "already_confirmed", _("This hold has been confirmed; cancel the appointment.")
            )
        release(booking, by=actor_of(request), at=timezone.now())
        return HttpResponse(status=204)


class Confirm(PartnerView):
    @extend_schema(
        operation_id="confirmHold",
        description="Turn a hold into appointments. Repeating it gives the same answer.",
        parameters=[HOLD_ID],
        request=ConfirmRequestSerialiser,
        responses={201: ConfirmedSerialiser, **problems(*PARTNER, 409, 410)},
    )
    def post(self, request: Request, token: str) -> HttpResponse:
        at = timezone.now()
        booking = own_hold(request, token)
        wanted = read(ConfirmRequestSerialiser, request)
        if not booking.is_confirmed:
            notices = Notices(booking.service)
            booking = confirm(
                booking,
                contact=contact_details(wanted),
                visitors=visitor_details(booking, wanted),
                acknowledgement=notices.acknowledged(
                    booking, wanted.get("acknowledged_version"), at
                ),
                privacy_notice=notices.agreed(booking, wanted["consent_version"], at),
                language=wanted["language"],
                by=actor_of(request),
                at=at,
            )
        return JsonResponse(confirmed_facts(booking), status=201)


def read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """Return the cleaned body; raises the error that names every wrong field."""
    serialiser = shape(data=request.data)
    serialiser.is_valid(raise_exception=True)
    return serialiser.validated_data


def scoped(request: Request, key: str) -> str:
    """Return 64 characters for a partner's key, which cannot meet another partner's."""
    name = partner_behind(request).name
    return hashlib.sha256(f"{name}\x1f{key}".encode()).hexdigest()


def own_hold(request: Request, token: str) -> Booking:
    """Return the partner's hold; everybody else's does not exist."""
    values = {"partner": partner_behind(request).name, "hold_hash": token_hash(token)}
    found = rows(BOOKING, OWN_HOLD, values, service=SERVICE, location=LOCATION)
    if not found:
        raise Http404
    return found[0]


def contact_details(wanted: dict[str, Any]) -> ContactDetails:
    contact = wanted["contact"]
    return ContactDetails(
        name=contact["name"],
        email=contact.get("email") or "",
        phone=contact.get("phone") or "",
        wants_email=EMAIL in wanted["notify"],
        wants_sms=SMS in wanted["notify"],
    )


def visitor_details(booking: Booking, wanted: dict[str, Any]) -> list[VisitorDetails] | None:
    """Return one visitor per appointment; None lets all come under the contact's name."""
    visitors = wanted.get("visitors")
    if not visitors:
        return None
    people = booking.appointments.filter(status__in=[Status.HELD, Status.EXPIRED]).count()
    if people and len(visitors) != people:
        message = _("Name as many visitors as the hold has appointments.")
        raise unusable([("visitors", message)])
    return [VisitorDetails(name=one["name"], needs=one.get("needs") or "") for one in visitors]
