"""The sections of the six templates: their words and guidance may be changed, not their number."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.facts import FactPolicy, FactViewSet, handler, texts
from accounts.models import User
from learning_cluster.access import COORDINATING, MENU
from learning_cluster.models import TemplateSection


class EditOnly(FactPolicy):
    """Documents name sections: none is added or taken away."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class TemplateSectionViewSet(FactViewSet):
    model = TemplateSection
    name = "cluster_template_sections"
    icon = "form"
    menu_label = _("Sections of templates")
    menu_order = 90
    menu_hook = MENU
    roles = COORDINATING
    deletes = False
    list_display = ["name", "template", "order", "is_required"]
    list_filter = ["template"]
    edit_handler = handler(
        texts("name", _("Name")),
        texts("guidance", _("Guidance")),
        FieldPanel("order"),
        FieldPanel("is_required"),
    )

    @property
    def permission_policy(self) -> EditOnly:
        return EditOnly(self.model, self.roles, self.deletes)
