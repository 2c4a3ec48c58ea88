"""A page of every kind that anybody may open, as the running portal has them."""

from django.apps import apps

from cms_pages.models import PortalPage
from tests.e2e.portal_run import PortalRun
from tests.e2e.walking import SERVICE

# Below the language: what is drawn from rows, from a question or by a form.
OTHERS = (
    "iskanje/",
    "iskanje/?q=izkaznica",
    "iskanje/?q=nicesarnitukaj",
    "podrocja/osebni-dokumenti/",
    "zivljenjski-dogodki/izgubljen-dokument/",
    "cakalne-dobe/",
    "koledarji/",
    "enote/?kraj=Litija",
    "enote/ljubljana/",
    "enote/ljubljana-sedez/",
    f"narocanje/{SERVICE}/",
    "moj-termin/",
    "inovativen-si/oddaj-izziv/",
    "inovativen-si/zaprosi-za-podporo/",
    "inovativen-si/poslano/",
    "pozivi/",
    "prijava-na-poziv/poslano/",
)

_LIVE = """
SELECT DISTINCT ON (kind.model) kind.model, split_part(page.url_path, '/', 2), page.url_path
FROM wagtailcore_page page
JOIN wagtailcore_locale locale ON locale.id = page.locale_id
JOIN django_content_type kind ON kind.id = page.content_type_id
WHERE page.live AND locale.language_code = %s AND kind.app_label = 'cms_pages'
ORDER BY kind.model, page.id
"""


def page_types() -> set[str]:
    """Return the name of every page type the portal knows, as the database writes it."""
    return {model._meta.model_name for model in apps.get_models() if issubclass(model, PortalPage)}


def written_pages(portal: PortalRun, language: str) -> dict[str, str]:
    """Return the path of one published page of each type that has any in `language`."""
    with portal.database() as database:
        rows = database.execute(_LIVE, [language]).fetchall()
    return {kind: f"/{language}/{path.removeprefix(f'/{home}/')}" for kind, home, path in rows}


def public_paths(portal: PortalRun, language: str) -> list[str]:
    """Return all those paths; a page type without a page in `language` is an AssertionError."""
    written = written_pages(portal, language)
    assert page_types() - written.keys() == set()
    return [*written.values(), *(f"/{language}/{path}" for path in OTHERS)]
