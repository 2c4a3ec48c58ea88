"""From a question to the entries that answer it: six statements, whatever the question (U3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, Func, TextField, Value

from cms_pages.models import SearchEntry, SearchSynonym
from cms_pages.models.search import SearchEntryQuerySet
from cms_pages.search.scoring import Candidate, Phrasing, scores
from cms_pages.search.words import STEM, all_words, asked_words, likeness
from languages.codes import SR, SR_LATN

_MOST_ALIKE = 30  # lexemes tried for one asked word
_MOST_PHRASINGS = 4
_SYNONYM = 0.95  # how sure it is that an editor's synonym was meant
_SURE = 0.5  # a synonym is meant by its own words and their other endings, not by slips

# For each asked word its stems, and what begins like it or shares many of its letter triples; a
# slip in a short word leaves too few of those, so its first letter and length must do.
_NEAR = """
SELECT asked.word,
       ts_lexize('serbian_stem', asked.word) || ts_lexize('english_stem', asked.word),
       ARRAY(SELECT w.word FROM cms_pages_searchword w
             WHERE w.word LIKE left(asked.word, 4) || '%%' OR w.word %% asked.word
                OR length(asked.word) BETWEEN 4 AND 6
                   AND w.word LIKE left(asked.word, 1) || '%%'
                   AND abs(length(w.word) - length(asked.word)) < 2)
FROM unnest(%s::text[]) asked(word)
"""


class _HeldLexemes(Func):
    """Of the lexemes given, those an entry holds, each with its weight: "osebn A"."""

    template = "ARRAY(SELECT found.lexeme || ' ' || found.weights[1] FROM unnest(%(expressions)s))"
    arg_joiner = ") found WHERE found.lexeme = ANY("
    output_field = ArrayField(TextField())


def find(question: str, *, language: str, at: datetime, limit: int) -> list[SearchEntry]:
    """Return what a reader of `language` may mean, the likeliest first; each with its thing."""
    asked = asked_words(question)
    if not asked:
        return []
    phrasings = _phrasings(asked, SR if language == SR_LATN else language)
    alike = _alike({word for phrasing in phrasings for word in phrasing.words})
    visible = SearchEntry.objects.visible(language, at)
    found = scores(phrasings, alike, _held(visible, alike.values()), SearchEntry.objects.count())
    first = sorted(found, key=lambda key: (-found[key], key))[:limit]
    rows = SearchEntry.objects.select_related(
        "service", "location", "place__municipality__unit", "page__locale"
    ).in_bulk(first)
    return [rows[key] for key in first if key in rows]


def _phrasings(asked: Sequence[str], language: str) -> list[Phrasing]:
    """Return the question as it stands and as editors' synonyms put it."""
    found = [Phrasing(tuple(asked))]
    for synonym in SearchSynonym.objects.filter(language=language):
        typed = all_words(synonym.typed)
        at = _place_of(typed, asked)
        if at is not None:
            words = (*asked[:at], *asked_words(synonym.meant), *asked[at + len(typed) :])
            found.append(Phrasing(tuple(dict.fromkeys(words)), _SYNONYM))
    return found[:_MOST_PHRASINGS]


def _place_of(typed: Sequence[str], asked: Sequence[str]) -> int | None:
    """Return where in the question the typed words stand one after the other."""
    for at in range(len(asked) - len(typed) + 1):
        pairs = zip(asked[at:], typed, strict=False)
        if typed and all(likeness(word, own) > _SURE for word, own in pairs):
            return at
    return None


def _alike(words: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return for each word the lexemes that may be meant by it, with how surely."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [sorted(words)])
        rows = cursor.fetchall()
    found = {}
    for word, stems, near in rows:
        shares = {lexeme: likeness(word, lexeme) for lexeme in near}
        likely = sorted(filter(shares.get, shares), key=lambda lexeme: -shares[lexeme])
        stemmed = dict.fromkeys(stems or [], STEM)
        found[word] = {
            **stemmed,
            **{lexeme: shares[lexeme] for lexeme in likely[:_MOST_ALIKE]},
            word: 1.0,
        }
    return found


def _held(visible: SearchEntryQuerySet, alike: Iterable[dict[str, float]]) -> dict[int, Candidate]:
    """Return the visible entries that hold any lexeme of `alike`, by their key."""
    lexemes = sorted({lexeme for lexemes in alike for lexeme in lexemes})
    query = SearchQuery(" | ".join(map(_quoted, lexemes)), search_type="raw", config="simple")
    rows = visible.filter(vector=query).annotate(held=_HeldLexemes(F("vector"), Value(lexemes)))
    return {
        key: Candidate(dict(pair.rsplit(" ", 1) for pair in held), names)
        for key, held, names in rows.values_list("pk", "held", "names")
    }


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
