"""Who works at the places somebody manages, as the list of them shows it (B1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Grant
from accounts.roles import Role
from booking.models import Location

ENDED_SHOWN = 50


@dataclass(frozen=True)
class PersonRow:
    """A grant with the place it is for; None is everywhere."""

    grant: Grant
    place: Location | None
    role: str

    @property
    def last_day(self) -> date | None:
        """Return the local day in which the role ends: at midnight it is the day before."""
        if self.grant.valid_to is None:
            return None
        return timezone.localtime(self.grant.valid_to - timedelta(microseconds=1)).date()


def current(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return those in force and those yet to begin, in the order of the tree, then of names."""
    path = Location.objects.filter(pk=OuterRef("scope_id")).order_by().values("path")
    return (
        grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))
        .annotate(path=Cast(Subquery(path), CharField()))
        .order_by(
            F("path").asc(nulls_first=True),
            "user__last_name",
            "user__first_name",
            "user__username",
            "pk",
        )
    )


def ended(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the last of those that have ended, the latest first."""
    return grants.filter(valid_to__lte=at).order_by("-valid_to", "-pk")[:ENDED_SHOWN]


def person_rows(grants: Iterable[Grant]) -> list[PersonRow]:
    """Return the grants with their places; one query for these."""
    some = list(grants)
    places = Location.objects.in_bulk([one.scope_id for one in some if one.scope_id is not None])
    return [
        PersonRow(one, places.get(one.scope_id or 0), str(Role(one.role).label)) for one in some
    ]
