"""The facts of a service and its prose, each shown where the other is edited (U1)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import Panel

from booking.information.service_facts import coming_fee, fee, minutes
from booking.models import Service
from cms_pages.permissions import edits_catalogue
from cms_pages.service_texts import document_rows, languages, prose, text_rows

# The name of the address's part that leads back from the facts to the page.
FROM_PAGE = "stran"


class ServiceFactsPanel(Panel):
    """Shows the chosen service's facts in every language and the way to where they are edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/service_facts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            if not self.instance.service_id:
                return context
            context |= _facts(self.instance.service)
            if edits_catalogue(self.request.user, at=timezone.now()):
                path = reverse("catalogue_services:edit", args=[self.instance.service_id])
                context["edit_url"] = f"{path}?{FROM_PAGE}={self.instance.pk or ''}"
            return context


def _facts(service: Service) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "service": service,
        "languages": languages(),
        "texts": text_rows(service),
        "documents": document_rows(service.documents.all()),
        "minutes": minutes(service.minutes),
        "fee": fee(service, day),
        "fee_year": service.fee_on(day)[1],
        "coming_fee": coming_fee(service, day),
    }


class ProsePanel(Panel):
    """Shows the text of the service's pages, language beside language, below its facts."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/prose_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            if self.instance.pk:
                context["pages"] = prose(self.instance, self.request.user)
            return context


class DocumentsPanel(Panel):
    """The rows of required documents of a ServiceForm, a few empty ones at the end."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/documents_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"documents": self.form.documents}
