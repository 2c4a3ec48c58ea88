"""Who gives trainings (T5, T12)."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role
from training.enums import ProviderKind
from training.models.training import Training


class Provider(models.Model):
    """A natural or legal person who offers trainings."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ProviderKind)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("provider")
        verbose_name_plural = _("providers")

    def __str__(self) -> str:
        return self.name


class TrainerQuerySet(models.QuerySet["Trainer"]):
    def active(self) -> "TrainerQuerySet":
        return self.filter(is_active=True)

    def qualified_for(self, training: Training, on: date) -> "TrainerQuerySet":
        """Keep those who may give `training` on that day, each by their own qualification."""
        return self.active().filter(
            pk__in=Qualification.objects.valid(on).filter(training=training).values("trainer")
        )

    def visible_to(self, user: User, at: datetime) -> "TrainerQuerySet":
        """Keep oneself; the coordinator sees everybody."""
        if has_role(user, Role.TRAINING_COORDINATOR, at):
            return self
        return self.filter(user=user) if user.is_active else self.none()


class Trainer(models.Model):
    """Somebody who gives trainings for a provider; with an account, on pages of their own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="trainers", verbose_name=_("provider")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="trainer",
        verbose_name=_("account"),
    )
    is_active = models.BooleanField(_("gives trainings"), default=True)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")

    def __str__(self) -> str:
        return self.name


class QualificationQuerySet(models.QuerySet["Qualification"]):
    def valid(self, on: date) -> "QualificationQuerySet":
        """Keep those in force on that day."""
        return self.filter(Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class Qualification(models.Model):
    """A trainer meets the conditions for a training, on their own and not by their pair (T5)."""

    trainer = models.ForeignKey(
        Trainer, on_delete=models.CASCADE, related_name="qualifications", verbose_name=_("trainer")
    )
    training = models.ForeignKey(
        Training,
        on_delete=models.PROTECT,
        related_name="qualifications",
        verbose_name=_("training"),
    )
    proof = models.CharField(_("how it was shown"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["trainer", "training", "valid_from"]
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "training", "valid_from"], name="training_qualification_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="training_qualification_ends_after_start",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.training}"


class Acknowledgement(models.Model):
    """A trainer has read a version of the didactic guidelines (T12)."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="acknowledgements")
    guidelines = models.ForeignKey("privacy.Notice", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "guidelines"], name="training_acknowledgement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.guidelines}"
