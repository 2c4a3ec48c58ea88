"""The report of a mentoring session and that of a period, from logs and questions (L9, L10)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learning_cluster.drafts import words
from learning_cluster.enums import QuestionKind, SessionState
from learning_cluster.models import MentoringLog, MentoringSession, NextStep, Phase, Question
from learning_cluster.prose import lines, paragraphs, points


def draft_of_session(session: MentoringSession) -> dict[str, str]:
    """Return what the sections say of one session."""
    log = MentoringLog.objects.filter(session=session).first()
    if log is None:
        return {"facts": _session_facts(session), "participants": _present(session)}
    asked = Question.objects.filter(log=log)
    return {
        "facts": _session_facts(session),
        "participants": _present(session),
        "topics": points(log.topics),
        "questions": paragraphs([log.questions, _questions(asked, QuestionKind.QUESTION)]),
        "advice": log.advice,
        "lessons": _questions(asked, QuestionKind.LESSON),
        "next_steps": _steps_sent(log),
        "issues": _issues([log], asked),
    }


def draft_of_period(phase: Phase) -> dict[str, str]:
    """Return what the sections say of a period; the same number of queries whatever it holds."""
    sessions = list(sessions_of(phase))
    logs = [one.log for one in sessions if hasattr(one, "log")]
    asked = phase.questions.select_related("membership__government").order_by("asked_at", "pk")
    return {
        "facts": paragraphs([words.span(phase.starts_on, phase.ends_on), totals(sessions)]),
        "participants": points(by_government(sessions)),
        "topics": points(topics(logs)),
        "questions": paragraphs(
            [*(one.questions for one in logs), _questions(asked, QuestionKind.QUESTION)]
        ),
        "advice": paragraphs(one.advice for one in logs),
        "lessons": _questions(asked, QuestionKind.LESSON),
        "next_steps": _steps(_steps_of(phase)),
        "issues": _issues(logs, asked),
    }


def sessions_of(phase: Phase) -> QuerySet[MentoringSession]:
    """Return the sessions of a period that were to take place, with logs and local governments."""
    rows = phase.sessions.exclude(state=SessionState.CANCELLED).select_related("log")
    return rows.prefetch_related("session_members__membership__government").order_by("period")


def totals(sessions: Sequence[MentoringSession]) -> str:
    """Return how many were held and missed, and how long they took."""
    held = [one for one in sessions if one.state == SessionState.HELD]
    missed = sum(one.state == SessionState.MISSED for one in sessions)
    text = _("Sessions held: %(held)s, missed: %(missed)s, minutes together: %(minutes)s.")
    return text % {"held": len(held), "missed": missed, "minutes": sum(map(_minutes, held))}


def by_government(sessions: Sequence[MentoringSession]) -> list[str]:
    """Return for each local government in how many sessions it was, and how long."""
    count: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for one in sessions:
        if one.state != SessionState.HELD:
            continue
        for row in one.session_members.all():
            if row.is_present is not False:
                count[row.membership.government.name] += 1
                minutes[row.membership.government.name] += _minutes(one)
    line = _("%(name)s: sessions %(number)s, minutes %(minutes)s")
    return [
        line % {"name": name, "number": count[name], "minutes": minutes[name]}
        for name in sorted(count)
    ]


def topics(logs: Iterable[MentoringLog]) -> list[str]:
    """Return the topics, the most frequent first, with how often they came up."""
    counted = Counter(topic for one in logs for topic in one.topics)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [f"{topic} ({number})" for topic, number in ordered]


def _minutes(session: MentoringSession) -> int:
    """Return how long a session took by its log, else as booked."""
    log = getattr(session, "log", None)
    if log is not None and log.minutes is not None:
        return int(log.minutes)
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


def _session_facts(session: MentoringSession) -> str:
    length = words.minutes(_minutes(session)) if session.state == SessionState.HELD else ""
    missed = _("nobody came") if session.state == SessionState.MISSED else ""
    when = words.when(session.starts_at, session.ends_at, session.cluster.tz)
    led = _("Led by %(names)s.") % {"names": session.resource_person.name}
    wish = _("Wish: %(text)s") % {"text": session.wish} if session.wish else ""
    return paragraphs([", ".join(part for part in (when, length, missed) if part), led, wish])


def _present(session: MentoringSession) -> str:
    rows = session.session_members.select_related("membership__government")
    lines = []
    for row in rows.prefetch_related("people"):
        names = ", ".join(one.name for one in row.people.all())
        absent = _("nobody came") if row.is_present is False else ""
        known = names or absent
        name = row.membership.government.name
        lines.append(f"{name}: {known}" if known else name)
    return points(lines)


def _questions(rows: QuerySet[Question], kind: QuestionKind) -> str:
    return points(words.question(one) for one in rows if one.kind == kind)


def _issues(logs: Iterable[MentoringLog], asked: QuerySet[Question]) -> str:
    """Return the issues of logs and those on record, each once: sent logs are on record too."""
    noted = [line for one in logs for line in lines(one.issues)]
    return points(
        dict.fromkeys([*noted, *(one.text for one in asked if one.kind == QuestionKind.ISSUE)])
    )


def _steps_sent(log: MentoringLog) -> str:
    """Return a log's next steps: they are put on record at the moment its summary is sent."""
    if log.sent_at is None:
        return ""
    rows = NextStep.objects.filter(cluster=log.session.cluster_id, event=None)
    return _steps(rows.filter(created_at=log.sent_at))


def _steps_of(phase: Phase) -> QuerySet[NextStep]:
    """Return what was agreed in mentoring on the days of a phase."""
    rows = NextStep.objects.filter(cluster=phase.cluster, event=None)
    if phase.starts_on is None or phase.ends_on is None:
        return rows.none()
    midnight, zone = time(0), phase.cluster.tz
    begins = datetime.combine(phase.starts_on, midnight, zone)
    ends = datetime.combine(phase.ends_on + timedelta(days=1), midnight, zone)
    return rows.filter(created_at__gte=begins, created_at__lt=ends)


def _steps(rows: QuerySet[NextStep]) -> str:
    return points(words.step(one) for one in rows.select_related("owner", "membership__government"))
