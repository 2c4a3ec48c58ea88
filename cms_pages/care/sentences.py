"""Sentences that are hard to follow (X1, plain language). Pure."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

LONGEST = 25  # words; above it readers lose the beginning

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
# A full stop before a small letter ends an abbreviation.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[„“«(]?[A-ZČŠŽĆĐА-ЯЂЈЉЊЋЏ])|\n+")
_WORD = re.compile(r"\w[\w'’.,/-]*")


def long_sentences(texts: Iterable[str]) -> list[str]:
    """Return the sentences of more than LONGEST words, in the order they are read.

    `texts` are plain or HTML; the end of a paragraph, list item or heading ends a sentence too.
    """
    return [one for text in texts for one in _sentences(text) if len(_WORD.findall(one)) > LONGEST]


def _sentences(text: str) -> Iterator[str]:
    plain = unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))
    for sentence in _SENTENCE_END.split(plain):
        words = " ".join(sentence.split())
        if words:
            yield words
