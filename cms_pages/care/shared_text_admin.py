"""Shared texts in the admin: written once, with the list of pages that show them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views.generic import CreateView, DeleteView, EditView

from cms_pages.care.actions import follow_shared_text
from cms_pages.catalogue_admin import CatalogueViewSet
from cms_pages.models import SharedText
from languages.codes import STORED
from languages.offered import own_name


class _FollowedByIndex:
    def save_instance(self) -> Any:
        text = super().save_instance()  # type: ignore[misc]  # of the view it is mixed into
        follow_shared_text(text, at=timezone.now())
        return text


class SharedTextCreate(_FollowedByIndex, CreateView):
    pass


class SharedTextEdit(_FollowedByIndex, EditView):
    pass


class SharedTextDelete(DeleteView):
    """A text that stands on a page is not deleted: the page would have a hole."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.usage and self.usage.count():
            messages.error(
                request,
                gettext("This text stands on pages. Take it out there before you delete it."),
            )
            return redirect("shared_texts:usage", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class SharedTextViewSet(CatalogueViewSet):
    model = SharedText
    name = "shared_texts"
    icon = "copy"
    menu_label = _("Shared texts")
    menu_order = 155
    add_to_admin_menu = True
    is_deletable = True
    list_display = ["name"]
    search_fields = ["name", "text_sl", "text_sr", "text_en"]
    add_view_class = SharedTextCreate
    edit_view_class = SharedTextEdit
    delete_view_class = SharedTextDelete
    panels = [
        HelpPanel(
            content=_(
                "A change is seen at once on every page this text stands on. Serbian in Latin "
                "is made from Cyrillic; where a language has no text, Slovene is shown."
            )
        ),
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel(f"text_{code}", heading=own_name(code)) for code in STORED],
            heading=_("Text"),
        ),
    ]
