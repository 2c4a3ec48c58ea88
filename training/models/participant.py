"""Who takes part, and for whom they work (T14)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from privacy.secret_links import link_token
from training.enums import EnrolmentState
from training.models.training import Training


class Employer(models.Model):
    """An authority of the public sector that sends people; its approver confirms each (T14).

    `approver_uid` is what the approver's link is derived from: a new approver has a new one.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    domains = ArrayField(
        models.CharField(max_length=253),
        verbose_name=_("what stands after the @ of its addresses"),
        help_text=_("Several are separated by commas."),
        default=list,
        blank=True,
    )
    approver_name = models.CharField(_("approver"), max_length=120, blank=True)
    approver_email = models.EmailField(_("approver's e-mail"), blank=True)
    approver_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    approver_hash = models.CharField(max_length=64, blank=True)
    is_listed = models.BooleanField(_("may be chosen"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")

    def __str__(self) -> str:
        return self.name

    @property
    def has_approver(self) -> bool:
        """Say whether somebody there confirms; where nobody does, the coordinator has to."""
        return bool(self.approver_email and self.approver_hash)

    def approver_path(self) -> str:
        """Return the address of the approver's page, in the active language."""
        return reverse("training_approve", args=[link_token("training.approve", self.approver_uid)])


class Participant(models.Model):
    """Somebody who takes part; known again by the address, which a mailed link has proved.

    What identifies them is blank once it has been erased (X4); enrolments stay for statistics.
    """

    name = models.CharField(_("name and surname"), max_length=120, blank=True)
    email = models.EmailField(_("work e-mail"), blank=True)
    employer = models.ForeignKey(
        Employer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("employer"),
    )
    employer_name = models.CharField(_("employer, if not listed"), max_length=200, blank=True)
    field_of_work = models.CharField(_("field of work"), max_length=200, blank=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="training_participant_email"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def works_for(self) -> str:
        return self.employer.name if self.employer is not None else self.employer_name

    def has_completed(self, training: Training) -> bool:
        """Say whether the address has completed `training` here (T2)."""
        return self.enrolments.filter(training=training, state=EnrolmentState.ATTENDED).exists()
