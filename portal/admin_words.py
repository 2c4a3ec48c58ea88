"""The words of the admin's scripts: Wagtail's, and ours where Wagtail has none (B73)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

from portal.foreign_words import OF_SCRIPTS


class AdminWords(JavaScriptCatalog):
    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        ours = {word: gettext(word) for word in OF_SCRIPTS}
        return {**ours, **super().get_catalog()}


_words = AdminWords.as_view()


def admin_words(request: HttpRequest) -> HttpResponse:
    """Return the words in the language of whoever works in the admin, as Wagtail's own view."""
    return get_localized_response(_words, request)
