"""Local governments of the association, as facts: every cluster invites from among them (L2)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.facts import FactViewSet, handler, texts
from learning_cluster.access import COORDINATING, MENU
from learning_cluster.models import LocalGovernment


class LocalGovernmentViewSet(FactViewSet):
    roles = COORDINATING
    menu_hook = MENU
    deletes = False
    model = LocalGovernment
    name = "cluster_governments"
    icon = "home"
    menu_label = _("Local governments")
    menu_order = 60
    list_display = ["name", "get_kind_display", "email"]
    search_fields = ["name_sr", "name_sl", "name_en"]
    edit_handler = handler(
        texts("name", _("Name")),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("email"),
    )
