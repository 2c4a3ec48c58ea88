"""Whose name stands by versions of documents and by feedback: exported and forgotten (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from learning_cluster.models import DocumentVersion, Feedback, Member
from privacy.audit import Actor, record
from privacy.personal_data import Person


class Writers:
    name = "learning_cluster.writers"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        authors = Member.objects.of_person(person)
        for version in DocumentVersion.objects.filter(author__in=authors):
            yield {
                "kind": "learning_cluster.version",
                "number": version.number,
                "texts": version.texts,
                "note": version.note,
                "saved_at": version.saved_at.isoformat(),
            }
        for row in Feedback.objects.filter(author__in=authors):
            yield {
                "kind": "learning_cluster.feedback",
                "text": row.text,
                "given_at": row.given_at.isoformat(),
            }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget the names of those whose place has ended or whose cluster is concluded.

        The texts stay: they are the local government's, or what it was told. A member whose own
        name is forgotten already is known by that.
        """
        forgotten = list((Member.objects.of_person(person) | Member.objects.filter(name="")).over())
        erased = 0
        for kind, name in ((DocumentVersion, "version"), (Feedback, "feedback")):
            rows = kind.objects.filter(author__in=forgotten).exclude(author_name="")
            for key in list(rows.values_list("pk", flat=True)):
                kind.objects.filter(pk=key).update(author_name="")
                record(by, "erased", f"learning_cluster.{name}", key, at=at, changed=["author"])
                erased += 1
        return erased
