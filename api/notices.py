"""Which texts a partner must show, and whether the version it showed will do (B22, B24)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from api.problems import Problem, unusable
from booking.models import Booking, Service
from database.statements import Columns, rows
from privacy.enums import NoticeKind
from privacy.models import Notice

NOTICE = Columns(Notice)
OF_SERVICE = f"""
SELECT {NOTICE} FROM privacy_notice
WHERE (kind = '{NoticeKind.PRIVACY}' AND object_key = 'booking')
   OR (kind = '{NoticeKind.ACKNOWLEDGEMENT}' AND object_key = %(service)s)
ORDER BY version DESC
"""  # noqa: S608 - our own column names


class Notices:
    """The privacy notice and a service's acknowledgement in all their versions, in one query."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.newest_first = rows(NOTICE, OF_SERVICE, {"service": service.slug})

    def privacy(self, at: datetime) -> Notice:
        """Return the privacy notice in force; without one nothing can be booked."""
        notice = self._in_force(NoticeKind.PRIVACY, at)
        if notice is None:
            raise Problem(503, "no_privacy_notice", headers={"Retry-After": "3600"})
        return notice

    def acknowledgement(self, at: datetime) -> Notice | None:
        """Return what is to be acknowledged before a visit, or None."""
        return self._in_force(NoticeKind.ACKNOWLEDGEMENT, at)

    def agreed(self, booking: Booking, version: int, at: datetime) -> Notice:
        """Return the privacy notice of that version; raises the 422 problem of another one."""
        shown = [self.privacy(at), self.privacy(booking.created_at)]
        return _of_version(shown, version, "consent_version")

    def acknowledged(self, booking: Booking, version: int | None, at: datetime) -> Notice | None:
        """Return the acknowledgement of that version, None where there is none to give."""
        shown = [self.acknowledgement(at), self.acknowledgement(booking.created_at)]
        known = [notice for notice in shown if notice is not None]
        if not known and version is None:
            return None
        return _of_version(known, version, "acknowledged_version")

    def _in_force(self, kind: str, at: datetime) -> Notice | None:
        """Say what Notice.objects.in_force says, of the rows at hand."""
        for notice in self.newest_first:
            if notice.kind == kind and notice.effective_from <= at:
                return notice
        return None


def _of_version(notices: Iterable[Notice], version: int | None, field: str) -> Notice:
    """Return the notice the visitor saw: today's, or the one in force when the hold was taken."""
    for notice in notices:
        if notice.version == version:
            return notice
    raise unusable([(field, _("This version is not in force. Show the one the hold names."))])
