"""Expert days booked against the plan, and the signed sheet the fee is paid by (L5, L9)."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.mentoring import MentoringSession
from learning_cluster.models.people import Member


class TimeSheet(models.Model):
    """The days of a period as the resource person signed and the coordinator confirmed them.

    `lines` is what it said: [{"day", "phase", "halves", "what", "reason"}], kept as signed;
    `digest` is the SHA-256 of it in hex. A signed sheet's days are changed no more.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="time_sheets")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="time_sheets")
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_name = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-signed_at"]
        verbose_name = _("time sheet")
        verbose_name_plural = _("time sheets")

    def __str__(self) -> str:
        return f"{self.member} {self.first:%Y-%m-%d}–{self.last:%Y-%m-%d}"


class WorkDay(models.Model):
    """Half a day or a whole one of the resource person's work, booked to a phase.

    What goes over the plan of the phase carries a reason; the check is the writer's, since it
    needs a sum.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="work_days")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="work_days")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="work_days")
    day: "models.DateField[date, date]" = models.DateField(_("day"))
    halves = models.PositiveSmallIntegerField(_("half days"))
    what = models.CharField(_("what was done"), max_length=300)
    reason = models.CharField(_("reason for more than planned"), max_length=500, blank=True)
    is_over = models.BooleanField(_("over the plan"), default=False)
    session = models.ForeignKey(
        MentoringSession, null=True, blank=True, on_delete=models.SET_NULL, related_name="work_days"
    )
    sheet = models.ForeignKey(
        TimeSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="work_days"
    )
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("booked day")
        verbose_name_plural = _("booked days")
        constraints = [
            models.CheckConstraint(
                condition=Q(halves__in=[1, 2]),
                name="cluster_workday_halves",
                violation_error_message=_("Book half a day or a whole day."),
            ),
            models.CheckConstraint(
                condition=Q(is_over=False) | ~Q(reason=""),
                name="cluster_workday_over_with_reason",
                violation_error_message=_("Say why more days were needed than planned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.days}"

    @property
    def days(self) -> Decimal:
        return Decimal(self.halves) / 2
