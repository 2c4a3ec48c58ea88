"""Who is expected at a run, and who was there: names and employers, nothing else of them (T15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.enums import EXPECTED, EnrolmentState
from training.models import Attendance, Session
from training.models.enrolment import EnrolmentQuerySet


@dataclass(frozen=True)
class Place:
    """A line of the roster; `was_there` is one answer a session, None where it is not noted."""

    key: int
    name: str
    employer: str
    is_expected: bool
    state: str
    was_there: tuple[bool | None, ...]


def roster(rows: EnrolmentQuerySet, sessions: Sequence[Session]) -> list[Place]:
    """Return those of `rows` who have a place, by name; two queries.

    `rows` are enrolments of one run that whoever reads may see.
    """
    noted = {
        (row.session_id, row.enrolment_id): row.is_present
        for row in Attendance.objects.filter(session__in=sessions)
    }
    seated = rows.seated().select_related("participant__employer")
    return [
        Place(
            key=row.pk,
            name=row.participant.name,
            employer=row.participant.works_for,
            is_expected=row.state in EXPECTED,
            state=str(EnrolmentState(row.state).label),
            was_there=tuple(noted.get((one.pk, row.pk)) for one in sessions),
        )
        for row in seated.order_by("participant__name", "pk")
    ]
