"""Locks of concepts: the document's row stands for its concept, action plan and feedback."""

from django.utils.translation import gettext as _

from learning_cluster.actions.versions import lock_document
from learning_cluster.enums import ClusterState, ConceptStage
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Concept


def locked(concept: Concept) -> Concept:
    """Return the concept as it is now, its document's row locked."""
    lock_document(concept.document)
    rows = Concept.objects.select_related("document", "membership__cluster")
    return rows.get(pk=concept.pk)


def check_open(cluster: Cluster) -> None:
    """Raise ClusterError "cluster_closed" once the cluster is concluded."""
    if cluster.state == ClusterState.CLOSED:
        text = _("The cluster is concluded: nothing in it is changed any more.")
        raise ClusterError("cluster_closed", text)


def check_unfinished(concept: Concept) -> None:
    """Raise ClusterError "final" where the concept is not changed any more."""
    check_open(concept.membership.cluster)
    if concept.stage == ConceptStage.FINAL:
        text = _("The concept is final. Only the coordinator can open it again.")
        raise ClusterError("final", text)


def check_seen(stored: int, seen: int) -> None:
    """Raise ClusterError "changed_meanwhile" unless the newest version was looked at."""
    if stored != seen:
        text = _(
            "Somebody else has changed this meanwhile. Nothing that you wrote is lost: compare"
            " both, then save again."
        )
        raise ClusterError("changed_meanwhile", text)
