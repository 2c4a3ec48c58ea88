"""An authority asks for a run of its own (T14)."""

import uuid
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role
from privacy.secret_links import link_token
from training.enums import RequestState
from training.models.run import Run
from training.models.variant import Variant


class RunRequestQuerySet(models.QuerySet["RunRequest"]):
    def proved(self) -> "RunRequestQuerySet":
        return self.exclude(state=RequestState.UNCONFIRMED)

    def visible_to(self, user: User, at: datetime) -> "RunRequestQuerySet":
        """Keep what the coordinator reads: nothing before its sender has proved the address."""
        is_coordinator = has_role(user, Role.TRAINING_COORDINATOR, at)
        return self.proved() if is_coordinator else self.none()


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
    privacy_notice = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = RunRequestQuerySet.as_manager()

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

    def status_path(self) -> str:
        """Return the address of the sender's page, in the language of the request."""
        with override(self.language):
            return reverse("training_request_status", args=[self.token()])

    def token(self) -> str:
        return link_token("training.request", self.uid)
