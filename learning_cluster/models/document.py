"""Documents in the shape of the six templates, version by version (L6, L7)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import EDITABLE, SHARED_TEMPLATES, DocumentState, TemplateKind
from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.event import Event
from learning_cluster.models.mentoring import MentoringSession
from learning_cluster.models.people import Member, Membership
from learning_cluster.models.words import Named


class TemplateSection(Named):
    """A section of a template with what to write in it; `slug` names it in versions."""

    template = models.CharField(_("template"), max_length=20, choices=TemplateKind)
    slug = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    guidance_sr = models.TextField(_("guidance in Serbian"), max_length=2000)
    guidance_sl = models.TextField(_("guidance in Slovene"), max_length=2000, blank=True)
    guidance_en = models.TextField(_("guidance in English"), max_length=2000, blank=True)
    is_required = models.BooleanField(_("required"), default=True)

    guidance = Translated(source=SR)

    class Meta:
        ordering = ["template", "order"]
        verbose_name = _("section of a template")
        verbose_name_plural = _("sections of templates")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "slug"], name="cluster_templatesection_once"
            )
        ]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User, at: datetime) -> "DocumentQuerySet":
        """Keep all of the clusters somebody coordinates or guides, but concepts, which have a
        rule of their own; for members what was approved for all; for reviewers what they are asked,
        but not while it is written anew.
        """
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.of_roles(user, (Role.CLUSTER_MEMBER,), at)
        reviewed = Cluster.objects.of_roles(user, (Role.PARTNER_REVIEWER,), at)
        own = Member.objects.accepted().of_user(user)
        asked = self.model.objects.filter(deliverable__consultations__reviewer__in=own)
        asked = asked.exclude(state__in=EDITABLE)
        return self.exclude(template=TemplateKind.CONCEPT).filter(
            Q(cluster__in=whole)
            | Q(cluster__in=inside, template__in=SHARED_TEMPLATES, state=DocumentState.APPROVED)
            | Q(cluster__in=reviewed, pk__in=asked.values("pk"))
        )

    def with_names(self) -> "DocumentQuerySet":
        return self.select_related(
            "cluster__project", "phase", "event", "session", "membership__government", "deliverable"
        )


class Document(models.Model):
    """A document of a cluster in one template, about an event, a session, a phase or a member.

    Its texts are in `versions`; the newest is the current one.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="documents")
    template = models.CharField(_("template"), max_length=20, choices=TemplateKind)
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    session = models.ForeignKey(
        MentoringSession, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_name = models.CharField(max_length=120, blank=True)
    return_reason = models.TextField(_("what is to be changed"), max_length=2000, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "template"],
                condition=Q(event__isnull=False),
                name="cluster_document_once_an_event",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(session__isnull=False),
                name="cluster_document_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(template=TemplateKind.CONCEPT),
                name="cluster_document_one_concept",
            ),
            models.CheckConstraint(
                condition=~Q(template=TemplateKind.CONCEPT) | Q(membership__isnull=False),
                name="cluster_document_concept_of_member",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.RETURNED) | ~Q(return_reason=""),
                name="cluster_document_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.APPROVED) | Q(approved_at__isnull=False),
                name="cluster_document_approved_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_template_display()

    @property
    def subject(self) -> str:
        """Return what it is about, in the active language; "" of the cluster as a whole."""
        about = self.event or self.phase
        if self.membership:
            return self.membership.government.name
        return about.name if about and not self.session_id else ""

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def newest(self) -> "DocumentVersion | None":
        return self.versions.first()


class DocumentVersion(models.Model):
    """The texts of a document at a moment: slug of the section → text; never changed once saved."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    author = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="versions"
    )
    author_name = models.CharField(max_length=120)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "-number"]
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="cluster_documentversion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"
