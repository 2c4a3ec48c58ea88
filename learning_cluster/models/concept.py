"""Concepts of local governments with their action plan, findings and feedback (L11)."""

from datetime import datetime

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import CONSULTED_STAGES, ConceptStage
from learning_cluster.models.cluster import Cluster
from learning_cluster.models.document import Document, DocumentVersion
from learning_cluster.models.people import Member, Membership


class ConceptQuerySet(models.QuerySet["Concept"]):
    def visible_to(self, user: User, at: datetime) -> "ConceptQuerySet":
        """Keep all of the clusters somebody coordinates or guides; of their own what is shared.

        A member reads their own concept and those that were opened to their peers.
        """
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.of_roles(user, (Role.CLUSTER_MEMBER,), at)
        reviewed = Cluster.objects.of_roles(user, (Role.PARTNER_REVIEWER,), at)
        own = Member.objects.accepted().of_user(user).values("membership")
        return self.filter(
            Q(membership__cluster__in=whole)
            | Q(membership__cluster__in=inside, membership__in=own)
            | Q(membership__cluster__in=inside, is_open_to_peers=True)
            | Q(
                membership__cluster__in=reviewed,
                stage__in=CONSULTED_STAGES,
            )
        )

    def with_numbers(self) -> "ConceptQuerySet":
        """Add number and moment of the current version, and how much feedback there was."""
        versions = DocumentVersion.objects.filter(document=OuterRef("document"))
        newest = versions.order_by("-number")
        return self.annotate(
            number=Subquery(newest.values("number")[:1]),
            saved_at=Subquery(newest.values("saved_at")[:1]),
            feedback_count=Count("document__versions__feedback"),
        )

    def in_order_of_feedback(self) -> "ConceptQuerySet":
        """Put the funded local governments first (L11)."""
        return self.order_by("-membership__is_funded", "membership__government__name_sr")


class Concept(models.Model):
    """A concept: its document, where it stands, and what the local government decided of it."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="concept")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="concept")
    stage = models.CharField(
        _("stage"), max_length=14, choices=ConceptStage, default=ConceptStage.EARLY_DRAFT
    )
    is_open_to_peers = models.BooleanField(_("other members may read it"), default=False)
    plan_title = models.CharField(_("local plan it was entered in"), max_length=300, blank=True)
    plan_entered_on = models.DateField(_("entered on"), null=True, blank=True)
    decision_number = models.CharField(
        _("number of the council's decision"), max_length=80, blank=True
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["membership"]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self) -> str:
        return f"{self.membership}"


class ActionPlanItem(models.Model):
    """One line of a concept's action plan; money is in convertible marks."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="actions")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    action = models.CharField(_("action"), max_length=300)
    who = models.CharField(_("who does it"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost in KM"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["concept", "order", "pk"]
        verbose_name = _("line of the action plan")
        verbose_name_plural = _("lines of the action plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="cluster_actionplanitem_span",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="cluster_actionplanitem_cost"
            ),
        ]

    def __str__(self) -> str:
        return self.action


class MappingFinding(models.Model):
    """A finding of the social mapping in a local government; concepts cite it (L11)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField(_("finding"), max_length=2000)
    source = models.CharField(_("where it was found"), max_length=300)
    found_on = models.DateField(_("day"), null=True, blank=True)
    concepts = models.ManyToManyField(Concept, blank=True, related_name="findings")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["membership", "pk"]
        verbose_name = _("finding of social mapping")
        verbose_name_plural = _("findings of social mapping")

    def __str__(self) -> str:
        return self.text[:80]


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: User, at: datetime) -> "FeedbackQuerySet":
        """Keep all for those who guide the cluster and those it is for, else one's own."""
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.visible_to(user, at)
        mine = Member.objects.accepted().of_user(user)
        return self.filter(
            Q(version__document__cluster__in=whole)
            | Q(
                version__document__cluster__in=inside,
                version__document__membership__in=mine.values("membership"),
            )
            | Q(version__document__cluster__in=inside, author__in=mine)
        )


class Feedback(models.Model):
    """What somebody says of a section of one version; without `section`, of the whole (L11).

    `reply_number` counts how often the reply was written.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="feedback")
    section = models.SlugField(max_length=40, blank=True)
    author = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="feedback"
    )
    author_name = models.CharField(max_length=120)
    is_peer = models.BooleanField(_("from another member"), default=False)
    text = models.TextField(_("feedback"), max_length=4000)
    reply = models.TextField(_("what was done with it"), max_length=2000, blank=True)
    reply_number = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["version", "given_at", "pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return self.text[:80]
