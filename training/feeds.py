"""The public calendar of runs: days, hours and rooms, nobody's name and no join link (T16, I1)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import BadFilter, Entry, Feed
from calendars.row_versions import tables_version
from training.calendar_of_runs import ShownRun, public_runs, shown, with_session
from training.enums import Level, Mode, Place, RunState
from training.models import Method, Run, Segment, Session, Training, Variant
from training.wanted import Wanted

if TYPE_CHECKING:
    from training.models.run import RunQuerySet

BACK = timedelta(days=365)
KINDS: Mapping[str, type[Level] | type[Mode] | type[Place]] = {
    "level": Level,
    "mode": Mode,
    "place": Place,
}
TABLES = (Run, Session, Segment, Variant, Training, Training.methods.through, Method)


class TrainingRuns(Feed):
    """Public runs from a year back on; called-off ones for 30 days after that.

    `wanted` narrows it; without one it holds every run.
    """

    name = "usposabljanja"
    is_public = True
    color = "seagreen"
    filters = ("level", "mode", "place", "method")

    def __init__(self, wanted: Wanted | None = None) -> None:
        self.wanted = wanted or Wanted()

    def title(self) -> str:
        name = _("Trainings of the public sector")
        chosen = ", ".join(self._chosen())
        return f"{name}: {chosen}" if chosen else name

    def narrowed(self, values: Mapping[str, str]) -> "TrainingRuns":
        """Return the feed of such runs. Raises BadFilter naming what a filter can take."""
        for name, value in values.items():
            kind = KINDS.get(name)
            known = kind.values if kind else Method.objects.values_list("slug", flat=True)
            if value not in known:
                text = _("“%(name)s” is one of: %(values)s.")
                raise BadFilter(text % {"name": name, "values": ", ".join(known) or "–"})
        level, mode, place, method = (values.get(name, "") for name in self.filters)
        return TrainingRuns(Wanted(level, mode, place, method))

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Yield one entry a session; six queries at most, however many runs."""
        for run in self._told(public_runs(), at):
            one = shown(run, at)
            for session, place in one.sessions:
                yield _entry(one, session, place)

    def version(self, at: datetime) -> str:
        """Name every row entries and filters are made of, and what the clock takes; one query."""
        return tables_version(
            TABLES,
            gone=(
                "SELECT count(*) FROM training_run WHERE state = %s AND changed_at > %s",
                [RunState.CANCELLED, at - KEEP_CANCELLED],
            ),
            past=(
                "SELECT count(*) FROM training_session WHERE upper(period) > %s",
                [at - BACK],
            ),
        )

    def _told(self, runs: "RunQuerySet", at: datetime) -> "RunQuerySet":
        gone = Q(state=RunState.CANCELLED)
        told = ~gone & Q(with_session(period__endswith__gt=at - BACK))
        told |= gone & Q(changed_at__gt=at - KEEP_CANCELLED)
        return self.wanted.runs(runs).filter(told)

    def _chosen(self) -> Iterator[str]:
        """Yield what was asked for, in words of the active language."""
        for name, value in self.wanted.filters().items():
            if kind := KINDS.get(name):
                yield str(kind(value).label)
            else:
                yield from map(str, Method.objects.filter(slug=value))


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
