"""A small tree of pages in four languages, with its translations recorded."""

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms_pages.models import ArticlePage, HomePage
from languages.codes import EN, SL, SR, SR_LATN

TARGETS = {SL: (SR, EN), SR: (SR_LATN,)}


def homes():
    """Return {code: live first page}; the Slovene one is the site's."""
    root = Page.get_first_root_node()
    found = {}
    for code in (SL, SR, SR_LATN, EN):
        locale, _made = Locale.objects.get_or_create(language_code=code)
        home = HomePage(title=f"Okence {code}", slug=f"okence-{code}", locale=locale)
        if found:
            home.translation_key = found[SL].translation_key
        found[code] = root.add_child(instance=home)
    Site.objects.update(root_page=found[SL])
    return found


def article(home, title, *, of=None, slug="", live=True, lead=""):
    """Return an article below `home`, the translation of `of`."""
    page = ArticlePage(title=title, slug=slug, lead=lead, live=live, locale=home.locale)
    if of is not None:
        page.translation_key, page.slug = of.translation_key, of.slug
    return home.add_child(instance=page)


def translated(source, target, *, by_hand=True, only=("title", "lead")):
    """Record that `target` is the translation of `source`, field by field; return it."""
    kept, _made = TranslationSource.get_or_create_from_instance(source)
    row = Translation.objects.create(source=kept, target_locale=target.locale)
    segments = StringSegment.objects.filter(source=kept, context__path__in=only)
    for segment in segments.select_related("context"):
        write(row, segment.context.path, getattr(target, segment.context.path), by_hand=by_hand)
    return row


def write(translation, path, text, *, by_hand=True):
    """Translate one text of a page as an editor does."""
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    return StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": text, "translation_type": "manual" if by_hand else "machine"},
    )[0]


def translation_into(page, code):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=code
    )


def in_language(page, code):
    """Return the page's translation as it is stored now, or None."""
    found = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=code
    ).first()
    return found.specific if found else None
