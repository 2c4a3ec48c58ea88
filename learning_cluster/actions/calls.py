"""What the coordinator does with a call before its deadline (L12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import give
from accounts.models import User
from accounts.newcomers import open_account
from accounts.roles import Role
from learning_cluster.actions.application_locks import lock_call
from learning_cluster.actions.telling_applicants import tell_moved
from learning_cluster.enums import CallStage, CriterionKind
from learning_cluster.errors import ClusterError
from learning_cluster.findable import clusters_changed
from learning_cluster.models import Application, Call, Cluster, Criterion, Scorer
from privacy.audit import Actor, record

LABEL = "learning_cluster.call"


@dataclass(frozen=True)
class Terms:
    """What a call says: `texts` by field (name_sr, about_en …), the ceiling gross in marks."""

    slug: str
    texts: Mapping[str, str]
    ceiling: Decimal
    deadline: datetime


@transaction.atomic
def make_call(
    cluster: Cluster, terms: Terms, *, like: Call | None = None, by: Actor, at: datetime
) -> Call:
    """Return a new call that is not published yet, with the criteria of `like`."""
    call = Call(cluster=cluster, slug=terms.slug, ceiling=terms.ceiling, deadline=terms.deadline)
    for field, text in terms.texts.items():
        setattr(call, field, text)
    call.save(force_insert=True)
    for one in like.criteria.all() if like else []:
        one.pk, one.call = None, call
        one.save(force_insert=True)
    record(by, "call_made", LABEL, call.pk, at=at)
    return call


@transaction.atomic
def change_call(call: Call, terms: Terms, *, by: Actor, at: datetime) -> None:
    """Put other words, sum or deadline into a call that nobody has read yet.

    Raises ClusterError "published".
    """
    stored = _unpublished(call, at)
    stored.slug, stored.ceiling, stored.deadline = terms.slug, terms.ceiling, terms.deadline
    for field, text in terms.texts.items():
        setattr(stored, field, text)
    stored.save()
    record(by, "call_changed", LABEL, stored.pk, at=at)


@transaction.atomic
def save_criterion(criterion: Criterion, *, by: Actor, at: datetime) -> None:
    """Keep a criterion of a call that nobody has read yet. Raises ClusterError "published"."""
    stored = _unpublished(criterion.call, at)
    if criterion.kind == CriterionKind.REQUIRED:
        criterion.most = 0
    criterion.save()
    record(by, "call_changed", LABEL, stored.pk, at=at, changed=["criteria"])


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Actor, at: datetime) -> None:
    """Take a criterion out of a call that nobody has read yet. Raises ClusterError "published"."""
    stored = _unpublished(criterion.call, at)
    stored.criteria.filter(pk=criterion.pk).delete()
    record(by, "call_changed", LABEL, stored.pk, at=at, changed=["criteria"])


@transaction.atomic
def publish_call(call: Call, *, by: Actor, at: datetime) -> None:
    """Open a call to everybody. Idempotent.

    Raises ClusterError "over" where its deadline has passed, "no_criteria" where nothing is asked.
    """
    stored = lock_call(call.pk)
    if stored.published_at is not None:
        return
    if stored.deadline <= at:
        raise ClusterError("over", _("The deadline lies in the past."))
    if not stored.criteria.filter(kind=CriterionKind.REQUIRED).exists():
        raise ClusterError("no_criteria", _("Write at least one required criterion first."))
    stored.published_at = at
    stored.save(update_fields=["published_at"])
    clusters_changed()
    record(by, "call_published", LABEL, stored.pk, at=at)


@transaction.atomic
def extend_call(call: Call, deadline: datetime, *, by: Actor, at: datetime) -> None:
    """Give everybody more time, while the call is open; whoever has begun is told.

    Raises ClusterError "not_open", or "not_later": nobody who relied on a deadline may lose it.
    """
    stored = lock_call(call.pk)
    if stored.stage(at) != CallStage.OPEN:
        raise ClusterError("not_open", _("Only an open call can be extended."))
    if deadline <= stored.deadline:
        raise ClusterError("not_later", _("The new deadline must be later than the present one."))
    stored.deadline = deadline
    stored.save(update_fields=["deadline"])
    record(by, "call_extended", LABEL, stored.pk, at=at, changed=["deadline"])
    for row in Application.objects.live().filter(call=stored):
        if not row.is_unconfirmed:
            row.call = stored
            tell_moved(row, at=at)


@transaction.atomic
def add_scorer(call: Call, user: User, *, name: str, by: Actor, at: datetime) -> Scorer:
    """Let somebody score the call's applications, once they are opened.

    Raises ClusterError "decided", or "scorer_twice".
    """
    stored = _undecided(call)
    if stored.scorers.filter(user=user).exists():
        raise ClusterError("scorer_twice", _("This person scores the call already."))
    give(user, Role.CALL_SCORER, scope=stored.cluster, by=by, at=at)
    scorer = Scorer.objects.create(call=stored, user=user, name=name)
    record(by, "scorer_added", LABEL, stored.pk, at=at, changed=["scorers"])
    return scorer


@transaction.atomic
def add_new_scorer(
    call: Call, *, first_name: str, last_name: str, by: Actor, at: datetime
) -> tuple[Scorer, str]:
    """Open an account for a scorer who has none; return its first password too, kept nowhere.

    Raises ClusterError as `add_scorer` does.
    """
    user, password = open_account(first_name=first_name, last_name=last_name, by=by, at=at)
    name = f"{first_name} {last_name}"
    return add_scorer(call, user, name=name, by=by, at=at), password


@transaction.atomic
def remove_scorer(scorer: Scorer, *, by: Actor, at: datetime) -> None:
    """Take a scorer off a call. Raises ClusterError "decided", or "has_scored" for their word."""
    stored = _undecided(scorer.call)
    if scorer.sheets.exists():
        text = _("This person has declared or scored something already.")
        raise ClusterError("has_scored", text)
    stored.scorers.filter(pk=scorer.pk).delete()
    record(by, "scorer_removed", LABEL, stored.pk, at=at, changed=["scorers"])


def _unpublished(call: Call, at: datetime) -> Call:
    stored = lock_call(call.pk)
    if stored.published_at is not None:
        text = _("The call has been published: people rely on what it says.")
        raise ClusterError("published", text)
    return stored


def _undecided(call: Call) -> Call:
    stored = lock_call(call.pk)
    if stored.decided_at is not None:
        raise ClusterError("decided", _("The call has been decided."))
    return stored
