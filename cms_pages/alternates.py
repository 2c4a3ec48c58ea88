"""Where else a page is: its live translations, and whether its text is of another language."""

from django.http import HttpRequest
from wagtail.models import Page


def live_addresses(page: Page, request: HttpRequest) -> dict[str, str]:
    """Return the address of every language in which `page` is live and open to all.

    An alias of a page in another language shows that one's text, so it is no translation of it.
    """
    pages = (
        Page.objects.live()
        .public()
        .filter(translation_key=page.translation_key, alias_of__isnull=True)
        .select_related("locale")
    )
    found = {one.locale.language_code: one.get_url(request) for one in pages}
    return {code: url for code, url in found.items() if url}


def text_language(page: Page) -> str:
    """Return the code of the language the text of `page` is written in."""
    return (page.alias_of or page).locale.language_code
