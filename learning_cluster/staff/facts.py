"""Facts of projects in the admin: goals, partners, territories, footnotes, abbreviations (L1)."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from accounts.facts import FactViewSet, handler, texts
from learning_cluster.access import COORDINATING, MENU
from learning_cluster.models import (
    Acronym,
    Blueprint,
    CourseTopic,
    Footnote,
    Partner,
    Project,
    ProjectGoal,
    Territory,
)


class ProjectFacts(FactViewSet):
    roles = COORDINATING
    menu_hook = MENU
    related: ClassVar[Any] = ("project",)


class ProjectViewSet(ProjectFacts):
    model = Project
    name = "cluster_projects"
    icon = "folder-open-inverse"
    menu_label = _("Projects")
    menu_order = 80
    deletes = False
    related = ()
    list_display = ["name", "slug"]
    edit_handler = handler(
        texts("name", _("Name")),
        texts("aim", _("General aim")),
        FieldRowPanel([FieldPanel("regional_pilots"), FieldPanel("slug")]),
    )


class GoalViewSet(ProjectFacts):
    model = ProjectGoal
    name = "cluster_goals"
    icon = "tick-inverse"
    menu_label = _("Goals of projects")
    menu_order = 81
    list_display = ["text", "project", "order"]
    edit_handler = handler(
        FieldPanel("project"), texts("text", _("Specific goal")), FieldPanel("order")
    )


class PartnerViewSet(ProjectFacts):
    model = Partner
    name = "cluster_partners"
    icon = "group"
    menu_label = _("Organisations of projects")
    menu_order = 82
    list_display = ["name", "abbreviation", "get_role_display", "project"]
    edit_handler = handler(
        FieldPanel("project"),
        texts("name", _("Name")),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("role")]),
        FieldPanel("url"),
        FieldPanel("order"),
    )


class TerritoryViewSet(ProjectFacts):
    model = Territory
    name = "cluster_territories"
    icon = "globe"
    menu_label = _("Territories")
    menu_order = 83
    related = ("project", "footnote")
    list_display = ["name", "footnote", "project"]
    edit_handler = handler(
        FieldPanel("project"), texts("name", _("Name")), FieldPanel("footnote"), FieldPanel("order")
    )


class CourseTopicViewSet(ProjectFacts):
    model = CourseTopic
    name = "cluster_course_topics"
    icon = "openquote"
    menu_label = _("e-learning courses")
    menu_order = 84
    list_display = ["name", "url", "project"]
    edit_handler = handler(
        FieldPanel("project"), texts("name", _("Name")), FieldPanel("url"), FieldPanel("order")
    )


class FootnoteViewSet(ProjectFacts):
    """The name gets its sign, and the page the note, wherever one of its forms stands."""

    model = Footnote
    name = "cluster_footnotes"
    icon = "info-circle"
    menu_label = _("Mandatory footnotes")
    menu_order = 85
    related = ()
    list_display = ["mark", "text"]
    edit_handler = handler(
        texts("mark", _("Name with its sign")),
        texts("forms", _("Other forms of the name, without the sign, separated by commas")),
        texts("text", _("What must be said")),
        FieldPanel("order"),
    )


class AcronymViewSet(ProjectFacts):
    model = Acronym
    name = "cluster_acronyms"
    icon = "openquote"
    menu_label = _("Abbreviations")
    menu_order = 86
    related = ()
    list_display = ["short", "text"]
    search_fields = ["short_sr", "short_sl", "short_en"]
    edit_handler = handler(
        texts("short", _("Abbreviation")), texts("text", _("What it stands for"))
    )


class BlueprintViewSet(ProjectFacts):
    """Names of work plans: what is in one is made from the plan of a cluster."""

    model = Blueprint
    name = "cluster_blueprints"
    icon = "calendar"
    menu_label = _("Work plans")
    menu_order = 87
    related = ()
    list_display = ["name", "length", "slug"]
    edit_handler = handler(texts("name", _("Name")), FieldPanel("length"), FieldPanel("slug"))


VIEWSETS = (
    ProjectViewSet,
    GoalViewSet,
    PartnerViewSet,
    TerritoryViewSet,
    CourseTopicViewSet,
    FootnoteViewSet,
    AcronymViewSet,
    BlueprintViewSet,
)
