"""Taking what a member thinks of what they learned, without keeping whose it was (L13)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from learning_cluster.errors import ClusterError
from learning_cluster.evaluation import is_asked
from learning_cluster.models import (
    EvaluationAnswer,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationSheet,
    Member,
)


@transaction.atomic
def evaluate(
    member: Member, *, answers: Mapping[EvaluationQuestion, int | str], at: datetime
) -> None:
    """Keep `answers` (a grade from 1 to 5, or words) of somebody who is asked.

    That they have answered is noted in the same transaction with the day alone: no hour, no entry
    of the audit trail, no key. Raises ClusterError "no_answers", "not_asked" or
    "evaluated_already".
    """
    if not answers:
        raise ClusterError("no_answers", _("Answer at least one question."))
    if not is_asked(member, at=at):
        text = _("Only who learned in the cluster is asked, from the third exchange event on.")
        raise ClusterError("not_asked", text)
    day = at.astimezone(member.cluster.tz).date()
    try:
        with transaction.atomic():
            EvaluationGiven.objects.create(cluster=member.cluster, member=member, day=day)
    except IntegrityError:
        text = _("You have answered already. Thank you.")
        raise ClusterError("evaluated_already", text) from None
    sheet = EvaluationSheet.objects.create(cluster=member.cluster)
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(sheet=sheet, question=question, **_kept(answer))
        for question, answer in answers.items()
    )


def _kept(answer: int | str) -> dict[str, int | str]:
    return {"grade": answer} if isinstance(answer, int) else {"words": answer}
