"""The catalogue in the admin: services with their documents, categories, life events (U1, U3)."""

from typing import Any

from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from booking.models import LifeEvent, Service, ServiceCategory
from cms_pages.catalogue_forms import GroupForm, ServiceForm
from cms_pages.fees_admin import fee_urls
from cms_pages.panels import DocumentsPanel, ProsePanel
from cms_pages.permissions import CataloguePolicy, catalogue_editors_only
from cms_pages.service_editing import ServiceEdit
from cms_pages.workbook_admin import workbook_urls
from languages.codes import STORED
from languages.offered import own_name

URGENT_HELP = _(
    "The conditions for the time that offices keep for urgent cases. Empty: the service has no "
    "such path."
)
WHEN_HELP = _(
    "On which days or for which errand an appointment is needed, and for which it is not. Empty: "
    "it is always the same."
)


class CatalogueViewSet(ModelViewSet):
    """Every address of it, history and usage included, is for catalogue editors only."""

    copy_view_enabled = False
    add_to_reference_index = False
    is_deletable = False

    @property
    def permission_policy(self) -> CataloguePolicy:
        return CataloguePolicy(self.model, is_deletable=self.is_deletable)

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = [*super().get_urlpatterns(), *self.own_urlpatterns()]
        for pattern in patterns:
            pattern.callback = catalogue_editors_only(pattern.callback)
        return patterns

    def own_urlpatterns(self) -> list[URLPattern]:
        """Return addresses beyond Wagtail's; they are guarded like the others."""
        return []

    def get_permissions_to_register(self) -> Any:
        """Register none: what somebody may do follows from grants."""
        return super().get_permissions_to_register().none()


def in_all_languages(name: str, heading: Any, help_text: Any = "") -> MultiFieldPanel:
    """Return the three stored languages of a text side by side; Serbian Latin is derived."""
    fields = [FieldPanel(f"{name}_{code}", heading=own_name(code)) for code in STORED]
    return MultiFieldPanel([FieldRowPanel(fields)], heading=heading, help_text=help_text)


class ServiceIndex(IndexView):
    """The list of services, with the ways to new fees, to Excel and back (B9)."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            *super().header_buttons,
            HeaderButton(_("New fees"), url=reverse("catalogue_services:fees"), icon_name="tag"),
            HeaderButton(
                _("Export to Excel"),
                url=reverse("catalogue_services:workbook_export"),
                icon_name="download",
            ),
            HeaderButton(
                _("Import from Excel"),
                url=reverse("catalogue_services:workbook_import"),
                icon_name="upload",
            ),
        ]


class ServiceViewSet(CatalogueViewSet):
    model = Service
    index_view_class = ServiceIndex
    edit_view_class = ServiceEdit
    name = "catalogue_services"
    icon = "form"
    menu_label = _("Services")
    list_display = ["name", "category", "minutes", "fee", "is_active"]
    list_filter = ["category", "appointment_need", "is_active"]
    search_fields = ["name_sl", "name_sr", "name_en", "short_name_sl", "slug"]
    list_per_page = 100
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    in_all_languages("name", _("Name")),
                    in_all_languages("short_name", _("What people call it")),
                    in_all_languages("summary", _("Summary")),
                    in_all_languages("who", _("Who can apply")),
                    in_all_languages("online", _("Online alternative")),
                    in_all_languages("law", _("Legal basis")),
                    ProsePanel(heading=_("Text of the pages")),
                ],
                heading=_("Texts"),
            ),
            ObjectList([DocumentsPanel()], heading=_("What to bring")),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("fee"), FieldPanel("fee_year")]),
                    in_all_languages("fee_note", _("Note on the fee")),
                    FieldPanel("appointment_need"),
                    in_all_languages("appointment_note", _("When that is so"), WHEN_HELP),
                    FieldPanel("presence"),
                    FieldPanel("competence"),
                    FieldRowPanel(
                        [
                            FieldPanel("minutes"),
                            FieldPanel("buffer_minutes"),
                            FieldPanel("max_people"),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("notice_hours"),
                            FieldPanel("horizon_days"),
                            FieldPanel("release_at"),
                        ]
                    ),
                    in_all_languages("urgent", _("When a case is urgent"), URGENT_HELP),
                ],
                heading=_("Facts"),
            ),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldPanel("category"),
                    FieldPanel("life_events"),
                    FieldPanel("words"),
                    FieldPanel("order"),
                    FieldPanel("is_active"),
                ],
                heading=_("Place in the catalogue"),
            ),
        ],
        base_form_class=ServiceForm,
    )

    def own_urlpatterns(self) -> list[URLPattern]:
        return [*workbook_urls(), *fee_urls()]


class CategoryViewSet(CatalogueViewSet):
    model = ServiceCategory
    name = "catalogue_categories"
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = ["name", "order"]
    edit_handler = ObjectList(
        [in_all_languages("name", _("Name")), FieldPanel("slug"), FieldPanel("order")],
        base_form_class=GroupForm,
    )


class LifeEventViewSet(CatalogueViewSet):
    model = LifeEvent
    name = "catalogue_life_events"
    icon = "calendar-alt"
    menu_label = _("Life events")
    list_display = ["name", "order"]
    edit_handler = ObjectList(
        [
            in_all_languages("name", _("Name")),
            in_all_languages("summary", _("Summary")),
            FieldPanel("slug"),
            FieldPanel("order"),
        ],
        base_form_class=GroupForm,
    )
