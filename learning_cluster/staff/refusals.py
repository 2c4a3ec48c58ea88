"""What a page answers when an action has refused."""

from learning_cluster.errors import ClusterError

# Somebody else was quicker, or the place is no longer there.
CONFLICTS = frozenset(
    {"changed_meanwhile", "answered", "no_seat", "no_place", "replaced_already", "cluster_closed"}
)


def status_of(error: ClusterError) -> int:
    return 409 if error.code in CONFLICTS else 200
