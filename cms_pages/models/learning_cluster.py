"""Pages of a project and its learning clusters: facts are rows, prose is written here (L1, L4)."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms_pages.blocks import BodyBlock
from cms_pages.bodies import drawn
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import PortalPage
from cms_pages.models.written_page import WrittenPage
from cms_pages.page_forms import PortalPageForm
from cms_pages.translation_fields import kept, translated
from languages.translated import in_script
from learning_cluster.enums import ClusterState, MembershipKind, PartnerRole
from learning_cluster.models import Cluster, Event, Project
from learning_cluster.planned import plan_of_cluster

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:learning-clusters")
GROUPS = {
    MembershipKind.PILOT: _("Pilot local governments"),
    MembershipKind.ADDITIONAL: _("Additional local governments"),
}


class ProjectPage(WrittenPage):
    """What a project is for, who carries it and where, and its clusters (L1)."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types = ["cms_pages.ClusterPage", "cms_pages.ArticlePage"]
    template = "cms_pages/learning_cluster/project_page.html"

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="pages", verbose_name=_("project")
    )

    content_panels = [FieldPanel("project"), *WrittenPage.content_panels]
    translatable_fields = [
        *WrittenPage.translatable_fields,
        SynchronizedField("project", overridable=False),
    ]

    class Meta:
        verbose_name = _("page of a project")
        verbose_name_plural = _("pages of projects")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        project = self.project
        partners = list(project.partners.all())
        by_role = [
            (role.label, [one for one in partners if one.role == role]) for role in PartnerRole
        ]
        below = ClusterPage.objects.child_of(self).live().public()
        public = Prefetch("cluster", Cluster.objects.public())
        pages = below.filter(cluster__in=Cluster.objects.public()).prefetch_related(public)
        return super().get_context(request, *args, **kwargs) | {
            "project": project,
            "goals": project.goals.all(),
            "partners": [(label, group) for label, group in by_role if group],
            "territories": project.territories.all(),
            "course_topics": project.course_topics.all(),
            "cluster_pages": sorted(pages, key=lambda one: one.cluster.starts_on, reverse=True),
        }


class ClusterPageForm(PortalPageForm):
    """A page stays with its cluster; another cluster is another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"].disabled = self.instance.pk is not None


class ClusterPage(PortalPage):
    """Prose about a cluster in one language. Title and address are those of the cluster."""

    parent_page_types = ["cms_pages.ProjectPage"]
    subpage_types: list[str] = []
    template = "cms_pages/learning_cluster/cluster_page.html"

    cluster = models.ForeignKey(
        Cluster, on_delete=models.PROTECT, related_name="pages", verbose_name=_("learning cluster")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("facts")]
    content_panels = [FieldPanel("cluster"), FieldPanel("body"), LanguagesPanel()]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    base_form_class = ClusterPageForm
    translatable_fields = [
        *translated("seo_title", "search_description", "body"),
        *kept("cluster", "review_by"),
    ]

    class Meta:
        verbose_name = _("page of a learning cluster")
        verbose_name_plural = _("pages of learning clusters")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.cluster_id:
            self.take_name()
        super().full_clean(*args, **kwargs)

    def take_name(self) -> None:
        """Copy title, address and key from the cluster: they are changed there only."""
        locale = self.locale if self.locale_id else Locale.get_default()
        with override(locale.language_code):
            self.title = self.draft_title = self.cluster.name
        self.slug = self.cluster.slug
        self.translation_key = uuid.uuid5(_NAMESPACE, str(self.cluster.uid))

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead nowhere while the cluster is not public, wherever in the tree the page lies."""
        if not self.cluster.is_public or self.cluster.state == ClusterState.DRAFT:
            raise Http404
        return super().route(request, path_components)

    def facts(self) -> str:
        """Return what the search reads of the row, in the language of the page.

        The page leads to the cluster's public events and published calls: their names are on it.
        """
        events = Event.objects.public().filter(cluster=self.cluster).order_by("pk")
        calls = self.cluster.calls.exclude(published_at=None).order_by("pk")
        with override(self.locale.language_code):
            texts = [self.cluster.summary, self.cluster.host]
            texts += [f"{one.name} {one.town}" for one in events]
            return "\n".join([*texts, *(one.name for one in calls)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cluster = self.cluster
        today = timezone.now().astimezone(cluster.tz).date()
        plan = plan_of_cluster(cluster)
        selected = cluster.memberships.selected().select_related("government")
        by_kind = [(kind, [one for one in selected if one.kind == kind]) for kind in MembershipKind]
        return context | {
            "text": drawn(self.body, context),
            "cluster": cluster,
            "host": self._host(),
            "plan": plan,
            "picture": plan.picture(today),
            "today": today,
            "running": [phase for phase in plan.phases if phase.is_on(today)],
            "members": [(GROUPS[kind], rows) for kind, rows in by_kind if rows],
            "events": Event.objects.public().filter(cluster=cluster),
        }

    def _host(self) -> str:
        """Return the association by its name in the reader's language, if the project knows it."""
        partners = self.cluster.project.partners.filter(role=PartnerRole.HOST)
        known = partners.filter(name_sr=self.cluster.host).first()
        return known.name if known else in_script(self.cluster.host)
