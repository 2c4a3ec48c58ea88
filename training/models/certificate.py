"""Certificates of those who completed a training (T15)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role
from languages.translated import pick
from privacy.secret_links import link_token
from training.models.enrolment import Enrolment


class CertificateYear(models.Model):
    """The last number given in a year; locked by whoever gives the next."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> "CertificateQuerySet":
        return self.filter(revoked_at__isnull=True)

    def numbered(self, text: str) -> "CertificateQuerySet":
        """Keep those whose number or name holds `text`: "UA-2026-00012", "12" or a surname."""
        year, number = _year_and_number(text)
        by_name = Q(name__icontains=text)
        if number is None:
            return self.filter(by_name)
        by_number = Q(number=number) if year is None else Q(year=year, number=number)
        return self.filter(by_name | by_number)

    def visible_to(self, user: User, at: datetime) -> "CertificateQuerySet":
        """Keep all for the coordinator, and nothing for anybody else."""
        return self if has_role(user, Role.TRAINING_COORDINATOR, at) else self.none()


class Certificate(models.Model):
    """A numbered certificate, publicly verifiable and revocable (T15).

    What it says is kept as it was issued: `facts` (training.certificate_facts) and `name`, which
    is blank once the person has been erased. A revoked one keeps its number, so that every number
    of a year from 1 to its last is accounted for. Two secrets lead to it: the public page printed
    on the paper, which names nobody, and the participant's own, where the paper itself is.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    name = models.CharField(_("name and surname"), max_length=120, blank=True)
    language = models.CharField(max_length=10)
    facts = models.JSONField()
    issued_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    download_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = CertificateQuerySet.as_manager()

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

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def training_name(self) -> str:
        """Return the name of the training as it was then, in the active language."""
        return pick(self.facts["training"], get_language())

    def public_token(self) -> str:
        """Return the secret of the page that says whether the certificate is valid."""
        return link_token("training.verify", self.uid)

    def download_token(self) -> str:
        """Return the secret of the participant's page."""
        return link_token("training.certificate", self.uid)

    def public_path(self) -> str:
        """Return the address of the page that anybody with the paper opens, in its language."""
        with override(self.language):
            return reverse("training_verify", args=[self.public_token()])

    def download_path(self) -> str:
        """Return the address of the participant's page, in the language of the certificate."""
        with override(self.language):
            return reverse("training_certificate", args=[self.download_token()])


def _year_and_number(text: str) -> tuple[int | None, int | None]:
    """Return what a number that was typed names; None where it names none."""
    parts = text.strip().upper().removeprefix("UA-").split("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        return None, None
    if len(parts) == 1:
        return None, int(parts[0])
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 else (None, None)
