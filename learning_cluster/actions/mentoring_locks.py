"""Locks of mentoring: the resource person's time first, then the session."""

from django.db.models import Q
from django.utils.translation import gettext as _

from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Member, MentoringSession


def lock_cluster(cluster: Cluster) -> Cluster:
    """Return the cluster as it is now, locked: its days are counted one after the other."""
    return Cluster.objects.select_for_update(no_key=True, of=("self",)).get(pk=cluster.pk)


def lock_time_of(person: Member) -> None:
    """Let one at a time take hours of a resource person, whatever cluster they guide."""
    rows = Member.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    own = Q(pk=person.pk)
    list(rows.filter(own | Q(user=person.user_id) if person.user_id else own).values_list("pk"))


def lock_session(session: MentoringSession) -> MentoringSession:
    """Return the session as it is now, locked."""
    rows = MentoringSession.objects.select_for_update(no_key=True, of=("self",)).with_names()
    return rows.get(pk=session.pk)


def changed_meanwhile() -> ClusterError:
    text = _(
        "This has been changed meanwhile. Nothing of yours was saved: look at it as it is now,"
        " then decide."
    )
    return ClusterError("changed_meanwhile", text)
