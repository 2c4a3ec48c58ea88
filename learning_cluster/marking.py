"""Names that must carry a sign, and abbreviations, found in what a page says (L1). Pure.

Only what is read is touched: neither tags nor what people type into fields, scripts, pictures.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape

SIGN = "*"

_TAG = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
# What is inside of these is no text of the page, or must stay as it is typed.
_UNTOUCHED = frozenset(
    {"script", "style", "textarea", "select", "title", "svg", "math", "abbr", "template", "code"}
)
# In these a link would stand in another, or press what it lies on.
_UNLINKED = frozenset({"a", "button", "label", "summary", "legend"})


@dataclass(frozen=True)
class Note:
    """A footnote: `names` are the forms of the name without the sign, `text` what must be said."""

    key: str
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Short:
    """An abbreviation by its `name`, as texts write it in every script, and what it stands for."""

    name: str
    written: tuple[str, ...]
    text: str


@dataclass
class Marked:
    """A page with its signs; the notes and abbreviations found in it, in the order given."""

    html: str
    notes: list[Note] = field(default_factory=list)
    shorts: list[Short] = field(default_factory=list)


def mark(html: str, notes: Iterable[Note], shorts: Iterable[Short]) -> Marked:
    """Return `html` with every name signed and linked to its note, and abbreviations explained.

    A name that has its sign already does not get another. Each abbreviation is explained where it
    stands first. `html` is HTML; names and texts are plain.
    """
    notes, shorts = tuple(notes), tuple(shorts)
    by_name = {escape(name): note for note in notes for name in note.names}
    by_short = {escape(name): short for short in shorts for name in short.written}
    if not any(word in html for word in (*by_name, *by_short)):
        return Marked(html)
    marker = _Marker(by_name, by_short)
    text = _each_text(html, marker)
    return Marked(
        text,
        [note for note in notes if note in marker.notes],
        [short for short in shorts if short in marker.shorts],
    )


def sign(text: str, notes: Iterable[Note]) -> tuple[str, list[Note]]:
    """Return plain `text` with every name signed, and the notes it then needs: for papers."""
    notes = tuple(notes)
    by_name = {name: note for note in notes for name in note.names}
    found: set[Note] = set()

    def signed(match: re.Match[str]) -> str:
        found.add(by_name[match[1]])
        return match[1] + SIGN

    signed_text = _names(by_name).sub(signed, text) if by_name else text
    return signed_text, [note for note in notes if note in found]


class _Marker:
    def __init__(self, by_name: dict[str, Note], by_short: dict[str, Short]) -> None:
        self.by_name, self.by_short = by_name, by_short
        self.name = _names(by_name) if by_name else None
        self.short = _shorts(by_short) if by_short else None
        self.notes: set[Note] = set()
        self.shorts: set[Short] = set()

    def __call__(self, text: str, is_linkable: bool) -> str:
        if self.short:
            text = self.short.sub(self.explained, text)
        if self.name:
            text = self.name.sub(lambda found: self.signed(found, is_linkable), text)
        return text

    def signed(self, found: re.Match[str], is_linkable: bool) -> str:
        note = self.by_name[found[1]]
        self.notes.add(note)
        if not is_linkable:
            return found[1] + SIGN
        link = f'<a class="okence-sign" href="#{escape(note.key)}">{SIGN}</a>'
        return f"{found[1]}{link}"

    def explained(self, found: re.Match[str]) -> str:
        short = self.by_short[found[0]]
        if short in self.shorts:
            return found[0]
        self.shorts.add(short)
        return f'<abbr title="{escape(short.text)}">{found[0]}</abbr>'


def _names(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a whole name, with its sign where it has one."""
    return re.compile(rf"(?<!\w)({_any_of(words)})(?!\w)\*?")


def _shorts(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds an abbreviation, also before an ending: NALAS-a."""
    return re.compile(rf"(?<![\w&-])(?:{_any_of(words)})(?!\w)")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _each_text(html: str, marked: Callable[[str, bool], str]) -> str:
    parts, open_tags = [], _Open()
    for part in _TAG.split(html):
        if part.startswith("<") and part.endswith(">"):
            open_tags.pass_by(part)
            parts.append(part)
        elif part.strip() and not open_tags.is_in(_UNTOUCHED):
            parts.append(marked(part, not open_tags.is_in(_UNLINKED)))
        else:
            parts.append(part)
    return "".join(parts)


class _Open:
    """How many elements of each name are open at a place of a page."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def pass_by(self, tag: str) -> None:
        named = _NAME.match(tag)
        if named is None or tag.endswith("/>"):
            return
        name = named[1].lower()
        if name not in _UNTOUCHED | _UNLINKED:
            return
        step = -1 if tag.startswith("</") else 1
        self.counts[name] = max(0, self.counts.get(name, 0) + step)

    def is_in(self, names: frozenset[str]) -> bool:
        return any(self.counts.get(name) for name in names)
