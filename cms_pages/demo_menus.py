"""The menus of the demonstration: the portal's own, and links to what the demonstration adds."""

from cms_pages.enums import MenuPlace
from cms_pages.models import HomePage, MenuLink
from languages.codes import SL

# Addresses of pages below the home. Six links are what the main menu has room for.
LINKS = {
    MenuPlace.MAIN: ["novice", "inovativen-si"],
    MenuPlace.FOOTER: [
        "vodic",
        "vprasanja",
        "usposabljanja",
        "ucni-grozdi",
        "dogodki",
        "dokumenti",
        "o-portalu",
        "piskotki",
        "pravno-obvestilo",
    ],
}
_AFTER_OWN = 10


def make_demo_menus() -> int:
    """Add the links to pages that are stored and have none yet; return how many were added."""
    home = HomePage.objects.get(locale__language_code=SL)
    pages = {page.slug: page for page in home.get_children()}
    linked = set(MenuLink.objects.exclude(page=None).values_list("page_id", flat=True))
    links = [
        MenuLink(place=place, order=_AFTER_OWN + number, page=pages[slug])
        for place, slugs in LINKS.items()
        for number, slug in enumerate(slugs)
        if slug in pages and pages[slug].pk not in linked
    ]
    return len(MenuLink.objects.bulk_create(links))
