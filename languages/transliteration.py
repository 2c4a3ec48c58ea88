"""Serbian Cyrillic to Latin, one way only (M2).

What is not prose stays as it is: addresses of the web and of mail, code, placeholders, HTML tags
and entities. A word with a letter Serbian does not have (Russian, Macedonian) stays too: half of
it in another script would be no word at all. The result holds no Serbian Cyrillic outside of that,
so a second pass changes nothing.
"""

import re
import unicodedata

import cyrtranslit

_ALPHABET = "абвгдђежзијклљмнњопрстћуфхцчџш"
_TABLE = {letter: cyrtranslit.to_latin(letter, "sr") for letter in _ALPHABET + _ALPHABET.upper()}
_TABLE |= {"ѐ": "è", "ѝ": "ì", "Ѐ": "È", "Ѝ": "Ì"}  # accents that tell two words apart
_CAPITAL_DIGRAPHS = {"Љ": "LJ", "Њ": "NJ", "Џ": "DŽ"}
_HARD_CAPITALS = frozenset(_CAPITAL_DIGRAPHS)

_ACCENT = r"\u0300-\u036f"
_WORD = rf"[Ѐ-ӿ][Ѐ-ӿ{_ACCENT}]*"
_ADDRESS_END = r"[^\s<>\"'«»„“”]*[^\s<>\"'«»„“”.,;:!?)\]]"
_UNTOUCHED = (
    r"<(?P<code>code|pre|kbd|samp|script|style)\b[^>]*>.*?</(?P=code)\s*>",
    r"<!--.*?-->|</?[A-Za-z][^<>]*>",
    r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9A-Fa-f]+);",
    r"`[^`\n]+`",
    r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}\s]*\}|%\([^()\s]*\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]",
    rf"\b(?:[a-z][a-z0-9+.\-]*://|www\.|mailto:|tel:){_ADDRESS_END}",
    r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
    r"\b[\w\-]+(?:\.[\w\-]+)*\.(?:срб|мкд|рф|бг|укр|ком|нет|орг)\b(?:/\S*[^\s.,;:!?)])?",
)
_PIECE = re.compile(
    rf"(?P<untouched>{'|'.join(_UNTOUCHED)})|(?P<word>{_WORD})", re.DOTALL | re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LINE_ENDS = re.compile(r"[\n.!?…<>]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def to_latin(text: str) -> str:
    """Return `text` with every Serbian Cyrillic word in Latin; all else is left as it is.

    Capitals follow the word: ЉУБАВ becomes LJUBAV, Љубав becomes Ljubav. A single Њ is NJ between
    words in capitals and Nj elsewhere.
    """
    if not _CYRILLIC.search(text):
        return text
    return _PIECE.sub(lambda piece: _piece(piece, text), text)


def _piece(piece: re.Match[str], text: str) -> str:
    word = piece["word"]
    if word is None:
        return piece.group()
    letters = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    if any(letter not in _TABLE for letter in letters):
        return word
    if len(letters) == 1 and letters[0] in _HARD_CAPITALS:
        is_loud = _stands_among_capitals(text, *piece.span())
        return (_CAPITAL_DIGRAPHS[word[0]] if is_loud else _TABLE[word[0]]) + word[1:]
    return _word(word)


def _word(word: str) -> str:
    plain = "".join(letter for letter in word if letter in _TABLE)
    latin, place = [], 0
    for letter in word:
        if letter not in _TABLE:
            latin.append(letter)  # a combining accent
            continue
        latin.append(_letter(plain, place))
        place += 1
    return unicodedata.normalize("NFC", "".join(latin))


def _letter(word: str, place: int) -> str:
    """Return one letter; a digraph is in capitals when the letter after it is, or the one before
    it where it ends the word."""
    letter = word[place]
    if letter not in _HARD_CAPITALS:
        return _TABLE[letter]
    neighbour = word[place + 1] if place + 1 < len(word) else word[place - 1]
    return _CAPITAL_DIGRAPHS[letter] if neighbour.isupper() else _TABLE[letter]


def _stands_among_capitals(text: str, start: int, end: int) -> bool:
    """Say whether the words next to a single letter, in its own sentence, are in capitals."""
    if text[end : end + 1] == ".":
        return False  # an initial
    before = _LETTERS.findall(_LINE_ENDS.split(text[:start])[-1])
    after = _LETTERS.findall(_LINE_ENDS.split(text[end:])[0])
    near = [word for word in (*before[-1:], *after[:1]) if len(word) > 1]
    return bool(near) and all(word.isupper() for word in near)
