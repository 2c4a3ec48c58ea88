"""The call for a resource person: what is asked, up to what sum, until when (L12)."""

from datetime import datetime
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import CallStage, CriterionKind
from learning_cluster.models.cluster import Cluster
from learning_cluster.models.words import Named, Told


class CallQuerySet(models.QuerySet["Call"]):
    def public(self, at: datetime) -> "CallQuerySet":
        return self.filter(published_at__lte=at)

    def visible_to(self, user: User, at: datetime) -> "CallQuerySet":
        """Keep the calls of the clusters somebody coordinates."""
        return self.filter(
            cluster__in=Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR,), at)
        )

    def scored_by(self, user: User, at: datetime) -> "CallQuerySet":
        """Keep the calls somebody scores who holds the role for their clusters at `at`."""
        clusters = Cluster.objects.of_roles(user, (Role.CALL_SCORER,), at)
        return self.filter(scorers__user=user, cluster__in=clusters)

    def with_names(self) -> "CallQuerySet":
        return self.select_related("cluster__project")


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
        return self.stage(at) == CallStage.OPEN

    def stage(self, at: datetime) -> CallStage:
        """Say where the call stands; the deadline itself is no longer within it."""
        if self.published_at is None or at < self.published_at:
            return CallStage.DRAFT
        if self.archived_at is not None:
            return CallStage.ARCHIVED
        if self.decided_at is not None:
            return CallStage.DECIDED
        return CallStage.OPEN if at < self.deadline else CallStage.SCORING


class Criterion(Told):
    """What an applicant must or may bring; an advantage earns up to `most` points."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    kind = models.CharField(_("kind"), max_length=10, choices=CriterionKind)
    most = models.PositiveSmallIntegerField(_("most points"), default=0)

    class Meta:
        ordering = ["call", "order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
