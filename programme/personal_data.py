"""Who submitted something for an authority: exported and forgotten on request (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from privacy.audit import Actor, record
from privacy.personal_data import Person
from programme.models import KINDS, Challenge, SupportRequest
from programme.models.submission import SubmissionQuerySet


class Submitters:
    name = "programme.submitters"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for kind, model in KINDS.items():
            for row in _rows(model, person).select_related("authority"):
                yield {
                    "kind": f"programme.{kind}",
                    "authority": row.authority.name,
                    "title": row.title,
                    "contact_name": row.contact_name,
                    "contact_email": row.contact_email,
                    "created_at": row.created_at.isoformat(),
                }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget name and address; what the authority submitted stays, it is the authority's."""
        erased = 0
        for kind, model in KINDS.items():
            for key in list(_rows(model, person).values_list("pk", flat=True)):
                model.objects.filter(pk=key).update(contact_name="", contact_email="")
                record(by, "erased", f"programme.{kind}", key, at=at, changed=["contact"])
                erased += 1
        return erased


def _rows(model: type[Challenge] | type[SupportRequest], person: Person) -> SubmissionQuerySet:
    rows = model.objects.all()
    return rows.filter(contact_email__iexact=person.email) if person.email else rows.none()
