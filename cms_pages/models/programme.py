"""Pages of the programme Inovativen.si (P1–P5). What counts or is processed is in `programme`."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms_pages.models.written_page import WrittenPage
from programme.enums import LinkKind, SupportField
from programme.indicator import count
from programme.models import CommunityLink, Operation, Project


class ProsePage(WrittenPage):
    """Base of the programme's pages: each names the fund of the operation it belongs to."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "operation": Operation.objects.filter(pages__in=self._programme()).first(),
        }

    def _programme(self) -> models.QuerySet["ProgrammePage"]:
        """Return the programme's page above this one, or this one: its fund is named on each."""
        return ProgrammePage.objects.ancestor_of(self, inclusive=True)


class ProgrammePage(ProsePage):
    """What the programme is: operation, project, goals, indicator, funding (P1, P2, P3)."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types = [
        "cms_pages.ProjectGroupPage",
        "cms_pages.ChallengeIndexPage",
        "cms_pages.GoodPracticeIndexPage",
        "cms_pages.CommunityPage",
    ]
    template = "cms_pages/programme/programme_page.html"

    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="pages", verbose_name=_("operation")
    )

    content_panels = [FieldPanel("operation"), *ProsePage.content_panels]
    translatable_fields = [
        *ProsePage.translatable_fields,
        SynchronizedField("operation", overridable=False),
    ]

    class Meta:
        verbose_name = _("page of the programme")
        verbose_name_plural = _("pages of the programme")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        projects = self.operation.projects.prefetch_related("goals")
        return super().get_context(request, *args, **kwargs) | {
            "operation": self.operation,
            "goals": self.operation.goals.all(),
            "projects": projects,
            "count": count(self.operation, on=timezone.localdate()),
            "children": self.get_children().live().specific(),
        }


class ProjectGroupPage(ProsePage):
    """Who carries the project: the group, its tasks, experts, the think tank (P1)."""

    parent_page_types = ["cms_pages.ProgrammePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "cms_pages/programme/project_group_page.html"

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="pages", verbose_name=_("project")
    )

    content_panels = [FieldPanel("project"), *ProsePage.content_panels]
    translatable_fields = [
        *ProsePage.translatable_fields,
        SynchronizedField("project", overridable=False),
    ]

    class Meta:
        verbose_name = _("page of the project group")
        verbose_name_plural = _("pages of the project group")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "project": self.project,
            "tasks": self.project.tasks.all(),
            "goals": self.project.goals.all(),
            "support_fields": SupportField.labels,
        }


class CommunityPage(ProsePage):
    """The innovation community and who does alike abroad (P5)."""

    parent_page_types = ["cms_pages.ProgrammePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "cms_pages/programme/community_page.html"

    class Meta:
        verbose_name = _("page of the community")
        verbose_name_plural = _("pages of the community")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        links = list(CommunityLink.objects.all())
        groups = [(kind.label, [link for link in links if link.kind == kind]) for kind in LinkKind]
        return super().get_context(request, *args, **kwargs) | {
            "groups": [(label, group) for label, group in groups if group]
        }
