"""People of clusters and contacts of local governments, exported and forgotten on request (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from learning_cluster.models import Member, Membership
from privacy.audit import Actor, record
from privacy.personal_data import Person

KEPT_OF_MEMBER = ("name", "email", "phone", "organisation", "post", "reason")


class People:
    name = "learning_cluster.people"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for member in Member.objects.of_person(person).select_related(
            "cluster", "membership__government"
        ):
            government = member.membership.government.name_sr if member.membership else ""
            yield {
                "kind": "learning_cluster.member",
                "cluster": member.cluster.name_sr,
                "role": member.role,
                "local_government": government,
                "state": member.state,
                "invited_at": member.invited_at.isoformat(),
                **{name: getattr(member, name) for name in KEPT_OF_MEMBER},
            }
        for row in _contacts(person).select_related("cluster", "government"):
            yield {
                "kind": "learning_cluster.membership",
                "cluster": row.cluster.name_sr,
                "local_government": row.government.name_sr,
                "contact_name": row.contact_name,
                "contact_email": row.contact_email,
            }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget contacts, and people whose place has ended or whose cluster is concluded.

        Whoever is in a cluster now is needed by name: their place is ended first. What they wrote
        for their local government stays, it is the local government's.
        """
        erased = 0
        for member in Member.objects.of_person(person).over():
            for name in (*KEPT_OF_MEMBER, "user"):
                setattr(member, name, None if name == "user" else "")
            member.email = f"{member.uid}@erased.invalid"  # addresses are unique in a cluster
            member.save(update_fields=[*KEPT_OF_MEMBER, "user"])
            record(
                by, "erased", "learning_cluster.member", member.pk, at=at, changed=KEPT_OF_MEMBER
            )
            erased += 1
        for key in list(_contacts(person).values_list("pk", flat=True)):
            Membership.objects.filter(pk=key).update(contact_name="", contact_email="")
            record(by, "erased", "learning_cluster.membership", key, at=at, changed=["contact"])
            erased += 1
        return erased


def _contacts(person: Person) -> QuerySet[Membership]:
    rows = Membership.objects.all()
    return rows.filter(contact_email__iexact=person.email) if person.email else rows.none()
