"""Taking what a participant thought of a run, without keeping whose it was (T15)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from training.errors import TrainingError
from training.models import Answer, Enrolment, Evaluation, Question


@transaction.atomic
def evaluate(enrolment: Enrolment, *, answers: Mapping[Question, int | str], on: date) -> None:
    """Keep `answers` (points of a scale, or words) of somebody who was at the run.

    That they have answered is noted with the enrolment in the same transaction, and nothing else:
    no hour, no entry of the audit trail, no key. Raises TrainingError "no_answers",
    "evaluated_already", or "not_asked" for somebody who was not there.
    """
    if not answers:
        raise TrainingError("no_answers", _("Answer at least one question."))
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",))
    stored = rows.select_related("run").get(pk=enrolment.pk)
    if stored.has_evaluated:
        raise TrainingError("evaluated_already", _("You have answered already. Thank you."))
    if not Enrolment.objects.came().filter(pk=stored.pk).exists():
        raise TrainingError("not_asked", _("Only who was there is asked, once the run is over."))
    evaluation = Evaluation.objects.create(run=stored.run, submitted_on=on)
    Answer.objects.bulk_create(
        Answer(evaluation=evaluation, question=question, **_kept(answer))
        for question, answer in answers.items()
    )
    stored.has_evaluated = True
    stored.save(update_fields=["has_evaluated"])


def _kept(answer: int | str) -> dict[str, int | str]:
    return {"score": answer} if isinstance(answer, int) else {"text": answer}
