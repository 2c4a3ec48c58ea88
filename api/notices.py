"""Which texts a partner must show, and whether the version it showed will do (B22, B24)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from api.problems import Problem, unusable
from booking.models import Booking, Service
from privacy.enums import NoticeKind
from privacy.models import Notice


def privacy_notice(at: datetime) -> Notice:
    """Return the privacy notice of bookings; without one nothing can be booked."""
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "booking", at)
    if notice is None:
        raise Problem(503, "no_privacy_notice", headers={"Retry-After": "3600"})
    return notice


def acknowledgement(service: Service, at: datetime) -> Notice | None:
    """Return what is to be acknowledged before a visit for `service`, or None."""
    return Notice.objects.in_force(NoticeKind.ACKNOWLEDGEMENT, service.slug, at)


def agreed(booking: Booking, version: int, at: datetime) -> Notice:
    """Return the privacy notice of that version; raises the 422 problem of another one."""
    return _shown(
        [privacy_notice(at), privacy_notice(booking.created_at)], version, "consent_version"
    )


def acknowledged(booking: Booking, version: int | None, at: datetime) -> Notice | None:
    """Return the acknowledgement of that version, None where there is none to give."""
    texts = [acknowledgement(booking.service, moment) for moment in (at, booking.created_at)]
    known = [text for text in texts if text is not None]
    if not known and version is None:
        return None
    return _shown(known, version, "acknowledged_version")


def _shown(notices: list[Notice], version: int | None, field: str) -> Notice:
    """Return the notice the visitor saw: today's, or the one in force when the hold was taken."""
    for notice in notices:
        if notice.version == version:
            return notice
    raise unusable([(field, _("This version is not in force. Show the one the hold names."))])
