"""A service and what to bring for it, edited on one page."""

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from booking.findable import services_changed
from booking.models import LifeEvent, RequiredDocument, Service, ServiceCategory
from cms_pages.actions import copy_names
from privacy.audit import Actor, record

_SMALL = forms.Textarea(attrs={"rows": 4})

_EMPTY_ROWS = 3


class DocumentForm(forms.ModelForm):
    """One thing to bring. An empty row is none, whatever place it has in the order."""

    def has_changed(self) -> bool:
        new = self.instance.pk is None
        return bool(set(self.changed_data) - {"order"}) if new else super().has_changed()


DocumentFormSet = inlineformset_factory(
    Service,
    RequiredDocument,
    form=DocumentForm,
    fields=["order", "case", "text_sl", "text_sr", "text_en"],
    widgets={"text_sl": _SMALL, "text_sr": _SMALL, "text_en": _SMALL},
    extra=_EMPTY_ROWS,
)


class ServiceForm(WagtailAdminModelForm):
    """The facts of one service; `documents` is the set of its required documents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = DocumentFormSet(
            self.data if self.is_bound else None,
            instance=self.instance,
            prefix="documents",
            initial=_at_the_end(self.instance),
        )

    def is_valid(self) -> bool:
        return bool(super().is_valid()) & self.documents.is_valid()

    def has_changed(self) -> bool:
        return super().has_changed() or self.documents.has_changed()

    def save(self, commit: bool = True) -> Service:
        service: Service = super().save(commit)
        if commit:
            self.documents.instance = service
            self.documents.save()
            copy_names(service)
            services_changed([service.pk])
            self._record(service)
        return service

    def _record(self, service: Service) -> None:
        changed = [*self.changed_data, *(["documents"] if self.documents.has_changed() else [])]
        user = self.for_user
        actor = Actor(role="editor", user_id=user.pk if user else None, channel="admin")
        record(actor, "edited", "booking.service", service.pk, at=timezone.now(), changed=changed)


def _at_the_end(service: Service) -> list[dict[str, int]]:
    """Return where new rows stand: behind those there are."""
    rows = service.documents.all() if service.pk else []
    last = max((row.order for row in rows), default=0)
    return [{"order": last + number} for number in range(1, _EMPTY_ROWS + 1)]


class GroupForm(WagtailAdminModelForm):
    """A category or life event; its name is among the words its services are found by."""

    def save(self, commit: bool = True) -> ServiceCategory | LifeEvent:
        group: ServiceCategory | LifeEvent = super().save(commit)
        if commit:
            services_changed(list(group.services.values_list("pk", flat=True)))
        return group
