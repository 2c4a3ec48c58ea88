"""An application to the call and what belongs to it, sealed until the deadline (L12)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import (
    LIVE_APPLICATIONS,
    SCORED_APPLICATIONS,
    ApplicantKind,
    ApplicationState,
    PaperKind,
    Profile,
)
from learning_cluster.models.call import Call, Criterion
from learning_cluster.models.cluster import Cluster
from privacy.private_files import private_storage, random_name
from privacy.secret_links import link_token


class ApplicationQuerySet(models.QuerySet["Application"]):
    def opened(self, at: datetime) -> "ApplicationQuerySet":
        """Keep what was handed in to calls whose deadline has passed: sealed means sealed."""
        return self.received().filter(call__deadline__lte=at)

    def visible_to(self, user: User, at: datetime) -> "ApplicationQuerySet":
        """Keep the opened ones, for the coordinator of the cluster."""
        coordinated = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR,), at)
        return self.opened(at).filter(call__cluster__in=coordinated)

    def scored_by(self, user: User, at: datetime) -> "ApplicationQuerySet":
        """Keep those found eligible, for who scores their call and holds the role at `at`."""
        scored = Call.objects.scored_by(user, at)
        return self.opened(at).filter(state__in=SCORED_APPLICATIONS, call__in=scored)

    def live(self) -> "ApplicationQuerySet":
        return self.filter(state__in=LIVE_APPLICATIONS)

    def received(self) -> "ApplicationQuerySet":
        """Keep what was handed in and not withdrawn: how many is all that is told of them."""
        return self.filter(submitted_at__isnull=False).exclude(state=ApplicationState.WITHDRAWN)

    def of_address(self, email: str) -> "ApplicationQuerySet":
        return self.filter(email__iexact=email) if email else self.none()


class Application(models.Model):
    """An application; a draft is its applicant's alone, who comes by a mailed link.

    `amount` is gross in convertible marks. One applicant has one live application in a call.
    `saved_at` is when its applicant last changed it. Somebody forgotten has no `email`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(_("applicant"), max_length=8, choices=ApplicantKind)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    profile = models.CharField(_("profile"), max_length=1, choices=Profile, blank=True)
    amount = models.DecimalField(
        _("amount in KM, gross"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState, default=ApplicationState.UNCONFIRMED
    )
    language = models.CharField(max_length=10)
    privacy_notice = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["call", "rank", "submitted_at", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                "call",
                models.functions.Lower("email"),
                condition=Q(state__in=LIVE_APPLICATIONS) & ~Q(email=""),
                name="cluster_application_one_live",
                violation_error_message=_("You have an application to this call already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        ApplicationState.UNCONFIRMED,
                        ApplicationState.DRAFT,
                        ApplicationState.WITHDRAWN,
                    ]
                )
                | Q(submitted_at__isnull=False, amount__gt=0) & ~Q(profile=""),
                name="cluster_application_submitted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApplicationState.INELIGIBLE, ApplicationState.NOT_SELECTED])
                | ~Q(reason=""),
                name="cluster_application_refused_with_reason",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(state=ApplicationState.SELECTED),
                name="cluster_application_one_selected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}/{self.pk}"

    @property
    def is_unconfirmed(self) -> bool:
        return self.state == ApplicationState.UNCONFIRMED

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None and self.state != ApplicationState.WITHDRAWN

    def may_be_changed(self, at: datetime) -> bool:
        """Say whether its applicant may still change, hand in or withdraw it."""
        live = self.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
        return live and self.call.takes_applications(at)

    def token(self) -> str:
        """Return the 256-bit token of the applicant's link."""
        return link_token("learning_cluster.application", self.uid)

    def path(self, name: str = "call_application", *args: object) -> str:
        """Return the address of a page of the applicant, in the language they chose."""
        with override(self.language):
            return reverse(name, args=[self.token(), *args])


class Paper(models.Model):
    """One of the three PDF files of an application; `digest` is its SHA-256 in hex."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("kind"), max_length=8, choices=PaperKind)
    file = models.FileField(_("file"), upload_to=random_name, storage=private_storage)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["application", "kind"], name="cluster_paper_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class LetterAnswer(models.Model):
    """What the cover letter says to one point of the profile (L12): the letter answers each."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="cluster_letteranswer_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
