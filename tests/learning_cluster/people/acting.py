"""Who acts in the tests of a cluster's people, what a refusal says, and the mails that wait."""

import pytest
from django.utils import translation

from learning_cluster.actions.governments import Asked
from learning_cluster.actions.members import Contact
from learning_cluster.errors import ClusterError
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry

MILA = Actor(role="cluster_coordinator", user_id=7, channel="admin")
PASSWORD = "three calm river words"


def contact(email="nova@primer.example", **more):
    return Contact(**{"name": "Нова Особа", "email": email, "language": "sr"} | more)


def asked(**more):
    facts = {"kind": "additional", "contact_name": "Вера", "contact_email": "vera@primer.example"}
    return Asked(**facts | {"language": "sr"} | more)


def refusal(action, *args, **named) -> ClusterError:
    """Return the error `action` raises, its words in English."""
    with translation.override("en"), pytest.raises(ClusterError) as error:
        action(*args, by=MILA, **named)
    return error.value


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def mails(language=None):
    """Return (kind, recipient, content) of every mail that waits, the oldest first."""
    found = []
    for one in Message.objects.order_by("pk"):
        with translation.override(language or one.language):
            content = kind_named(one.kind).render(one)
        found.append((one.kind.partition(".")[2], one.recipient, content))
    return found


def wanted(at) -> list[str]:
    """Return the kinds of the mails that would still go out at `at`."""
    rows = Message.objects.order_by("pk")
    return [
        one.kind.partition(".")[2] for one in rows if kind_named(one.kind).is_wanted(one, at=at)
    ]
