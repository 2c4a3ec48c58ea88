"""Approvers and trainers, exported and forgotten on request (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from privacy.audit import Actor, record
from privacy.personal_data import Person
from training.actions.employers import name_approver
from training.models import Employer, Trainer


class Parties:
    name = "training.parties"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for employer in _approved_by(person):
            yield {
                "kind": "training.employer",
                "employer": employer.name,
                "approver_name": employer.approver_name,
                "approver_email": employer.approver_email,
            }
        for trainer in _trainers(person).select_related("provider"):
            yield {
                "kind": "training.trainer",
                "provider": trainer.provider.name,
                "name": trainer.name,
                "email": trainer.email,
                "phone": trainer.phone,
            }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget approvers, and trainers who give no trainings any more.

        Whoever still teaches is needed by name: participants are told who comes.
        """
        erased = 0
        for employer in _approved_by(person):
            erased += name_approver(employer, name="", email="", by=by, at=at)
        for trainer in _trainers(person).filter(is_active=False):
            trainer.name = trainer.phone = ""
            trainer.email = f"{trainer.uid}@erased.invalid"  # addresses are unique
            trainer.save(update_fields=["name", "phone", "email"])
            record(by, "erased", "training.trainer", trainer.pk, at=at, changed=["name", "email"])
            erased += 1
        return erased


def _approved_by(person: Person) -> QuerySet[Employer]:
    rows = Employer.objects.all()
    return rows.filter(approver_email__iexact=person.email) if person.email else rows.none()


def _trainers(person: Person) -> QuerySet[Trainer]:
    known = Q(pk__in=[])
    if person.email:
        known |= Q(email__iexact=person.email)
    if person.user_id is not None:
        known |= Q(user=person.user_id)
    return Trainer.objects.filter(known)
