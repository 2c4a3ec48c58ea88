"""A small tree by hand: the home of each language and articles below it."""

from wagtail.models import Locale, Page, Site

from cms_pages.models import ArticlePage, HomePage, SectionPage


def tree():
    """Make the Slovene home the site's root and return it."""
    locale, _made = Locale.objects.get_or_create(language_code="sl")
    home = HomePage(title="Okence", slug="okence", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page = "localhost", home
    site.save()
    return home


def article(parent, slug="clanek", *, body=(), **fields):
    fields = {"title": slug.capitalize(), "locale": parent.locale, **fields}
    return parent.add_child(instance=ArticlePage(slug=slug, body=list(body), **fields))


def section(parent, slug="razdelek", **fields):
    fields = {"title": slug.capitalize(), "locale": parent.locale, **fields}
    return parent.add_child(instance=SectionPage(slug=slug, **fields))
