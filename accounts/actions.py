"""Giving and withdrawing roles: the only writers of grants."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.errors import AccountsError
from accounts.grants import roles_of
from accounts.groups import sync_membership, sync_staff_group
from accounts.models import Grant, User
from accounts.roles import Role
from privacy.audit import Actor, record

__all__ = ["give", "sync_staff_group", "withdraw"]


@transaction.atomic
def give(
    user: User,
    role: Role,
    *,
    scope: Model | None = None,
    by: Actor,
    at: datetime,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> Grant:
    """Give `role` for `scope` (None: everywhere) from `valid_from` (None: `at`) until `valid_to`.

    The same grant given twice is one grant. Raises AccountsError "ends_before_start", and
    ValueError for something that is no role.
    """
    starts = valid_from or at
    if valid_to is not None and valid_to <= starts:
        raise AccountsError("ends_before_start", _("The role must end after it begins."))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    facts = {
        "user": user,
        "role": Role(role),
        "scope_type": ContentType.objects.get_for_model(scope) if scope is not None else None,
        "scope_id": scope.pk if scope is not None else None,
        "valid_to": valid_to,
    }
    same = Grant.objects.filter(**facts, valid_from__lte=starts).in_force(starts).first()
    if same:
        return same
    grant = Grant.objects.create(**facts, valid_from=starts)
    record(by, "give", "accounts.grant", grant.pk, at=at, changed=[grant.role])
    _sync(user, at)
    return grant


@transaction.atomic
def withdraw(grant: Grant, *, by: Actor, at: datetime, ends_at: datetime | None = None) -> None:
    """End `grant` at `ends_at` (None: `at`); one that has not begun by then is removed.

    Idempotent, and never makes a grant longer than it was.
    """
    end = ends_at or at
    row = Grant.objects.select_for_update().filter(pk=grant.pk).first()
    if row is None or (row.valid_to is not None and row.valid_to <= end):
        return
    if row.valid_from >= end:
        row.delete()
    else:
        row.valid_to = end
        row.save(update_fields=["valid_to"])
    record(by, "withdraw", "accounts.grant", grant.pk, at=at, changed=[row.role])
    _sync(row.user, at)


def _sync(user: User, at: datetime) -> None:
    if not user.is_superuser:
        sync_membership(user, roles_of(user, at))
