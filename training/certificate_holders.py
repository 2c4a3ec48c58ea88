"""Whose name stands on certificates: exported and forgotten on request (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from privacy.audit import Actor, record
from privacy.personal_data import Person
from training.models import Certificate
from training.models.certificate import CertificateQuerySet

ERASED = "–"


class CertificateHolders:
    # Asked before the participants themselves, by whose address a certificate is found.
    name = "training.certificates"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for row in _rows(person):
            yield {
                "kind": "training.certificate",
                "number": row.full_number,
                "name": row.name,
                "training": row.facts["training"],
                "issued_at": row.issued_at.isoformat(),
                "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
                "revoked_reason": row.revoked_reason,
            }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget the name, and what was written of a revocation; the number stays what it was."""
        rows = list(_rows(person).exclude(name=""))
        for row in rows:
            row.name, row.revoked_reason = "", ERASED if row.revoked_reason else ""
            row.save(update_fields=["name", "revoked_reason"])
            record(by, "erased", "training.certificate", row.pk, at=at, changed=["name"])
        return len(rows)


def _rows(person: Person) -> CertificateQuerySet:
    rows = Certificate.objects.all()
    if not person.email:
        return rows.none()
    return rows.filter(enrolment__participant__email__iexact=person.email)
