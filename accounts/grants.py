"""Who holds which role, where, at a moment (DESIGN 8).

A superuser holds every role everywhere; somebody inactive or anonymous holds none. Whether an
object lies below a granted one is for the app that owns the tree: its `visible_to(user, at)`.
"""

from collections.abc import Container
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from accounts.models import Grant, User
from accounts.roles import STAFF_ROLES, Role


class Everywhere(Container[int]):
    """The scope that contains every key."""

    def __contains__(self, key: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "EVERYWHERE"


EVERYWHERE: Final = Everywhere()


def roles_of(user: User | AnonymousUser, at: datetime) -> frozenset[Role]:
    """Return the roles `user` holds at `at`, anywhere; one query, none for a superuser."""
    return roles_by_reach(user, at)[0]


def roles_by_reach(
    user: User | AnonymousUser, at: datetime
) -> tuple[frozenset[Role], frozenset[Role]]:
    """Return the roles held anywhere, and of those the roles held everywhere, without a scope.

    What belongs to no scope, such as the catalogue in all its languages, is for the latter only.
    """
    if not user.is_active:
        return frozenset(), frozenset()
    if user.is_superuser:
        return frozenset(Role), frozenset(Role)
    held = _held(user, at)
    everywhere = frozenset(Role(one.role) for one in held if one.scope_id is None)
    return frozenset(Role(one.role) for one in held), everywhere


def is_staff(user: User | AnonymousUser, at: datetime) -> bool:
    """Say whether `user` holds a role that opens the admin at `at`."""
    return bool(roles_of(user, at) & STAFF_ROLES)


def has_role(
    user: User | AnonymousUser, role: Role, at: datetime, scope: Model | None = None
) -> bool:
    """Say whether `user` holds `role` at `at`; with a `scope`, for that object or everywhere."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    held = [one for one in _held(user, at) if one.role == role]
    if scope is not None:
        held = [one for one in held if one.scope_id in (None, scope.pk)]
        held = [one for one in held if _is_of(one, type(scope))]
    return bool(held)


def scopes_of(
    user: User | AnonymousUser,
    role: Role,
    at: datetime,
    *,
    model: type[Model] | None = None,
) -> set[int] | Everywhere:
    """Return the keys of the objects `user` holds `role` for at `at`, or EVERYWHERE; one query.

    `model` keeps keys of that model only: pass it where a role may be granted for two kinds of
    objects, whose keys would else be taken for one another.
    """
    if not user.is_active:
        return set()
    if user.is_superuser:
        return EVERYWHERE
    held = [one for one in _held(user, at) if one.role == role]
    keys = {one.scope_id for one in held if model is None or _is_of(one, model)}
    return EVERYWHERE if None in keys else {key for key in keys if key is not None}


def _held(user: User, at: datetime) -> list[Grant]:
    """Return the grants in force; one query, or none where `user` has read their grants already."""
    if user.reads_grants_once:
        return [one for one in user.grants_once if one.is_in_force(at)]
    return list(Grant.objects.filter(user_id=user.pk or 0).in_force(at))  # nobody has the key 0


def _is_of(grant: Grant, model: type[Model]) -> bool:
    """Say whether a grant is for objects of this model, or for everything."""
    if grant.scope_type_id is None:
        return True
    return grant.scope_type_id == ContentType.objects.get_for_model(model).pk
