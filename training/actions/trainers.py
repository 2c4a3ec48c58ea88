"""Accounts of trainers: opened or linked, and ended (T5).

As where clerks are engaged: somebody who has an account is named by username, first name and
surname, all three. If one is wrong, the answer is that of a username nobody has.
"""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import give, withdraw
from accounts.models import User
from accounts.newcomers import Person, open_account, renew_first_password
from accounts.roles import Role
from calendars.actions.links import take_link
from privacy.audit import Actor, record
from training.errors import TrainingError
from training.feeds_of_trainers import OF_TRAINERS
from training.models import Trainer

LABEL = "training.trainer"
_REMEMBERED = 24 * 60 * 60  # seconds: longer than a page stays open


@transaction.atomic
def give_account(trainer: Trainer, person: Person, *, by: Actor, at: datetime) -> tuple[User, str]:
    """Give a trainer an account with the role of trainers; return it and its first password.

    The password is empty for somebody who had an account. Raises TrainingError "has_account",
    "not_active", "unknown_person" or "other_trainer".
    """
    row = _locked(trainer)
    if row.user_id is not None:
        raise TrainingError("has_account", _("The trainer has an account already."))
    if not row.is_active:
        raise TrainingError("not_active", _("The trainer gives no trainings any more."))
    user, password = _found(person), ""
    if user is None:
        user, password = open_account(
            first_name=person.first_name, last_name=person.last_name, by=by, at=at
        )
    if Trainer.objects.filter(user=user).exists():
        text = _("The account belongs to another trainer already.")
        raise TrainingError("other_trainer", text)
    give(user, Role.TRAINER, by=by, at=at)
    row.user = user
    row.save(update_fields=["user"])
    record(by, "account_given", LABEL, row.pk, at=at, changed=["user"])
    return user, password


@transaction.atomic
def renew_password(trainer: Trainer, *, by: Actor, at: datetime) -> str:
    """Return a new first password of a trainer who never signed in and has no other role.

    Raises TrainingError "not_new": a password must not open more than the coordinator could give.
    """
    user = _locked(trainer).user
    if user is None or user.last_login or user.is_superuser or not user.is_active:
        raise TrainingError("not_new", _not_new())
    if user.grants.exclude(role=Role.TRAINER).exists():
        raise TrainingError("not_new", _not_new())
    return renew_first_password(user, by=by, at=at)


@transaction.atomic
def end_account(trainer: Trainer, *, by: Actor, at: datetime) -> None:
    """Take a trainer's account and role away; what they have taught stays. Idempotent."""
    row = _locked(trainer)
    if row.user is None:
        return
    for grant in row.user.grants.filter(role=Role.TRAINER).in_force(at):
        withdraw(grant, by=by, at=at)
    take_link(OF_TRAINERS, row.user, by=by, at=at)
    row.user = None
    row.save(update_fields=["user"])
    record(by, "account_ended", LABEL, row.pk, at=at, changed=["user"])


@transaction.atomic
def retire(trainer: Trainer, *, by: Actor, at: datetime) -> None:
    """Note that a trainer gives no trainings any more; the account ends too. Idempotent.

    Raises TrainingError "still_teaches" while sessions are ahead: another takes them over first.
    """
    row = _locked(trainer)
    if not row.is_active:
        return
    if row.teachings.filter(period__endswith__gt=at).exists():
        text = _("The trainer has sessions ahead. Find another trainer for them first.")
        raise TrainingError("still_teaches", text)
    row.is_active = False
    row.save(update_fields=["is_active"])
    record(by, "trainer_retired", LABEL, row.pk, at=at, changed=["is_active"])
    end_account(row, by=by, at=at)


@transaction.atomic
def bring_back(trainer: Trainer, *, by: Actor, at: datetime) -> None:
    """Note that a trainer gives trainings again. Idempotent."""
    row = _locked(trainer)
    if row.is_active:
        return
    row.is_active = True
    row.save(update_fields=["is_active"])
    record(by, "trainer_back", LABEL, row.pk, at=at, changed=["is_active"])


def once(key: str) -> None:
    """Remember that the page sent with `key` has been acted on.

    Raises TrainingError "done_already": pressed twice, the button would else open two accounts.
    """
    if not cache.add(f"training.give_account.{key}", True, timeout=_REMEMBERED):
        text = _("This form has been sent already. Look at the trainer as it is now.")
        raise TrainingError("done_already", text)


def _locked(trainer: Trainer) -> Trainer:
    row: Trainer = Trainer.objects.select_for_update(no_key=True, of=("self",)).get(pk=trainer.pk)
    return row


def _found(person: Person) -> User | None:
    """Return the account of somebody who has one; None for somebody new."""
    if not person.username:
        return None
    user = User.objects.filter(username=person.username, is_active=True).first()
    if user is None or not person.is_called_as(user):
        text = _("There is no account of this username, first name and surname.")
        raise TrainingError("unknown_person", text)
    return user


def _not_new() -> str:
    return _("This person has already signed in or has other roles; the password is their own.")
