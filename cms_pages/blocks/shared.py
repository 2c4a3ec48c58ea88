"""A shared text put into a page: written once, the same wherever it stands."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from cms_pages.blocks.previews import preview
from languages.codes import STORED

_KEY = re.compile(r"[0-9]{1,18}")


class SharedTextBlock(blocks.ChooserBlock):
    """Chosen from a list by name: there are few of them, and a list needs no script of its own."""

    target_model = "cms_pages.SharedText"
    widget = forms.Select

    class Meta:
        icon = "copy"
        label = _("shared text")
        group = _("Text")
        description = _(
            "A text kept in one place, such as how to pay. Changed there, it changes on every page."
        )
        template = "cms_pages/blocks/shared.html"
        preview_value = preview("shared")

    def value_from_form(self, value: Any) -> Any:
        """Return the chosen text; None without a choice, which a draft may lack."""
        if isinstance(value, self.model_class) or _KEY.fullmatch(str(value)):
            return super().value_from_form(value)
        return None

    def get_form_state(self, value: Any) -> Any:
        """Return the state of a plain list: a chooser's own knows titles and addresses too."""
        return blocks.FieldBlock.get_form_state(self, value)

    def get_preview_value(self) -> Any:
        """Show a text of the portal, if it has one."""
        return self.model_class.objects.first()

    def get_searchable_content(self, value: Any) -> list[str]:
        """Let a page be found by what it shows, whatever language it is searched in."""
        texts = [getattr(value, f"text_{code}") for code in STORED] if value else []
        return [get_text_for_indexing(text) for text in texts if text]
