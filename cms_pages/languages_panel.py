"""The languages of a page beside its settings: how far each is, and what moved."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class LanguagesPanel(Panel):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(heading=kwargs.pop("heading", _("Languages")), **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms_pages/admin/languages_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()
