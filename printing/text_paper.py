"""A paper of headed texts, the same for Word and PDF. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Block:
    """A paragraph of some lines, or a list of some points."""

    lines: Sequence[str]
    is_list: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of texts under their headings; the first cell of a row says what it is about."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Part:
    """A numbered section; without blocks it is still to be written, as `empty` says."""

    heading: str
    blocks: Sequence[Block]
    tables: Sequence[Table] = ()


@dataclass(frozen=True)
class TextPaper:
    """What stands on the paper, in one language; `language` is its BCP 47 tag.

    `facts` are pairs of term and value below the title, `foot` small lines at the end.
    """

    title: str
    subtitle: str
    language: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    foot: Sequence[str] = field(default_factory=tuple)
    empty: str = "–"
