"""Tells the translation editor which sentence of a page is the translation of which (M1, M2).

Slovene is the source of Serbian and English, Serbian Cyrillic of Latin. So an editor sees both
languages side by side, the state of each page, and which pages a changed source left behind.
"""

import re
from collections import defaultdict

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms_pages.translating.following import TOOL
from languages.codes import EN, SL, SR, SR_LATN

_CELL = re.compile(r"\.[0-9a-f]{16}$")
TARGETS = {SL: (SR, EN), SR: (SR_LATN,)}


def keep_translations() -> int:
    """Record the translations of every page that has none recorded; return how many."""
    kept = 0
    for code, targets in TARGETS.items():
        source_locale = Locale.objects.get(language_code=code)
        locales = list(Locale.objects.filter(language_code__in=targets))
        known = TranslationSource.objects.filter(locale=source_locale).values("object_id")
        pages = Page.objects.filter(locale=source_locale, depth__gt=1).exclude(
            translation_key__in=known
        )
        others = _by_key(locales)
        for page in pages.specific():
            kept += _keep(page, others[page.translation_key])
    return kept


def forget_translations(page: Page) -> None:
    """Drop what is recorded of a page as a source, after its text was changed here."""
    TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale).delete()


def _by_key(locales: list[Locale]) -> dict[object, list[Page]]:
    found = defaultdict(list)
    for page in Page.objects.filter(locale__in=locales, depth__gt=1).specific():
        found[page.translation_key].append(page)
    return found


def _keep(page: Page, others: list[Page]) -> int:
    if not others:
        return 0
    source, _created = TranslationSource.get_or_create_from_instance(page)
    segments = source.stringsegment_set.select_related("context").order_by("order", "pk")
    own = defaultdict(list)
    for segment in segments:
        own[_place(segment.context.path)].append(segment)
    for other in others:
        Translation.objects.create(source=source, target_locale=other.locale)
        theirs = _strings(other)
        StringTranslation.objects.bulk_create(
            (
                StringTranslation(
                    translation_of_id=segment.string_id,
                    locale=other.locale,
                    context=segment.context,
                    data=text,
                    **_origin(other),
                )
                for path, mine in own.items()
                if len(mine) == len(theirs[path])
                for segment, text in zip(mine, theirs[path], strict=True)
            ),
            ignore_conflicts=True,
        )
    return len(others)


def _origin(page: Page) -> dict[str, str]:
    """Return who wrote a text: Serbian Latin was derived, all else is an editor's."""
    if page.locale.language_code == SR_LATN:
        return {"translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE, "tool_name": TOOL}
    return {"translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL}


def _place(path: str) -> str:
    """Return where a text stands: a cell of a table is named by its text, so by its table here."""
    return _CELL.sub("", path)


def _strings(page: Page) -> dict[str, list[str]]:
    """Return the sentences of a page by their place in it."""
    found = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[_place(segment.path)].append(segment.string.data)
    return found
