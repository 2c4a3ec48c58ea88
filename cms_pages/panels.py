"""The facts of a service beside its prose: read here, edited at the service itself."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.panels import Panel

from booking.information.service_facts import checklist, coming_fee, fee, fee_note, minutes
from booking.models import Service


class ServiceFactsPanel(Panel):
    """Shows the chosen service's facts and the way to where they are edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/service_facts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            if not self.instance.service_id:
                return context
            with override(self.instance.locale.language_code):
                facts = _facts(self.instance.service)
            return context | facts


def _facts(service: Service) -> dict[str, Any]:
    """Return the facts in the language of the page."""
    day = timezone.localdate()
    return {
        "name": service.name,
        "summary": service.summary,
        "who": service.who,
        "minutes": minutes(service.minutes),
        "fee": fee(service, day),
        "fee_note": fee_note(service, day),
        "coming_fee": coming_fee(service, day),
        "online": service.online,
        "law": service.law,
        "checklist": checklist(service.documents.all()),
        "service": service,
        "edit_url": reverse("catalogue_services:edit", args=[service.pk]),
    }


class DocumentsPanel(Panel):
    """The rows of required documents of a ServiceForm, a few empty ones at the end."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/documents_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"documents": self.form.documents}
