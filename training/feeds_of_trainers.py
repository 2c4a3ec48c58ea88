"""The personal calendar of a trainer: their own sessions (I1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import Entry, Feed
from calendars.personal import PersonalKind
from training import trainer_calendar
from training.enums import Reply, RunState
from training.local_time import ZONE
from training.models import Session, Trainer

BACK = timedelta(days=60)
ALARM = timedelta(days=1)


class TrainerCalendar(Feed):
    """What a trainer has accepted, from 60 days back on; called-off ones for 30 days after that."""

    name = "predavatelj"
    zone = ZONE

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer

    def title(self) -> str:
        return _("Trainings I give")

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Yield an entry a session, with the UID the mails have; one query."""
        mine = Q(run__run_trainers__trainer=self.trainer, run__run_trainers__reply=Reply.ACCEPTED)
        gone = Q(run__state=RunState.CANCELLED, run__changed_at__gt=at - KEEP_CANCELLED)
        kept = ~Q(run__state=RunState.CANCELLED) & Q(period__endswith__gt=at - BACK)
        rows = Session.objects.filter(mine, gone | kept).annotate(
            days=Count("run__sessions", distinct=True)
        )
        for session in rows.select_related("segment", "run__variant__training"):
            yield _entry(session)


def _entry(session: Session) -> Entry:
    run = session.run
    return Entry(
        uid=trainer_calendar.uid(session),
        starts=session.starts_at,
        ends=session.ends_at,
        summary=trainer_calendar.summary(session, session.days),  # type: ignore[attr-defined]  # annotated
        location=trainer_calendar.location(session),
        url=trainer_calendar.run_url(run),
        changed_at=run.changed_at,
        sequence=run.sequence,
        is_cancelled=run.state == RunState.CANCELLED,
        alarm=ALARM,
    )


def _feed_of(holder: User) -> Feed | None:
    trainer = Trainer.objects.active().filter(user=holder).first()
    return TrainerCalendar(trainer) if trainer else None


OF_TRAINERS = PersonalKind(TrainerCalendar.name, _feed_of)
