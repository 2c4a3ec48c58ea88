"""The lock every change of a plan takes, and the question whether the newest one was looked at."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster
from privacy.audit import Actor, record


def locked_seen(cluster: Cluster, seen: int) -> Cluster:
    """Return the cluster as it is now, locked.

    Raises ClusterError "changed_meanwhile" unless `seen` is the version of its plan.
    """
    rows = Cluster.objects.select_for_update(no_key=True, of=("self",))
    stored = rows.get(pk=cluster.pk)
    if stored.version != seen:
        text = _(
            "Somebody has changed the plan meanwhile. Nothing of yours was saved: what you typed is"
            " still below, and the plan as it is now is behind the link above."
        )
        raise ClusterError("changed_meanwhile", text)
    return stored


def changed(
    cluster: Cluster, verb: str, *, by: Actor, at: datetime, fields: Iterable[str] = ()
) -> None:
    """Store a changed cluster with its next version, and the trail of it."""
    cluster.version += 1
    cluster.changed_at = at
    cluster.save()
    record(by, verb, "learning_cluster.cluster", cluster.pk, at=at, changed=fields)
