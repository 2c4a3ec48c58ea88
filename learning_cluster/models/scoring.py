"""Who scores the applications to a call, and what they say of each (L12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning_cluster.models.application import Application
from learning_cluster.models.call import Call, Criterion


class Scorer(models.Model):
    """Somebody who scores a call's applications."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="scorers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scored_calls"
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["call", "name"]
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="cluster_scorer_once")]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """A scorer's word on an application: a conflict of interest with its reason, or scores."""

    scorer = models.ForeignKey(Scorer, on_delete=models.CASCADE, related_name="sheets")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sheets")
    has_conflict = models.BooleanField(_("conflict of interest"), null=True, blank=True)
    conflict = models.CharField(_("which conflict"), max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorer", "application"], name="cluster_sheet_once"),
            models.CheckConstraint(
                condition=~Q(has_conflict=True) | ~Q(conflict=""),
                name="cluster_sheet_conflict_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer}/{self.application_id}"

    @property
    def counts(self) -> bool:
        return self.has_conflict is False and self.finished_at is not None


class Score(models.Model):
    """Points of a scorer for one criterion; a required one is met (1) or not (0)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="cluster_score_once")
        ]

    def __str__(self) -> str:
        return str(self.points)
