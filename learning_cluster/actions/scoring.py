"""What a scorer says of an application: a conflict of interest, or scores (L12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.application_locks import LABEL, lock_application
from learning_cluster.enums import SCORED_APPLICATIONS, CallStage, CriterionKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Criterion, Score, Scorer, Sheet
from privacy.audit import Actor, record


@dataclass(frozen=True)
class Given:
    """Points for a criterion; a required one is met (1) or not (0)."""

    points: int
    comment: str = ""


@transaction.atomic
def declare(
    scorer: Scorer,
    application: Application,
    *,
    has_conflict: bool,
    conflict: str = "",
    by: Actor,
    at: datetime,
) -> Sheet:
    """Note whether the scorer has a conflict of interest, before anything of it is opened.

    Who has none may still find one later; a conflict once declared stays. Raises ClusterError
    "not_scoring", "conflict" or "reason_needed".
    """
    row = _scored(application, scorer, at)
    sheet, _is_new = Sheet.objects.get_or_create(scorer=scorer, application=row)
    if sheet.has_conflict:
        raise ClusterError("conflict", _("You have declared a conflict of interest here."))
    if has_conflict and not conflict:
        raise ClusterError("reason_needed", _("Write which conflict of interest you have."))
    sheet.has_conflict = has_conflict
    sheet.conflict = conflict if has_conflict else ""
    if has_conflict:
        sheet.finished_at = None
        sheet.scores.all().delete()
    sheet.save()
    verb = "conflict_declared" if has_conflict else "no_conflict"
    record(by, verb, LABEL, row.pk, at=at)
    return sheet


@transaction.atomic
def give_scores(
    scorer: Scorer,
    application: Application,
    given: Mapping[Criterion, Given],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep a scorer's points for every criterion; they may be changed until the decision.

    Raises ClusterError "not_scoring", "not_declared", "conflict", "not_whole" or "too_many_points".
    """
    row = _scored(application, scorer, at)
    sheet = Sheet.objects.filter(scorer=scorer, application=row).first()
    if sheet is None or sheet.has_conflict is None:
        text = _("Say first whether you have a conflict of interest.")
        raise ClusterError("not_declared", text)
    if sheet.has_conflict:
        raise ClusterError("conflict", _("You have declared a conflict of interest here."))
    _check(row, given)
    for criterion, one in given.items():
        facts = {"points": one.points, "comment": one.comment}
        Score.objects.update_or_create(sheet=sheet, criterion=criterion, defaults=facts)
    sheet.finished_at = at
    sheet.save(update_fields=["finished_at"])
    record(by, "scored", LABEL, row.pk, at=at)


def _scored(application: Application, scorer: Scorer, at: datetime) -> Application:
    """Return the application locked, if it is being scored by that scorer."""
    row = lock_application(application)
    is_theirs = scorer.call_id == row.call_id and row.state in SCORED_APPLICATIONS
    if not is_theirs or row.call.stage(at) != CallStage.SCORING:
        text = _("This application is not scored now. Nothing of yours was saved.")
        raise ClusterError("not_scoring", text)
    return row


def _check(row: Application, given: Mapping[Criterion, Given]) -> None:
    criteria = {one.pk for one in row.call.criteria.all()}
    if {one.pk for one in given} != criteria:
        raise ClusterError("not_whole", _("Score every criterion."))
    for criterion, one in given.items():
        most = 1 if criterion.kind == CriterionKind.REQUIRED else criterion.most
        if not 0 <= one.points <= most:
            text = _("At most %(most)s points can be given here.")
            raise ClusterError("too_many_points", text % {"most": most})
