"""A learning cluster and its work plan with dates (L2–L6)."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.grants import EVERYWHERE, has_role, scopes_of
from accounts.models import User
from accounts.roles import Role
from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import MOST_PARTICIPANTS, ClusterState, WindowKind
from learning_cluster.models.blueprint import Blueprint, PhaseFacts
from learning_cluster.models.project import Project
from learning_cluster.models.words import Named

# Each of them is granted for one cluster, or for all.
INSIDE = (
    Role.CLUSTER_COORDINATOR,
    Role.RESOURCE_PERSON,
    Role.CLUSTER_MEMBER,
    Role.PARTNER_REVIEWER,
)


SARAJEVO = "Europe/Sarajevo"
# Where associations of the project's region work.
ZONES = [(name, name) for name in (SARAJEVO, "Europe/Belgrade", "Europe/Skopje", "Europe/Tirane")]


class ClusterQuerySet(models.QuerySet["Cluster"]):
    def public(self) -> "ClusterQuerySet":
        return self.filter(is_public=True).exclude(state=ClusterState.DRAFT)

    def visible_to(self, user: User, at: datetime) -> "ClusterQuerySet":
        """Keep the clusters somebody is in, in whatever role, or coordinates."""
        return self.of_roles(user, INSIDE, at)

    def of_roles(self, user: User, roles: "tuple[Role, ...]", at: datetime) -> "ClusterQuerySet":
        """Keep the clusters for which `user` holds one of `roles` at `at`; a query a role."""
        keys: set[int] = set()
        for role in roles:
            scopes = scopes_of(user, role, at, model=Cluster)
            if scopes is EVERYWHERE:
                return self
            keys |= set(scopes)  # type: ignore[arg-type]  # EVERYWHERE has gone
        return self.filter(pk__in=keys)


class Cluster(Named):
    """One cluster of a project. `starts_on` to `ends_on` is the declared period, both days in it.

    `host` names the association that invites; hours are those of `zone`. `version` grows with
    every change of the plan, so that two who edit do not overwrite one another.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="clusters", verbose_name=_("project")
    )
    blueprint = models.ForeignKey(
        Blueprint,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="clusters",
        verbose_name=_("work plan"),
    )
    summary_sr = models.TextField(_("summary in Serbian"), max_length=4000, blank=True)
    summary_sl = models.TextField(_("summary in Slovene"), max_length=4000, blank=True)
    summary_en = models.TextField(_("summary in English"), max_length=4000, blank=True)
    host = models.CharField(_("host association"), max_length=200)
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES, default=SARAJEVO)
    starts_on = models.DateField(_("declared first day"))
    ends_on = models.DateField(_("declared last day"))
    state = models.CharField(
        _("state"), max_length=8, choices=ClusterState, default=ClusterState.DRAFT
    )
    is_public = models.BooleanField(_("shown on public pages"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    summary = Translated(source=SR)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("learning cluster")
        verbose_name_plural = _("learning clusters")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cluster_cluster_period",
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    most_participants = MOST_PARTICIPANTS

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def is_coordinated_by(self, user: User, at: datetime) -> bool:
        return has_role(user, Role.CLUSTER_COORDINATOR, at, scope=self)

    def is_guided_by(self, user: User, at: datetime) -> bool:
        return has_role(user, Role.RESOURCE_PERSON, at, scope=self)


class Phase(PhaseFacts):
    """A phase with its days, both in it; it may overlap others and lie outside the period (L4)."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="phases")
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["cluster", "order"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "order"], name="cluster_phase_order"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="cluster_phase_span",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def is_on(self, day: date) -> bool:
        return bool(self.starts_on and self.ends_on and self.starts_on <= day <= self.ends_on)


class Window(Named):
    """A consultation beside a phase, by abbreviations of the partners it is held with."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(_("kind"), max_length=14, choices=WindowKind)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"))
    partners = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("who is consulted"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["phase", "ends_on", "pk"]
        verbose_name = _("consultation window")
        verbose_name_plural = _("consultation windows")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cluster_window_span",
                violation_error_message=_("The last day lies before the first."),
            )
        ]


class Milestone(Named):
    """A day of note; it may lie outside its phase (L4)."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="milestones")
    day = models.DateField(_("day"))
    order = models.PositiveSmallIntegerField(default=0, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["phase", "day", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
