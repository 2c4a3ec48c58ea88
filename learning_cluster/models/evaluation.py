"""What members think of what they learned, asked at event 3 without names (L13)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning_cluster.models.cluster import Cluster
from learning_cluster.models.people import Member
from learning_cluster.models.words import Told


class EvaluationQuestion(Told):
    """A question; graded ones are answered from 1 to 5, the others in words."""

    is_graded = models.BooleanField(_("graded from 1 to 5"), default=True)
    is_active = models.BooleanField(_("asked"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question of the evaluation")
        verbose_name_plural = _("questions of the evaluation")


class EvaluationGiven(models.Model):
    """That a member has answered; which answers are theirs is not kept."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="evaluations_given")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "member"], name="cluster_evaluation_once")
        ]

    def __str__(self) -> str:
        return f"{self.cluster}"


class EvaluationSheet(models.Model):
    """One set of answers without a name; the random key tells nothing of when it came."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="evaluation_sheets")

    def __str__(self) -> str:
        return str(self.key)


class EvaluationAnswer(models.Model):
    """An answer: a grade or words."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(EvaluationQuestion, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="cluster_answer_once"),
            models.CheckConstraint(
                condition=(Q(grade__range=(1, 5)) & Q(words=""))
                | (Q(grade__isnull=True) & ~Q(words="")),
                name="cluster_answer_grade_or_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.grade or self.words)
