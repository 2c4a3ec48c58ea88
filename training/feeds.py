"""The public calendar of runs: days, hours and rooms, nobody's name and no join link (T16, I1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid5

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import Entry, Feed
from training.calendar_of_runs import ShownRun, public_runs, shown, with_session
from training.enums import RunState
from training.models import Session
from training.wanted import Wanted

BACK = timedelta(days=365)


class TrainingRuns(Feed):
    """Public runs from a year back on; called-off ones for 30 days after that.

    `wanted` narrows it; without one it holds every run.
    """

    name = "usposabljanja"
    is_public = True
    color = "seagreen"

    def __init__(self, wanted: Wanted | None = None) -> None:
        self.wanted = wanted or Wanted()

    def title(self) -> str:
        return _("Trainings of the public sector")

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Yield one entry a session; six queries at most, however many runs."""
        gone = Q(state=RunState.CANCELLED)
        told = ~gone & Q(with_session(period__endswith__gt=at - BACK))
        told |= gone & Q(changed_at__gt=at - KEEP_CANCELLED)
        for run in self.wanted.runs(public_runs()).filter(told):
            one = shown(run, at)
            for session, place in one.sessions:
                yield _entry(one, session, place)


def _entry(one: ShownRun, session: Session, place: str) -> Entry:
    run = one.run
    uid = uuid5(run.uid, f"day-{session.segment.day}")
    return Entry(
        uid=f"{uid}@{settings.MESSAGE_ID_DOMAIN}",
        starts=session.starts_at,
        ends=session.ends_at,
        summary=_summary(one, session),
        changed_at=run.changed_at,
        sequence=run.sequence,
        is_cancelled=run.state == RunState.CANCELLED,
        location=place,
        description=one.delivery,
        url=settings.BASE_URL.rstrip("/") + run.get_absolute_url(),
    )


def _summary(one: ShownRun, session: Session) -> str:
    name = one.run.training.name
    if len(one.sessions) == 1:
        return name
    text = pgettext("training and its day", "%(name)s (day %(day)s)")
    return text % {"name": name, "day": session.segment.day}
