"""What remains of a run: attendance, certificates, what participants thought of it (T15)."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from training.enums import QuestionKind
from training.models.enrolment import Enrolment
from training.models.run import Run
from training.models.session import Session
from training.models.training import Training


class Attendance(models.Model):
    """Whether somebody was at a session; no row: not noted yet."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    is_present = models.BooleanField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "enrolment"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="training_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.is_present}"


class CertificateYear(models.Model):
    """The last number given in a year; locked by whoever gives the next."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Certificate(models.Model):
    """A numbered certificate, publicly verifiable and revocable (T15).

    What it says is kept as it was issued. A revoked one keeps its number, so that every number of
    a year from 1 to its last is accounted for.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    name = models.CharField(_("name and surname"), max_length=120, blank=True)
    issued_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="training_certificate_number"),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True),
                name="training_certificate_one_valid",
                violation_error_message=_("There is a valid certificate already."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="training_certificate_revoked_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        return f"UA-{self.year}-{self.number:05d}"


class Question(models.Model):
    """A question of the evaluation; without a training it is asked after each."""

    training = models.ForeignKey(
        Training, null=True, blank=True, on_delete=models.CASCADE, related_name="questions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text_sl = models.CharField(max_length=300)
    text_sr = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    is_asked = models.BooleanField(_("is asked"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question of the evaluation")
        verbose_name_plural = _("questions of the evaluation")

    text = Translated()

    def __str__(self) -> str:
        return self.text


class Evaluation(models.Model):
    """One filled questionnaire. Nothing leads to whoever filled it: the day, and no hour."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="evaluations")
    submitted_on = models.DateField()

    class Meta:
        ordering = ["run", "?"]

    def __str__(self) -> str:
        return f"{self.run}"


class Answer(models.Model):
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="training_answer_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                name="training_answer_scale",
            ),
        ]

    def __str__(self) -> str:
        return str(self.score or self.text)
