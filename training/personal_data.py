"""Who took part and who asked for a run: exported and forgotten on request (X4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from calendars.actions.links import take_link
from privacy.audit import Actor, record
from privacy.personal_data import Person
from training.actions.enrolment_endings import withdraw_for
from training.enums import EnrolmentState, RequestState
from training.feeds_of_participants import OF_PARTICIPANTS, holder_of
from training.models import Participant, RunRequest


class Participants:
    name = "training.participants"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for one in _participants(person).select_related("employer"):
            yield {
                "kind": "training.participant",
                "name": one.name,
                "email": one.email,
                "employer": one.works_for,
                "field_of_work": one.field_of_work,
                "created_at": one.created_at.isoformat(),
            }
            for row in one.enrolments.with_names():
                yield {
                    "kind": "training.enrolment",
                    "training": row.training.name,
                    "state": row.state,
                    "typed": row.typed,
                    "waiver_reason": row.waiver_reason,
                    "reason": row.reason,
                    "created_at": row.created_at.isoformat(),
                }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget name, address, employer and what was written of oneself; rows stay (X4).

        A place still to come is given back: nobody could be told of it any more. What was not
        confirmed yet goes altogether, and its link with it.
        """
        erased = 0
        for one in list(_participants(person)):
            one.enrolments.filter(state=EnrolmentState.UNCONFIRMED).delete()
            for row in one.enrolments.live():
                withdraw_for(row, by=by, at=at)
            take_link(OF_PARTICIPANTS, holder_of(one), by=by, at=at)
            one.enrolments.update(waiver_reason="", typed={})
            one.enrolments.exclude(reason="").update(reason="–")
            blank = {"name": "", "email": "", "employer": None, "employer_name": ""}
            Participant.objects.filter(pk=one.pk).update(**blank, field_of_work="")
            record(by, "erased", "training.participant", one.pk, at=at, changed=["contact"])
            erased += 1
        return erased


class Requesters:
    name = "training.requesters"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for row in _requests(person).select_related("variant__training"):
            yield {
                "kind": "training.run_request",
                "training": row.variant.training.name,
                "authority": row.employer_name,
                "contact_name": row.contact_name,
                "contact_email": row.contact_email,
                "wishes": row.wishes,
                "created_at": row.created_at.isoformat(),
            }

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget name and address; what the authority asked for stays, if it was confirmed."""
        _requests(person).filter(state=RequestState.UNCONFIRMED).delete()
        keys = list(_requests(person).values_list("pk", flat=True))
        for key in keys:
            RunRequest.objects.filter(pk=key).update(contact_name="", contact_email="")
            record(by, "erased", "training.run_request", key, at=at, changed=["contact"])
        return len(keys)


def _participants(person: Person) -> QuerySet[Participant]:
    rows = Participant.objects.all()
    return rows.filter(email__iexact=person.email) if person.email else rows.none()


def _requests(person: Person) -> QuerySet[RunRequest]:
    rows = RunRequest.objects.all()
    return rows.filter(contact_email__iexact=person.email) if person.email else rows.none()
