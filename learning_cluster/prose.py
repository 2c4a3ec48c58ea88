"""Plain text of a document as paragraphs and lists. Pure.

A line that begins with "- " is a point of a list; an empty line ends a paragraph.
"""

from collections.abc import Iterable

from printing.text_paper import Block

POINT = "- "


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and lists of a text, in order."""
    found: list[Block] = []
    is_new = True
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped:
            is_new = True
            continue
        is_point = stripped.startswith(POINT)
        words = stripped.removeprefix(POINT).strip()
        if not is_new and found[-1].is_list == is_point:
            found[-1] = Block([*found[-1].lines, words], is_point)
        else:
            found.append(Block([words], is_point))
        is_new = False
    return found


def points(lines: Iterable[str]) -> str:
    """Return a list as people would type it; each of `lines` becomes one point."""
    return "\n".join(f"{POINT}{' '.join(line.split())}" for line in lines if line.strip())


def lines(text: str) -> list[str]:
    """Return the lines that say something, without the signs of a list."""
    return [line for block in blocks(text) for line in block.lines]


def paragraphs(texts: Iterable[str]) -> str:
    """Return the texts that are not empty, a line between them."""
    return "\n\n".join(text.strip() for text in texts if text.strip())
