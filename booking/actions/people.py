"""Who works at a place: clerks, given and ended by its managers (B1).

What is decided here about usernames: a manager names somebody who has an account by username,
first and last name, all three. If one of them is wrong, the answer is the same as for a username
that nobody has: the page says of no username whether it exists, and shows no name that was not
known before. A portal administrator, who sees everybody's grants anyway, needs the username alone.
The username of a new account is made up by the portal (accounts.newcomers).
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.actions import give
from accounts.models import Grant, User
from accounts.newcomers import Person, open_account, renew_first_password
from accounts.roles import Role
from booking.access import administers
from booking.errors import BookingError
from booking.models import Location
from privacy.audit import Actor

_REMEMBERED = 24 * 60 * 60  # seconds: longer than a page stays open


@dataclass(frozen=True)
class Term:
    """From when until when; without an end, until further notice."""

    valid_from: datetime
    valid_to: datetime | None = None


def grants_managed_by(user: User, at: datetime) -> QuerySet[Grant]:
    """Return the grants, past ones included, that `user` may see and end at `at` (B1).

    Clerks of the places managed; for a portal administrator also location managers, and either
    of them everywhere.
    """
    places = Location.objects.managed_by(user, at).order_by().values("pk")
    here = Q(scope_type=ContentType.objects.get_for_model(Location), scope_id__in=places)
    if administers(user, at):
        here |= Q(scope_type=None)
    return Grant.objects.filter(here, role__in=roles_given_by(user, at)).select_related("user")


def roles_given_by(user: User, at: datetime) -> list[Role]:
    """Return the roles `user` may give: clerks, and managers only as portal administrator (B1)."""
    return [Role.CLERK, Role.LOCATION_MANAGER] if administers(user, at) else [Role.CLERK]


@transaction.atomic
def engage(
    person: Person, role: Role, place: Location, term: Term, *, giver: User, by: Actor, at: datetime
) -> tuple[Grant, str]:
    """Give `person` `role` at `place` for `term`; return the grant and a first password.

    The password is empty for somebody who had an account. Raises BookingError: unknown_person,
    not_yourself; ValueError for a role or place that is not `giver`'s to give.
    """
    if role not in roles_given_by(giver, at):
        raise ValueError(f"{role} is not theirs to give")
    if not Location.objects.managed_by(giver, at).filter(pk=place.pk).exists():
        raise ValueError("this place is not theirs to give")
    user, password = _found(person, giver, at), ""
    if user is None:
        user, password = open_account(
            first_name=person.first_name, last_name=person.last_name, by=by, at=at
        )
    if user == giver:
        raise BookingError("not_yourself")
    grant = give(
        user, role, scope=place, by=by, at=at, valid_from=term.valid_from, valid_to=term.valid_to
    )
    return grant, password


def renew_password(grant: Grant, *, giver: User, by: Actor, at: datetime) -> str:
    """Return a new first password for somebody who never signed in and works nowhere else.

    Raises BookingError not_new: a password must not open more than `giver` could have given.
    """
    theirs = grants_managed_by(giver, at).values("pk")
    user = grant.user
    if user.last_login or user.is_superuser or user.grants.exclude(pk__in=theirs).exists():
        raise BookingError("not_new")
    return renew_first_password(user, by=by, at=at)


def once(key: str) -> None:
    """Remember that the page sent with `key` has been acted on; raises BookingError added_already.

    Pressed twice, the button of a new account would else open two.
    """
    if not cache.add(f"booking.engage.{key}", True, timeout=_REMEMBERED):
        raise BookingError("added_already")


def _found(person: Person, giver: User, at: datetime) -> User | None:
    """Return the account of somebody who has one; None for somebody new."""
    if not person.username:
        return None
    user = User.objects.filter(username=person.username, is_active=True).first()
    if user is None or not (administers(giver, at) or person.is_called_as(user)):
        raise BookingError("unknown_person")
    return user
