"""Text as people type it, without what is invisible and changes how it reads."""

import unicodedata
from typing import Any

from django import forms

# Marks that turn the direction of a text: in a name they can only mislead whoever reads it.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")
_MOST_DECOMPOSED = 4  # code points that may become one


def plain_text(text: str) -> str:
    """Return `text` composed (NFC), without control characters and direction marks.

    A null character stays: Django's own validator names it to the person who sent it.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter
        for letter in composed
        if letter == "\0"
        or letter in _KEPT
        or (letter not in _TURNING and unicodedata.category(letter) != "Cc")
    )


class PlainTextField(forms.CharField):
    """A CharField whose text holds nothing invisible that changes how it reads."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if self.max_length is not None and len(text) > self.max_length * _MOST_DECOMPOSED:
            self.run_validators(text)  # refuses it: composing stacked marks takes quadratic time
        return plain_text(text).strip() if self.strip else plain_text(text)
