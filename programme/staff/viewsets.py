"""The programme's facts in the admin: operation, goals, readings, authorities, library."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from accounts.access import roles_everywhere, roles_known
from accounts.models import User
from accounts.roles import Role
from languages.codes import STORED
from languages.offered import own_name
from privacy.audit import Actor, record
from programme.access import ANYBODY, EDITING, LISTING, only_for
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


class FactForm(WagtailAdminModelForm):
    """Every change of a fact is in the audit trail (X3)."""

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        row = super().save(commit)
        if commit:
            user = self.for_user
            held = roles_known(user, at=timezone.now()) & ANYBODY
            actor = Actor(role=str(min(held, default="")), user_id=user.pk, channel="admin")
            verb = "added" if is_new else "edited"
            changed = self.changed_data
            label = row._meta.label_lower
            record(actor, verb, label, row.pk, at=timezone.now(), changed=changed)
        return row


class FactPolicy(ModelPermissionPolicy):
    """Asks the grants; Wagtail's own permissions never authorise."""

    def __init__(self, model: Any, roles: Collection[Role], deletes: bool) -> None:
        super().__init__(model)
        self.roles, self.deletes = frozenset(roles), deletes

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "delete" and not self.deletes:
            return False
        return bool(roles_everywhere(user, at=timezone.now()) & self.roles)

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class FactViewSet(ModelViewSet):
    """Every address of it, history and usage included, is for `roles` only."""

    roles: ClassVar[Collection[Role]] = EDITING
    deletes: ClassVar[bool] = True  # False where other rows or the trail need it to stay
    menu_hook = MENU
    copy_view_enabled = False
    add_to_reference_index = False

    @property
    def permission_policy(self) -> FactPolicy:
        return FactPolicy(self.model, self.roles, self.deletes)

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns: list[URLPattern] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = only_for(self.roles)(pattern.callback)
        return patterns

    def get_permissions_to_register(self) -> Any:
        """Register none: what somebody may do follows from grants."""
        return super().get_permissions_to_register().none()


def texts(name: str, heading: Any) -> MultiFieldPanel:
    """Return the three stored languages of a text side by side; Serbian Latin is derived."""
    fields = [FieldPanel(f"{name}_{code}", heading=own_name(code)) for code in STORED]
    return MultiFieldPanel([FieldRowPanel(fields)], heading=heading)


def handler(*panels: Panel) -> Any:
    """Return the panels of a fact with the form that keeps the trail."""
    return ObjectList(list(panels), base_form_class=FactForm)


class OperationViewSet(FactViewSet):
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


class ProjectViewSet(FactViewSet):
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


class GoalViewSet(FactViewSet):
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


class GroupTaskViewSet(FactViewSet):
    model = GroupTask
    name = "programme_tasks"
    icon = "group"
    menu_label = _("Tasks of the group")
    menu_order = 33
    list_display = ["text", "project", "order"]
    edit_handler = handler(texts("text", _("Text")), FieldPanel("project"), FieldPanel("order"))


class ReadingViewSet(FactViewSet):
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


class AuthorityViewSet(FactViewSet):
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


class GoodPracticeViewSet(FactViewSet):
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


class _WordViewSet(FactViewSet):
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


class LinkViewSet(FactViewSet):
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
