"""How much mentoring each local government had (L9)."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from learning_cluster.enums import MembershipKind, SessionState
from learning_cluster.models import Cluster, Membership


@dataclass(frozen=True)
class Figure:
    """A local government with its sessions; `minutes` are those of the sessions it came to."""

    name: str
    is_pilot: bool
    to_come: int
    held: int
    missed: int
    minutes: int


def figures(cluster: Cluster) -> list[Figure]:
    """Return every selected local government of a cluster, pilots first; one query."""
    of = "session_members__session__state"
    came = Q(session_members__is_present=True)
    rows = Membership.objects.selected().filter(cluster=cluster).select_related("government")
    rows = rows.annotate(
        to_come=Count("session_members", filter=Q(**{of: SessionState.BOOKED})),
        held=Count("session_members", filter=Q(**{of: SessionState.HELD}) & came),
        missed=Count(
            "session_members",
            filter=Q(**{of: SessionState.MISSED})
            | Q(**{of: SessionState.HELD}, session_members__is_present=False),
        ),
        minutes=Coalesce(Sum("session_members__session__log__minutes", filter=came), 0),
    )
    found = [
        Figure(
            row.government.name,
            row.kind == MembershipKind.PILOT,
            row.to_come,  # type: ignore[attr-defined]  # annotated above
            row.held,  # type: ignore[attr-defined]  # annotated above
            row.missed,  # type: ignore[attr-defined]  # annotated above
            row.minutes,  # type: ignore[attr-defined]  # annotated above
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_pilot, one.name))
