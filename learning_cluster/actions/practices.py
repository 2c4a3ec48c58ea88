"""Good practices the resource person collects and uses at events (L15)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import locked_cluster
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Event, GoodPractice, Member
from privacy.audit import Actor, record

MOST = 200
FACTS = ("title", "country", "service", "about", "contact", "url", "is_public")


@transaction.atomic
def add_practice(
    cluster: Cluster,
    *,
    facts: Mapping[str, object],
    events: Collection[Event],
    member: Member | None,
    by: Actor,
    at: datetime,
) -> GoodPractice:
    """Add a practice with a value for each of FACTS; the same sent twice is one.

    Raises ClusterError "too_many".
    """
    locked_cluster(cluster.pk)
    same = GoodPractice.objects.filter(cluster=cluster, **facts).first()
    if same is not None:
        return same
    if cluster.practices.count() >= MOST:
        raise ClusterError("too_many", _("A cluster can have 200 good practices."))
    row = GoodPractice.objects.create(cluster=cluster, added_by=member, added_at=at, **facts)
    row.events.set(events)
    record(by, "added", "learning_cluster.goodpractice", row.pk, at=at, changed=FACTS)
    return row


@transaction.atomic
def change_practice(
    practice: GoodPractice,
    *,
    facts: Mapping[str, object],
    events: Collection[Event],
    seen: int,
    by: Actor,
    at: datetime,
) -> GoodPractice:
    """Change a practice; `seen` is the version the form showed.

    Raises ClusterError "changed_meanwhile", or "gone" where it was removed.
    """
    locked_cluster(practice.cluster_id)
    row = GoodPractice.objects.filter(pk=practice.pk).first()
    if row is None:
        raise ClusterError("gone", _("Somebody has removed this practice meanwhile."))
    if row.version != seen:
        text = _("Somebody has changed this practice meanwhile. Nothing of yours was saved.")
        raise ClusterError("changed_meanwhile", text)
    changed = [name for name in FACTS if getattr(row, name) != facts[name]]
    for name in changed:
        setattr(row, name, facts[name])
    row.version += 1
    row.save()
    row.events.set(events)
    record(by, "changed", "learning_cluster.goodpractice", row.pk, at=at, changed=changed)
    return row


@transaction.atomic
def remove_practice(practice: GoodPractice, *, by: Actor, at: datetime) -> None:
    """Remove a practice; gone already, nothing happens."""
    gone, _rows = GoodPractice.objects.filter(pk=practice.pk).delete()
    if gone:
        record(by, "removed", "learning_cluster.goodpractice", practice.pk, at=at)
