"""The personal calendar of a participant: every training they have a place in (I1, T14)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import Entry, Feed
from calendars.personal import PersonalKind
from training.enrolment_calendar import entries_of
from training.enums import EXPECTED, EnrolmentState, RunState
from training.local_time import ZONE
from training.models import Enrolment, Participant, Session
from training.models.enrolment import EnrolmentQuerySet

BACK = timedelta(days=365)
ENDED = (EnrolmentState.WITHDRAWN, EnrolmentState.REFUSED, EnrolmentState.CANCELLED)


class ParticipantCalendar(Feed):
    """The confirmed enrolments of one person, from a year back on, under the UIDs of the mails.

    What was called off or withdrawn is told for 30 days after that.
    """

    name = "moja-usposabljanja"
    zone = ZONE
    refresh = timedelta(hours=6)

    def __init__(self, participant: Participant) -> None:
        self.participant = participant

    def title(self) -> str:
        return _("My trainings")

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Yield an entry a session; three queries."""
        rows = self._rows(at).with_names().prefetch_related("run__sessions__segment")
        for enrolment in rows:
            yield from entries_of(enrolment, with_manage_link=False)

    def _rows(self, at: datetime) -> EnrolmentQuerySet:
        """Return the enrolments told at `at`; nobody was ever confirmed whom nobody approved."""
        recent = Session.objects.filter(run=OuterRef("run"), period__endswith__gt=at - BACK)
        expected = Q(Exists(recent.order_by()), state__in=EXPECTED)
        stands = expected & ~Q(run__state=RunState.CANCELLED)
        since = at - KEEP_CANCELLED
        ended = Q(state__in=ENDED, approved_at__isnull=False, changed_at__gt=since)
        off = Q(state__in=EXPECTED, run__state=RunState.CANCELLED, run__changed_at__gt=since)
        mine: EnrolmentQuerySet = Enrolment.objects.filter(participant=self.participant)
        return mine.filter(stands | ended | off)


def holder_of(participant: Participant) -> str:
    """Return what the link of a participant's calendar is kept under."""
    return str(participant.pk)


def _feed_of(holder: str) -> Feed | None:
    """Return no feed for somebody who was erased: their address is blank."""
    found = Participant.objects.exclude(email="").filter(pk=holder).first()
    return ParticipantCalendar(found) if found else None


OF_PARTICIPANTS = PersonalKind(
    ParticipantCalendar.name, _feed_of, object_type="training.participant"
)
