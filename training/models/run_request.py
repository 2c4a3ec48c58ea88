"""An authority asks for a run of its own (T14)."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.enums import RequestState
from training.models.run import Run
from training.models.variant import Variant


class RunRequest(models.Model):
    """A wish, proved by a mailed link as enrolments are; a planned one names its run."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="requests", verbose_name=_("variant")
    )
    employer_name = models.CharField(_("authority"), max_length=200)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("work e-mail"), blank=True)
    people = models.PositiveSmallIntegerField(
        _("expected number of participants"), validators=[MinValueValidator(1)]
    )
    wishes = models.TextField(_("wished dates and place"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.UNCONFIRMED
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    run = models.OneToOneField(
        Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="request"
    )
    language = models.CharField(max_length=10)
    link_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request for a run")
        verbose_name_plural = _("requests for runs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED) | ~Q(reason=""),
                name="training_runrequest_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.PLANNED) | Q(run__isnull=False),
                name="training_runrequest_planned_has_run",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name}: {self.variant}"
