"""What an editor reads beside a translation: the texts that moved, and the glossary."""

from dataclasses import dataclass
from datetime import datetime

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms_pages.models import MovedSegment
from languages.codes import html_lang
from languages.glossary import Term, terms_in


@dataclass(frozen=True)
class MovedText:
    """A text as it was translated and as the source has it now; `mine` is the translation."""

    was: str
    now: str
    mine: str
    moved_at: datetime


@dataclass(frozen=True)
class Hint:
    """A term of the source, what to say for it, and the texts it occurs in."""

    term: str
    say: tuple[str, ...]
    texts: tuple[str, ...]


def moved_texts(translation: Translation) -> list[MovedText]:
    """Return what moved and is not answered yet, the longest ago first."""
    rows = (
        MovedSegment.objects.filter(translation=translation)
        .awaiting()
        .select_related("string")
        .order_by("moved_at", "pk")
    )
    moved = list(rows)
    written = StringTranslation.objects.filter(
        context__in={row.context_id for row in moved}, locale=translation.target_locale
    ).select_related("translation_of")
    by_source = {(row.context_id, row.translation_of.data): row.data for row in written}
    return [
        MovedText(
            was=row.was,
            now=row.string.data if row.string else "",
            mine=by_source.get((row.context_id, row.was), ""),
            moved_at=row.moved_at,
        )
        for row in moved
    ]


def hints(translation: Translation) -> list[Hint]:
    """Return the terms of the glossary in the source, each with the texts it occurs in."""
    source = translation.source.locale.language_code
    target = translation.target_locale.language_code
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    found: dict[Term, list[str]] = {}
    for segment in segments.order_by("order", "pk"):
        for term in terms_in(segment.string.data, source):
            found.setdefault(term, []).append(segment.string.data)
    return [
        Hint(term=term.in_language(source)[0], say=say, texts=tuple(dict.fromkeys(texts)))
        for term, texts in found.items()
        if (say := term.in_language(target))
    ]


def languages_of(translation: Translation) -> dict[str, str]:
    """Return the `lang` of source and target."""
    return {
        "source": html_lang(translation.source.locale.language_code),
        "target": html_lang(translation.target_locale.language_code),
    }
