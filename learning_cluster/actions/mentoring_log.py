"""The log of a session: saved as it is typed, then sent to those who were there (L9)."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.mentoring_locks import changed_meanwhile, lock_session
from learning_cluster.enums import QuestionKind, SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.log_drafts import Stamp, Verdict, judge
from learning_cluster.messages import mentoring as mails
from learning_cluster.models import (
    Member,
    MentoringLog,
    MentoringSession,
    NextStep,
    Phase,
    Question,
)
from privacy.audit import Actor, record

LABEL = "learning_cluster.mentoringlog"
TEXTS = ("questions", "advice", "next_steps", "issues")
STEP_LENGTH = 500  # of NextStep.text


@dataclass(frozen=True)
class Entry:
    """What is typed of a session; `present` holds keys of members."""

    present: Collection[int]
    minutes: int | None
    is_missed: bool
    phase: Phase | None
    topics: Sequence[str]
    questions: str
    advice: str
    next_steps: str
    issues: str


def written(log: MentoringLog) -> Entry:
    """Return what a log holds."""
    rows = log.session.session_members.prefetch_related("people")
    return Entry(
        present=sorted(person.pk for row in rows for person in row.people.all()),
        minutes=log.minutes,
        is_missed=log.is_missed,
        phase=log.session.phase,
        topics=list(log.topics),
        questions=log.questions,
        advice=log.advice,
        next_steps=log.next_steps,
        issues=log.issues,
    )


@transaction.atomic
def save_log(
    session: MentoringSession,
    *,
    entry: Entry,
    sent: Stamp,
    author: Member,
    by: Actor,
    at: datetime,
) -> MentoringLog:
    """Keep what was typed; the same draft sent twice, or late, changes nothing.

    Raises ClusterError "not_begun", "called_off", "sent_already", or "changed_meanwhile" where
    another device or person wrote meanwhile: nothing of either text is then lost.
    """
    stored = lock_session(session)
    if stored.state == SessionState.CANCELLED:
        raise ClusterError("called_off", _("This session was called off: there is nothing to log."))
    if at < stored.starts_at:
        raise ClusterError("not_begun", _("The session is logged once it has begun."))
    log = MentoringLog.objects.filter(session=stored).first()
    if log is not None:
        log.session = stored
    verdict = judge(
        stamp(log) if log else None, sent, is_same=log is not None and _is_same(log, entry)
    )
    if verdict == Verdict.KNOWN:
        assert log is not None  # without one it is the first
        return log
    if verdict == Verdict.CONFLICT:
        raise changed_meanwhile()
    if log is not None and log.sent_at is not None:
        text = _("The summary has been sent: the log cannot be changed any more.")
        raise ClusterError("sent_already", text)
    is_other_draft = log is None or log.draft_key != sent.key
    if log is None:
        log = MentoringLog(session=stored, author=author, version=0)
    _write(log, entry, sent, at)
    if is_other_draft:
        record(by, "log_written", LABEL, log.pk, at=at, changed=["text"])
    return log


@transaction.atomic
def send_log(log: MentoringLog, *, seen: int, by: Actor, at: datetime) -> None:
    """Mail the summary to those who were there, and carry on what was agreed. Idempotent.

    Each line of the next steps becomes one to be checked at the next event, each line of the
    issues an issue for it. Raises ClusterError "changed_meanwhile" for another version.
    """
    session = lock_session(log.session)
    stored = MentoringLog.objects.select_related("author").get(pk=log.pk)
    stored.session = session
    if stored.sent_at is not None:
        return
    if stored.version != seen:
        raise changed_meanwhile()
    stored.sent_at = at
    stored.save(update_fields=["sent_at"])
    rows = session.session_members.prefetch_related("people__membership__government")
    people = [person for row in rows for person in row.people.all()]
    mails.send_summary(stored, people, at=at)
    _carry_on(stored, at)
    record(by, "log_sent", LABEL, stored.pk, at=at, changed=["sent_at"])


def stamp(log: MentoringLog) -> Stamp:
    return Stamp(log.draft_key, log.draft_step, log.version)


def _is_same(log: MentoringLog, entry: Entry) -> bool:
    kept = written(log)
    return _comparable(kept) == _comparable(entry)


def _comparable(entry: Entry) -> tuple[object, ...]:
    phase = entry.phase.pk if entry.phase else None
    texts = tuple(getattr(entry, name) for name in TEXTS)
    return (sorted(entry.present), entry.minutes, entry.is_missed, phase, list(entry.topics), texts)


def _write(log: MentoringLog, entry: Entry, sent: Stamp, at: datetime) -> None:
    session = log.session
    for name in (*TEXTS, "minutes", "is_missed"):
        setattr(log, name, getattr(entry, name))
    log.topics = list(entry.topics)
    is_foreign = MentoringLog.objects.exclude(pk=log.pk).filter(draft_key=sent.key).exists()
    log.draft_key = uuid.uuid4() if is_foreign else sent.key
    log.draft_step, log.version, log.saved_at = sent.step, log.version + 1, at
    log.save()
    for row in session.session_members.all():
        here = [person.pk for person in row.membership.representatives.all()]
        came = [key for key in here if key in entry.present and not entry.is_missed]
        row.people.set(came)
        row.is_present = bool(came)
        row.save(update_fields=["is_present"])
    session.state = SessionState.MISSED if entry.is_missed else SessionState.HELD
    session.phase = entry.phase
    session.save(update_fields=["state", "phase"])


def _carry_on(log: MentoringLog, at: datetime) -> None:
    session = log.session
    memberships = list(session.session_members.values_list("membership", flat=True))
    only = memberships[0] if len(memberships) == 1 else None
    NextStep.objects.bulk_create(
        NextStep(cluster=session.cluster, membership_id=only, text=text, created_at=at)
        for text in _lines(log.next_steps)
    )
    Question.objects.bulk_create(
        Question(
            cluster=session.cluster,
            kind=QuestionKind.ISSUE,
            phase=session.phase,
            asked_by=log.author,
            membership_id=only,
            log=log,
            text=text,
            asked_at=at,
        )
        for text in _lines(log.issues)
    )


def _lines(text: str) -> Iterator[str]:
    """Yield each line that says something, no longer than a next step may be."""
    for line in text.splitlines():
        rest = line.strip().lstrip("-•*").strip()
        while rest:
            yield rest[:STEP_LENGTH]
            rest = rest[STEP_LENGTH:]
