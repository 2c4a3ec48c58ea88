"""Who applied to a call and who scored it: exported and forgotten on request (X4).

What somebody wrote is theirs before the deadline too: an export goes to them, and to nobody else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from learning_cluster.actions.application_papers import forget_papers
from learning_cluster.enums import ApplicationState
from learning_cluster.models import Application, Scorer
from learning_cluster.models.application import ApplicationQuerySet
from privacy.audit import Actor, record
from privacy.personal_data import Person

OPEN = (ApplicationState.UNCONFIRMED, ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


class Applicants:
    name = "learning_cluster.applicants"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for row in _applications(person).select_related("call"):
            yield {
                "kind": "learning_cluster.application",
                "call": row.call.slug,
                "name": row.name,
                "email": row.email,
                "phone": row.phone,
                "applicant": row.kind,
                "profile": row.profile,
                "amount": str(row.amount or ""),
                "state": row.state,
                "reason": row.reason,
                "answers": list(row.answers.order_by("pk").values_list("text", flat=True)),
                "papers": list(row.papers.values("kind", "size", "digest")),
                "created_at": row.created_at.isoformat(),
            }

    @transaction.atomic
    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget who applied and what they wrote and left; that somebody did, and where they came.

        What was never handed in, and what is still sealed, goes altogether.
        """
        rows = list(_applications(person).select_related("call"))
        for row in rows:
            forget_papers(row.papers.all())
            row.answers.all().delete()
            key = row.pk
            if row.state in OPEN or row.call.is_sealed(at):
                row.delete()
            else:
                row.sheets.exclude(conflict="").update(conflict="–")
                reason = "–" if row.reason else ""
                blank = {"name": "", "email": "", "phone": "", "reason": reason}
                Application.objects.filter(pk=key).update(**blank)
            record(by, "erased", "learning_cluster.application", key, at=at, changed=["contact"])
        return len(rows)


class Scorers:
    name = "learning_cluster.scorers"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        for row in _scorers(person).select_related("call"):
            yield {
                "kind": "learning_cluster.scorer",
                "call": row.call.slug,
                "name": row.name,
                "conflicts": list(
                    row.sheets.exclude(conflict="").values_list("conflict", flat=True)
                ),
            }

    @transaction.atomic
    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget name and conflicts; the points stay: the decision rests on them."""
        rows = list(_scorers(person))
        for row in rows:
            row.sheets.exclude(conflict="").update(conflict="–")
            Scorer.objects.filter(pk=row.pk).update(name="–")
            record(by, "erased", "learning_cluster.scorer", row.pk, at=at, changed=["name"])
        return len(rows)


def _applications(person: Person) -> ApplicationQuerySet:
    return Application.objects.of_address(person.email)


def _scorers(person: Person) -> QuerySet[Scorer]:
    rows = Scorer.objects.exclude(name="–")
    return rows.filter(user=person.user_id) if person.user_id else rows.none()
