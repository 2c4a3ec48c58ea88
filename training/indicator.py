"""How many people were trained with the money of an operation (P2)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef

from training.enums import EnrolmentState, RunState
from training.local_time import ZONE
from training.models import Enrolment, Session


@dataclass(frozen=True)
class Trained:
    people: int
    participations: int


def trained(operation: str, *, on: date) -> Trained | None:
    """Return who completed held runs that had ended by the end of the day `on`; one query.

    Only trainings count whose bundle's programme names the operation of that slug: it names one,
    so none counts twice. Somebody who was erased still is one of the people. None where nobody
    has completed anything yet.
    """
    if not operation:
        return None
    midnight = datetime.combine(on + timedelta(days=1), time(), ZONE)
    later = Session.objects.filter(run=OuterRef("run"), period__endswith__gt=midnight)
    rows = Enrolment.objects.filter(
        ~Exists(later),
        state=EnrolmentState.ATTENDED,
        run__state=RunState.HELD,
        training__bundle__programme__operation_slug=operation,
    ).order_by()
    found = rows.aggregate(people=Count("participant", distinct=True), participations=Count("pk"))
    return Trained(**found) if found["participations"] else None
