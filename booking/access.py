"""Which places somebody of a unit may see or manage: the subtrees granted to them (B1, X2).

Two questions, asked of the grants in force:

- serving: clerks and location managers see the calendar, the visitors and the reports of their
  subtree and book there;
- managing: location managers configure hours, closures, counters and clerks of their subtree;
  a portal administrator configures every place, but sees no visitors.

A grant names a location by its key; what lies below follows from the tree as it is now.
"""

from datetime import datetime
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.grants import EVERYWHERE, scopes_of
from accounts.models import User
from accounts.roles import Role

SERVING = (Role.LOCATION_MANAGER, Role.CLERK)
MANAGING = (Role.LOCATION_MANAGER, Role.PORTAL_ADMINISTRATOR)

Somebody = User | AnonymousUser


def granted(
    user: Somebody, roles: tuple[Role, ...], at: datetime, *, path: str = "path"
) -> Q | None:
    """Return the condition on `path` for places in the subtrees granted; None for nowhere.

    `path` is the lookup of a location's tree path, such as "counter__location__path".
    """
    location = apps.get_model("booking", "Location")
    keys: set[int] = set()
    for role in roles:
        scopes = scopes_of(user, role, at, model=location)
        if scopes is EVERYWHERE:
            return Q()
        keys |= scopes  # type: ignore[arg-type]  # EVERYWHERE has been dealt with
    paths = location.objects.filter(pk__in=keys).values_list("path", flat=True) if keys else ()
    conditions = [Q(**{f"{path}__startswith": one}) for one in paths]
    return reduce(or_, conditions) if conditions else None


def administers(user: Somebody, at: datetime) -> bool:
    """Say whether `user` is a portal administrator everywhere: opens units and their channels."""
    return scopes_of(user, Role.PORTAL_ADMINISTRATOR, at) is EVERYWHERE
