"""Who was at a session (T15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.enrolment import Enrolment
from training.models.session import Session


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
