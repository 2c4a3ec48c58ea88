"""Invented people of the demonstration: how they came to a run, were there, and found it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from languages.sorting import plain
from privacy.audit import SYSTEM
from training.actions.certificates import issue_all
from training.actions.deciding import approve
from training.actions.enrolling import Person, add_by_hand, prove, sign_up
from training.actions.evaluating import evaluate
from training.actions.run_attendance import note_attendance
from training.actions.run_opening import confirm_held
from training.enums import EnrolmentState, QuestionKind
from training.local_time import local_day
from training.models import Employer, Enrolment, Question, Run

Row = dict[str, Any]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def person_of(which: int | str, rows: Row) -> Person:
    """Return the person of a number, or the guest of a name."""
    row = rows["guests"][which] if isinstance(which, str) else _numbered(which, rows)
    return Person(
        name=row["name"],
        email=row["email"],
        employer=Employer.objects.filter(name=row.get("employer", "")).first(),
        employer_name=row.get("employer_name", ""),
        field_of_work=row["field_of_work"],
    )


def _numbered(number: int, rows: Row) -> Row:
    firsts, surnames = rows["first_names"], rows["surnames"]
    first, surname = firsts[number % len(firsts)], surnames[number // len(firsts)]
    employer = Employer.objects.get(name=rows["employers"][number % len(rows["employers"])])
    return {
        "name": f"{first} {surname}",
        "email": f"{plain(first)}.{plain(surname)}@{employer.domains[0]}",
        "employer": employer.name,
        "field_of_work": rows["fields_of_work"][number % len(rows["fields_of_work"])],
    }


def enrol_at_desk(run: Run, people: Sequence[Person], *, at: datetime) -> None:
    """Enrol people as the coordinator does: confirmed at once."""
    for person in people:
        add_by_hand(run, person, waiver_reason="", language="sl", by=SYSTEM, at=at)


def enrol_by_mail(run: Run, people: Sequence[Person], row: Row, *, at: datetime) -> None:
    """Enrol people an hour apart by the mailed link; the first `approved` of them may come."""
    why = row.get("waiver_reason", "")
    for number, person in enumerate(people):
        moment = at + number * HOUR
        enrolment = sign_up(
            run, person, waiver_reason=why, language="sl", notice=None, by=SYSTEM, at=moment
        )
        prove(enrolment, waits=True, by=SYSTEM, at=moment)
        if number < row.get("approved", 0):
            approve(enrolment, by=SYSTEM, at=moment + HOUR / 2)


def hold(run: Run, absent: Sequence[int], opinions: Sequence[Row]) -> None:
    """Note who was there, confirm the run as held, give certificates and take opinions.

    `absent` are places in the list of those enrolled, counted from 0.
    """
    keys = list(run.enrolments.order_by("pk").values_list("pk", flat=True))
    present = [key for place, key in enumerate(keys) if place not in absent]
    sessions = list(run.sessions.select_related("run"))
    for session in sessions:
        note_attendance(session, listed=keys, present=present, by=SYSTEM, at=session.ends_at)
    at = sessions[-1].ends_at + DAY
    run = confirm_held(Run.objects.get(pk=run.pk), seen=_version(run), by=SYSTEM, at=at)
    issue_all(run, by=SYSTEM, at=at)
    _take_opinions(run, opinions, at + DAY)


def _take_opinions(run: Run, opinions: Sequence[Row], at: datetime) -> None:
    """Let all but the last of those who completed the run say what they thought."""
    scales, words = _questions(run)
    rows = Enrolment.objects.filter(run=run, state=EnrolmentState.ATTENDED).order_by("pk")
    for number, row in enumerate(list(rows)[:-1]):
        opinion = opinions[number % len(opinions)]
        answers: dict[Question, int | str] = {}
        answers |= dict(zip(scales, opinion["points"], strict=False))
        answers |= dict(zip(words, opinion.get("words", []), strict=False))
        evaluate(row, answers=answers, on=local_day(at))


def _questions(run: Run) -> tuple[list[Question], list[Question]]:
    asked = list(Question.objects.asked_after(run.training))
    scales = [one for one in asked if one.kind == QuestionKind.SCALE]
    return scales, [one for one in asked if one.kind == QuestionKind.TEXT]


def _version(run: Run) -> int:
    return Run.objects.values_list("version", flat=True).get(pk=run.pk)
