"""What participants are asked after a run, and what they answered (T15)."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from training.enums import QuestionKind
from training.models.run import Run
from training.models.training import Training


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_after(self, training: Training) -> "QuestionQuerySet":
        """Keep what participants of `training` are asked now."""
        return self.filter(Q(training=None) | Q(training=training), is_asked=True)


class Question(models.Model):
    """A question of the evaluation; without a training it is asked after each."""

    training = models.ForeignKey(
        Training,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=_("training"),
        help_text=_("Without one it is asked after every training."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text_sl = models.CharField(max_length=300)
    text_sr = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    is_asked = models.BooleanField(
        _("is asked"),
        default=True,
        help_text=_(
            "A question with answers cannot be deleted: switch it off. One that means something"
            " else is a new question."
        ),
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question of the evaluation")
        verbose_name_plural = _("questions of the evaluation")

    text = Translated()

    def __str__(self) -> str:
        return self.text

    @property
    def is_graded(self) -> bool:
        return self.kind == QuestionKind.SCALE


class Evaluation(models.Model):
    """One filled questionnaire. Nothing leads to whoever filled it: the day, and no hour.

    Keys are random, here and of answers: counted ones would tell in which order they came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="evaluations")
    submitted_on = models.DateField()

    class Meta:
        ordering = ["run", "pk"]

    def __str__(self) -> str:
        return f"{self.run}"


class Answer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="training_answer_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                name="training_answer_scale",
            ),
        ]

    def __str__(self) -> str:
        return str(self.score or self.text)
