"""The programme's facts in the admin: operation, goals, readings, authorities, library."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.facts import FactViewSet, handler, texts
from programme.access import EDITING, LISTING
from programme.models import (
    Authority,
    CommunityLink,
    Country,
    Goal,
    GoodPractice,
    GroupTask,
    Operation,
    PracticeField,
    PracticeMethod,
    Project,
    Reading,
)

MENU = "register_programme_menu_item"


class ProgrammeFacts(FactViewSet):
    roles = EDITING
    menu_hook = MENU


class OperationViewSet(ProgrammeFacts):
    model = Operation
    name = "programme_operations"
    icon = "folder-open-inverse"
    menu_label = _("Operation and funding")
    menu_order = 30
    deletes = False
    list_display = ["name", "public_funds", "european_funds", "target_people"]
    edit_handler = handler(
        texts("name", _("Name")),
        texts("aim", _("Aim")),
        texts("fund", _("European fund")),
        FieldPanel("public_funds"),
        FieldPanel("european_funds"),
        FieldPanel("other_funds"),
        FieldPanel("target_people"),
        FieldPanel("slug"),
    )


class ProjectViewSet(ProgrammeFacts):
    model = Project
    name = "programme_projects"
    icon = "folder-open-inverse"
    menu_label = _("Projects")
    menu_order = 31
    deletes = False
    list_display = ["name", "operation", "lead"]
    edit_handler = handler(
        FieldPanel("operation"),
        texts("name", _("Name")),
        texts("lead", _("Lead organisation")),
        texts("aim", _("Aim")),
        texts("who", _("Who")),
        texts("how", _("How")),
        FieldPanel("slug"),
    )


class GoalViewSet(ProgrammeFacts):
    model = Goal
    name = "programme_goals"
    icon = "tick"
    menu_label = _("Goals")
    menu_order = 32
    list_display = ["text", "operation", "project", "order"]
    edit_handler = handler(
        texts("text", _("Text")),
        FieldPanel("operation"),
        FieldPanel("project"),
        FieldPanel("order"),
    )


class GroupTaskViewSet(ProgrammeFacts):
    model = GroupTask
    name = "programme_tasks"
    icon = "group"
    menu_label = _("Tasks of the group")
    menu_order = 33
    list_display = ["text", "project", "order"]
    edit_handler = handler(texts("text", _("Text")), FieldPanel("project"), FieldPanel("order"))


class ReadingViewSet(ProgrammeFacts):
    model = Reading
    name = "programme_readings"
    icon = "order"
    menu_label = _("Readings of the indicator")
    menu_order = 20
    roles = EDITING | LISTING
    list_display = ["read_on", "operation", "people", "participations", "note"]
    edit_handler = handler(
        FieldPanel("operation"),
        FieldPanel("read_on"),
        FieldPanel("people"),
        FieldPanel("participations"),
        texts("note", _("Where the figures come from")),
    )


class AuthorityViewSet(ProgrammeFacts):
    model = Authority
    name = "programme_authorities"
    icon = "home"
    menu_label = _("Authorities")
    menu_order = 21
    roles = LISTING
    deletes = False
    list_display = ["name", "domains", "is_listed"]
    search_fields = ["name"]
    edit_handler = handler(FieldPanel("name"), FieldPanel("domains"), FieldPanel("is_listed"))


class GoodPracticeViewSet(ProgrammeFacts):
    model = GoodPractice
    name = "programme_practices"
    icon = "pick"
    menu_label = _("Good practices")
    menu_order = 40
    deletes = False
    list_display = ["name", "field", "country", "year"]
    list_filter = ["field", "country", "methods"]
    edit_handler = handler(
        texts("name", _("Name")),
        texts("summary", _("Summary")),
        FieldPanel("field"),
        FieldPanel("country"),
        FieldPanel("methods"),
        FieldPanel("year"),
        FieldPanel("url"),
        FieldPanel("slug"),
    )


class _WordViewSet(ProgrammeFacts):
    icon = "tag"
    deletes = False
    list_display = ["name", "slug"]
    edit_handler = handler(texts("name", _("Name")), FieldPanel("slug"))


class FieldViewSet(_WordViewSet):
    model = PracticeField
    name = "programme_fields"
    menu_label = _("Fields of practice")
    menu_order = 41


class MethodViewSet(_WordViewSet):
    model = PracticeMethod
    name = "programme_methods"
    menu_label = _("Methods")
    menu_order = 42


class CountryViewSet(_WordViewSet):
    model = Country
    name = "programme_countries"
    menu_label = _("Countries")
    menu_order = 43


class LinkViewSet(ProgrammeFacts):
    model = CommunityLink
    name = "programme_links"
    icon = "link-external"
    menu_label = _("Community links")
    menu_order = 44
    list_display = ["name", "kind", "url"]
    edit_handler = handler(
        FieldPanel("kind"),
        texts("name", _("Name")),
        texts("about", _("About it")),
        FieldPanel("url"),
        FieldPanel("order"),
    )


VIEWSETS = (
    ReadingViewSet,
    AuthorityViewSet,
    OperationViewSet,
    ProjectViewSet,
    GoalViewSet,
    GroupTaskViewSet,
    GoodPracticeViewSet,
    FieldViewSet,
    MethodViewSet,
    CountryViewSet,
    LinkViewSet,
)
