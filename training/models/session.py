"""The days of a run, who teaches at that hour, and how the dates were agreed (T6, T7)."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.enums import Reply
from training.models.provider import Trainer
from training.models.run import Run
from training.models.training import WorkForm
from training.models.variant import Segment


class Session(models.Model):
    """One part of a run at its hour; its plan names the forms of work (T4)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sessions")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField(_("time"))
    work_forms = models.ManyToManyField(WorkForm, blank=True, verbose_name=_("forms of work"))
    plan = models.TextField(_("plan of the session"), max_length=4000, blank=True)

    class Meta:
        ordering = ["period", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["run", "segment"], name="training_session_once"),
            ExclusionConstraint(
                name="training_session_one_at_a_time",
                expressions=[
                    ("run", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two sessions of a run cannot be at the same hour."),
            ),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
                name="training_session_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.period.lower:%Y-%m-%d %H:%M}"

    @property
    def starts_at(self) -> datetime:
        return self.period.lower

    @property
    def ends_at(self) -> datetime:
        return self.period.upper


class Teaching(models.Model):
    """A trainer's hour is given to a session: never two at once (T6).

    A row stands for as long as the trainer has accepted and the run is not called off.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="teachings")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="teachings")
    period = DateTimeRangeField()

    class Meta:
        ordering = ["period", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "trainer"], name="training_teaching_once"),
            ExclusionConstraint(
                name="training_teaching_one_at_a_time",
                expressions=[
                    ("trainer", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The trainer teaches elsewhere at that hour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer} {self.period.lower:%Y-%m-%d %H:%M}"


class DateProposal(models.Model):
    """Hours proposed for a run, one start a segment in their order (T7).

    `trainer` is empty where the client's coordinator proposes.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="date_proposals")
    trainer = models.ForeignKey(
        Trainer, null=True, blank=True, on_delete=models.PROTECT, related_name="date_proposals"
    )
    starts = ArrayField(models.DateTimeField(), verbose_name=_("starts"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply, default=Reply.ASKED)
    created_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("proposal of dates")
        verbose_name_plural = _("proposals of dates")
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(reply=Reply.ACCEPTED),
                name="training_dateproposal_one_accepted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.reply}"
