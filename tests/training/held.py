"""A run that was held, with people who were there, and one who was not."""

from datetime import timedelta

from django.db import transaction

from tests.factories.training import STARTS_AT, EnrolmentFactory, RunFactory
from training.enums import EnrolmentState, RunState
from training.models import Attendance

OVER = STARTS_AT + timedelta(days=3)


@transaction.atomic  # a variant and its segments are one
def held_run(*, present=2, absent=1, settled=False, **more):
    """Return a held run: so many were at every session, so many at none."""
    run = RunFactory(state=RunState.HELD, **more)
    for number in range(present + absent):
        was_there = number < present
        state = EnrolmentState.CONFIRMED
        if settled:
            state = EnrolmentState.ATTENDED if was_there else EnrolmentState.ABSENT
        row = EnrolmentFactory(run=run, state=state)
        note(row, was_there)
    return run


def note(row, *was_there):
    """Note attendance: one answer for every session, or the same for all."""
    sessions = list(row.run.sessions.all())
    answers = was_there if len(was_there) == len(sessions) else was_there * len(sessions)
    for session, is_present in zip(sessions, answers, strict=True):
        Attendance.objects.create(
            session=session, enrolment=row, is_present=is_present, noted_at=OVER
        )


def people(run):
    """Return the enrolments of a run by their places: first those who were there."""
    return list(run.enrolments.order_by("seat"))
