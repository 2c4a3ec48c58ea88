"""What trainers are mailed: asked for a run, dates proposed, and every session's calendar entry.

A mail holds one calendar object of one session: programs act on the first event of a mail only.
"""

from datetime import datetime
from email.utils import parseaddr
from typing import Literal

from django.conf import settings
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars import ical
from languages.codes import SL
from languages.dates import clock, date_time, short_date_time
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message
from training import trainer_calendar
from training.enums import Mode, Reply, RunState
from training.local_time import ZONE
from training.messages.written import written
from training.models import Run, RunTrainer, Session, Trainer

ASKED = "training.trainer_asked"
SESSION = "training.trainer_session"

# Questions, then news of an accepted run; "left" is for whom the coordinator takes off it.
News = Literal["asked", "dates", "opened", "changed", "cancelled", "left"]
QUESTIONS = ("asked", "dates")
GONE = ("cancelled", "left")


def tell(trainer: Trainer, run: Run, *, what: News, at: datetime) -> None:
    """Queue what a trainer is told of a run: one mail, or one a session with its calendar entry."""
    facts: dict[str, object] = {"run": run.pk, "trainer": trainer.pk, "what": what}
    if what in QUESTIONS:
        _queue(ASKED, trainer, run, facts, at)
        return
    for session in run.sessions.all():
        when = {"starts": session.starts_at.isoformat(), "ends": session.ends_at.isoformat()}
        more = {"session": session.pk, "sequence": run.sequence, **when}
        _queue(SESSION, trainer, run, facts | more, at)


def _queue(kind: str, trainer: Trainer, run: Run, facts: dict[str, object], at: datetime) -> None:
    queue(
        kind,
        Medium.EMAIL,
        trainer.email,
        language=SL,
        context=facts,
        at=at,
        turn=f"training:{run.uid}:{trainer.pk}",
    )


class _Asked:
    name = ASKED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the trainer is still asked, or for proposals of dates still on the run."""
        replies = [Reply.ASKED]
        if message.context["what"] == "dates":
            replies.append(Reply.ACCEPTED)
        states = [RunState.DRAFT, RunState.NEGOTIATING, RunState.OPEN]
        rows = _rows(message).filter(reply__in=replies, run__state__in=states)
        return rows.exists()

    def render(self, message: Message) -> Content:
        run = Run.objects.with_names().get(pk=message.context["run"])
        is_asked = message.context["what"] == "asked"
        language = get_language() or SL
        sessions = run.sessions.select_related("segment")
        open_proposals = run.date_proposals.filter(reply=Reply.ASKED, trainer=None)
        context = {
            "run": run,
            "is_asked": is_asked,
            "sessions": [_line(one, language) for one in sessions],
            "proposals": [
                ", ".join(date_time(start, ZONE, language) for start in one.starts)
                for one in ([] if is_asked and sessions else open_proposals)
            ],
            "address": trainer_calendar.run_url(run),
            "statement": run.training.bundle.programme.statement,
        }
        subject = _("Will you give this training? %(name)s") if is_asked else _("Dates: %(name)s")
        return written("trainer_asked", subject % {"name": run.training.name}, context)


class _Session:
    name = SESSION

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the session is still to come and the trainer still has this address.

        Who has left the run meanwhile is told that alone: news of it hold the join link.
        """
        ends = parse_datetime(message.context["ends"])
        rows = _rows(message)
        if message.context["what"] != "left":
            rows = rows.filter(reply=Reply.ACCEPTED)
        return ends is not None and at < ends and rows.exists()

    def render(self, message: Message) -> Content:
        facts = message.context
        rows = Session.objects.select_related(
            "segment", "run__variant__training__bundle__programme"
        )
        session = rows.get(pk=facts["session"])
        days = session.run.sessions.count()
        starts, ends = parse_datetime(facts["starts"]), parse_datetime(facts["ends"])
        assert starts is not None and ends is not None  # noqa: PT018 - both were written by `tell`
        language = get_language() or SL
        context = {
            "run": session.run,
            "what": facts["what"],
            "when": _when(starts, ends, language),
            "session": session,
            "is_remote": session.segment.mode == Mode.REMOTE,
            "location": _location(session, facts["what"]),
            "summary": trainer_calendar.summary(session, days),
            "address": trainer_calendar.run_url(session.run),
            "statement": session.run.training.bundle.programme.statement,
        }
        is_gone = facts["what"] in GONE
        method: ical.Method = "CANCEL" if is_gone else "REQUEST"
        return written(
            "trainer_session",
            self.subject(facts["what"], context["summary"], starts),
            context,
            calendar=_event(message, session, days, (starts, ends), method),
            method=method,
        )

    def subject(self, what: str, name: object, starts: datetime) -> str:
        subjects = {
            "opened": _("Open for enrolment: %(name)s, %(when)s"),
            "changed": _("Changed: %(name)s, %(when)s"),
            "cancelled": _("Called off: %(name)s, %(when)s"),
            "left": _("You no longer give: %(name)s, %(when)s"),
        }
        when = short_date_time(starts, ZONE, get_language() or SL)
        return subjects[what] % {"name": name, "when": when}


def _event(
    message: Message,
    session: Session,
    days: int,
    times: tuple[datetime, datetime],
    method: ical.Method,
) -> bytes:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    trainer = Trainer.objects.get(pk=message.context["trainer"])
    url = trainer_calendar.run_url(session.run)
    return ical.event(
        uid=trainer_calendar.uid(session),
        sequence=message.context["sequence"],
        starts_at=times[0],
        ends_at=times[1],
        zone=ZONE,
        summary=trainer_calendar.summary(session, days),
        description=url,
        location=_location(session, message.context["what"]),
        url=url,
        stamp=message.created_at,
        language=message.language,
        organizer=ical.Person(address, name),
        attendee=ical.Person(trainer.email, trainer.name),
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
        method=method,
    )


def _location(session: Session, what: str) -> str:
    """Return where a session is; to whom it is no concern any more, without the join link."""
    if what in GONE and session.segment.mode == Mode.REMOTE:
        return str(Mode.REMOTE.label).capitalize()
    return trainer_calendar.location(session)


def _rows(message: Message) -> QuerySet[RunTrainer]:
    """Return the trainer's place on the run while the address is still theirs."""
    return RunTrainer.objects.filter(
        run=message.context["run"],
        trainer=message.context["trainer"],
        trainer__email=message.recipient,
    )


def _line(session: Session, language: str) -> str:
    when = _when(session.starts_at, session.ends_at, language)
    return f"{when}, {session.segment.get_mode_display()}"


def _when(starts: datetime, ends: datetime, language: str) -> str:
    return f"{date_time(starts, ZONE, language)}–{clock(ends, ZONE, language)}"


def register() -> None:
    for kind in (_Asked(), _Session()):
        kinds.register(kind)
