"""The footnotes and abbreviations as the coordinator keeps them, in the active language (L1)."""

from languages.codes import STORED
from languages.transliteration import to_latin
from learning_cluster.marking import SIGN, Note, Short
from learning_cluster.models import Acronym, Footnote


def footnotes() -> list[Note]:
    """Return every mandatory footnote with the forms of its name in all languages and scripts."""
    return [
        Note(key=f"opomba-{row.pk}", names=_forms(row), text=row.text)
        for row in Footnote.objects.all()
    ]


def abbreviations() -> list[Short]:
    return [Short(row.short, _written(row), row.text) for row in Acronym.objects.all()]


def _forms(row: Footnote) -> tuple[str, ...]:
    texts = [getattr(row, f"{name}_{code}") for code in STORED for name in ("mark", "forms")]
    words = [word.strip().rstrip(SIGN) for text in texts for word in text.split(",")]
    return _in_both_scripts([*words, *(word.upper() for word in words)])


def _written(row: Acronym) -> tuple[str, ...]:
    return _in_both_scripts([getattr(row, f"short_{code}") for code in STORED])


def _in_both_scripts(words: list[str]) -> tuple[str, ...]:
    both = [form for word in words for form in (word, to_latin(word))]
    return tuple(dict.fromkeys(filter(None, both)))
