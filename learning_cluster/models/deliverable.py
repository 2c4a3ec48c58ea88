"""What a phase must bring, by when, and who is consulted before it is approved (L6)."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import WANTED, DeliverableState, MemberRole, TemplateKind
from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.document import Document
from learning_cluster.models.event import Event
from learning_cluster.models.people import Member
from learning_cluster.models.words import Named
from privacy.private_files import private_storage, random_name


class DeliverableQuerySet(models.QuerySet["Deliverable"]):
    def visible_to(self, user: User, at: datetime) -> "DeliverableQuerySet":
        """Keep all of the clusters somebody coordinates or guides, what members have to bring
        themselves, and what reviewers are asked about.
        """
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.of_roles(user, (Role.CLUSTER_MEMBER,), at)
        reviewed = Cluster.objects.of_roles(user, (Role.PARTNER_REVIEWER,), at)
        own = Member.objects.accepted().of_user(user)
        asked = Consultation.objects.filter(reviewer__in=own).values("deliverable")
        return self.filter(
            Q(phase__cluster__in=whole)
            | Q(phase__cluster__in=inside, responsible=MemberRole.REPRESENTATIVE)
            | Q(phase__cluster__in=reviewed, pk__in=asked)
        )

    def wanted(self) -> "DeliverableQuerySet":
        """Keep what somebody still has to hand in."""
        return self.filter(state__in=WANTED)

    def with_names(self) -> "DeliverableQuerySet":
        return self.select_related("phase__cluster__project", "event", "document")


class Deliverable(Named):
    """A deliverable: a document in its template, or files. `partners` are asked before approval."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="deliverables")
    template = models.CharField(_("template"), max_length=20, choices=TemplateKind, blank=True)
    due = models.DateField(_("due on"))
    responsible = models.CharField(
        _("who is responsible"),
        max_length=16,
        choices=MemberRole,
        default=MemberRole.RESOURCE_PERSON,
    )
    partners = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("who is consulted"),
        default=list,
        blank=True,
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliverables"
    )
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliverable"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DeliverableState, default=DeliverableState.OPEN
    )
    reason = models.TextField(_("what is to be changed"), max_length=2000, blank=True)
    consult_until = models.DateField(_("consultation until"), null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_name = models.CharField(max_length=120, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["due", "phase__order", "pk"]
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DeliverableState.APPROVED) | Q(approved_at__isnull=False),
                name="cluster_deliverable_approved_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliverableState.RETURNED) | ~Q(reason=""),
                name="cluster_deliverable_returned_with_reason",
            ),
        ]

    def is_overdue(self, on: date) -> bool:
        return self.due < on and self.is_wanted

    @property
    def is_wanted(self) -> bool:
        """Say whether somebody still has to hand it in."""
        return self.state in WANTED

    @property
    def cluster(self) -> Cluster:
        return self.phase.cluster


class DeliverableFile(models.Model):
    """A version of a deliverable that is a file; numbers count up."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=random_name, storage=private_storage)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["deliverable", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "number"], name="cluster_deliverablefile_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Consultation(models.Model):
    """A partner asked for an opinion on a deliverable, and the answer (L6)."""

    deliverable = models.ForeignKey(
        Deliverable, on_delete=models.CASCADE, related_name="consultations"
    )
    partner = models.CharField(_("partner"), max_length=20)
    reviewer = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="consultations"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agrees = models.BooleanField(_("agrees"), null=True, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)

    class Meta:
        ordering = ["deliverable", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "partner"], name="cluster_consultation_once"
            )
        ]

    def __str__(self) -> str:
        return self.partner
