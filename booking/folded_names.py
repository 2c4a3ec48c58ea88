"""A name as it is sought: small Latin letters without marks, whatever its script (B40).

The database folds, names and question alike, by the function of migration 0009; its result is
what the trigram index holds, so that a part of a name is found without reading them all.
"""

import unicodedata
from typing import Any

from django.db.models import Func, TextField, Value


class FoldedName(Func):
    """Folds "Đorđe" and "Ђорђе" to "dorde", "Djordje" to "djordje"."""

    function = "booking_folded_name"
    arity = 1
    output_field: Any = TextField()


def spelling_of(word: str) -> Func:
    """Return a regular expression, in SQL, that finds `word` in a folded name, however spelt.

    `word` is of letters and digits only. Where there is no đ it is written dj, or d: after each d
    there may be a j.
    """
    folded = FoldedName(Value(unicodedata.normalize("NFC", word)))
    return _replaced(_replaced(folded, "dj", "d"), "d", "dj?")


def _replaced(text: Func, old: str, new: str) -> Func:
    return Func(text, Value(old), Value(new), function="replace", output_field=TextField())
