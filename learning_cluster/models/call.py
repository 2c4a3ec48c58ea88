"""The call for a resource person and the applications to it, sealed until its deadline (L12)."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role
from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import (
    LIVE_APPLICATIONS,
    ApplicantKind,
    ApplicationState,
    CriterionKind,
    PaperKind,
    Profile,
)
from learning_cluster.models.cluster import Cluster
from learning_cluster.models.words import Named, Told
from privacy.private_files import private_storage, random_name


class CallQuerySet(models.QuerySet["Call"]):
    def public(self) -> "CallQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User, at: datetime) -> "CallQuerySet":
        """Keep the calls of the clusters somebody coordinates."""
        return self.filter(
            cluster__in=Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR,), at)
        )

    def scored_by(self, user: User) -> "CallQuerySet":
        return self.filter(scorers__user=user) if user.is_active else self.none()


class Call(Named):
    """A call: its `ceiling` is gross in convertible marks, travel and lodging inside.

    Applications are opened at `deadline`, not a moment before; hours are those of the cluster's
    zone.
    """

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="calls")
    about_sr = models.TextField(_("about the task in Serbian"), max_length=8000)
    about_sl = models.TextField(_("about the task in Slovene"), max_length=8000, blank=True)
    about_en = models.TextField(_("about the task in English"), max_length=8000, blank=True)
    ceiling = models.DecimalField(
        _("ceiling in KM, gross"),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    published_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"))
    decided_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    about = Translated(source=SR)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline"]
        verbose_name = _("call for a resource person")
        verbose_name_plural = _("calls for resource persons")

    def is_sealed(self, at: datetime) -> bool:
        """Say whether nobody may open applications yet."""
        return at < self.deadline

    def takes_applications(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at < self.deadline


class Criterion(Told):
    """What an applicant must or may bring; an advantage earns up to `most` points."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    kind = models.CharField(_("kind"), max_length=10, choices=CriterionKind)
    most = models.PositiveSmallIntegerField(_("most points"), default=0)

    class Meta:
        ordering = ["call", "order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def opened(self, at: datetime) -> "ApplicationQuerySet":
        """Keep what was handed in to calls whose deadline has passed: sealed means sealed."""
        return self.filter(call__deadline__lte=at, submitted_at__isnull=False).exclude(
            state=ApplicationState.WITHDRAWN
        )

    def visible_to(self, user: User, at: datetime) -> "ApplicationQuerySet":
        """Keep the opened ones, for the coordinator of the cluster and the call's scorers."""
        if not user.is_active:
            return self.none()
        coordinated = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR,), at)
        calls = Q(call__cluster__in=coordinated)
        if has_role(user, Role.CALL_SCORER, at):
            calls |= Q(call__scorers__user=user)
        return self.opened(at).filter(calls).distinct()


class Application(models.Model):
    """An application; a draft is its applicant's alone, who comes by a mailed link.

    `amount` is gross in convertible marks. One applicant has one live application in a call.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(_("applicant"), max_length=8, choices=ApplicantKind)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
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
                condition=Q(state__in=LIVE_APPLICATIONS),
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


class Scorer(models.Model):
    """Somebody who scores a call's applications."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="scorers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scored_calls"
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["call", "name"]
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="cluster_scorer_once")]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """A scorer's word on an application: a conflict of interest with its reason, or scores."""

    scorer = models.ForeignKey(Scorer, on_delete=models.CASCADE, related_name="sheets")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sheets")
    has_conflict = models.BooleanField(_("conflict of interest"), null=True, blank=True)
    conflict = models.CharField(_("which conflict"), max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorer", "application"], name="cluster_sheet_once"),
            models.CheckConstraint(
                condition=~Q(has_conflict=True) | ~Q(conflict=""),
                name="cluster_sheet_conflict_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer}/{self.application_id}"


class Score(models.Model):
    """Points of a scorer for one criterion; a required one is met (1) or not (0)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="cluster_score_once")
        ]

    def __str__(self) -> str:
        return str(self.points)
