"""Words of questions and texts, and how alike two of them are. Pure (U3, M2)."""

import re
import unicodedata

from booking.search import clean_question, folded

MOST_WORDS = 8
LONGEST_WORD = 80
SHORTEST_SLIP = 4  # letters; in shorter words one slip makes another word
_WORD = re.compile(r"[a-z0-9]+")
_SHOWN = re.compile(r"[^\W_]+")
# Words that say nothing by themselves, folded: Slovene and Serbian, then English.
_EMPTY_WORDS = (
    "ali bi biti da do ga gde iz in ja je jo kada kaj kako kam ki kje ko koji kot lahko me mi mogu "
    "moj na nam ne naj od ob pri rabim sa sam se sem si so sta su ta te to treba vas vi za ze "
    "zelim an and at for how in is my need of on the to what when where"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Shares of the full weight: the word itself, its stem, its beginning, its other ending, two words
# written as one, a slip of a finger.
EXACT, STEM, BEGINNING, ENDING, JOINED, SLIP = 1.0, 0.85, 0.8, 0.7, 0.6, 0.5


def all_words(text: str) -> list[str]:
    """Return the folded words of `text` in their order."""
    return [word for word in _WORD.findall(folded(text)) if len(word) <= LONGEST_WORD]


def shown_words(text: str) -> dict[str, str]:
    """Return folded word → the way it is first written in `text`, in small letters."""
    found: dict[str, str] = {}
    for written in _SHOWN.findall(unicodedata.normalize("NFC", text).casefold()):
        word = folded(written)
        if _WORD.fullmatch(word) and len(written) <= LONGEST_WORD:
            found.setdefault(word, written)
    return found


def asked_words(question: str) -> list[str]:
    """Return the words of a question that say something, at most eight; all of them if none do."""
    found = list(dict.fromkeys(all_words(clean_question(question))))
    telling = [word for word in found if word not in _EMPTY and len(word) > 1]
    return (telling or found)[:MOST_WORDS]


def likeness(asked: str, word: str) -> float:
    """Return how surely `word` is meant by `asked`, from 0 to 1; both folded."""
    if asked == word:
        return EXACT
    if len(asked) > 2 and word.startswith(asked):
        return BEGINNING
    shared = _shared_beginning(asked, word)
    longer = max(len(asked), len(word))
    ending = ENDING * shared / longer if _is_ending(asked, word, shared) else 0.0
    slip = SLIP if _is_slip(asked, word) else 0.0
    joined = JOINED if len(word) > 4 and (asked.startswith(word) or asked.endswith(word)) else 0.0
    return max(ending, slip, joined)


def _shared_beginning(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _is_ending(asked: str, word: str, shared: int) -> bool:
    """Say whether the words may be forms of one: they differ in their last letters only."""
    shorter = min(len(asked), len(word))
    return len(asked) > 4 and abs(len(asked) - len(word)) <= 3 and shared >= max(4, shorter - 1)


def _is_slip(asked: str, word: str) -> bool:
    """Say whether the words differ by one slip, by two where they are long."""
    allowed = 2 if len(asked) >= 8 else 1
    if min(len(asked), len(word)) < SHORTEST_SLIP or abs(len(asked) - len(word)) > allowed:
        return False
    if len(set(asked) ^ set(word)) > 2 * allowed:
        return False
    return distance(asked, word) <= allowed


def distance(one: str, other: str) -> int:
    """Return the edits between two words; a swap of neighbours is one (optimal alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, opposite in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != opposite))
            is_swap = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite
            )
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, line
    return last[-1]
