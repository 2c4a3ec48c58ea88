"""Names that must carry a sign in papers, mails and calendars, with their notes below (L1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from calendars.feeds import Entry
from learning_cluster.marking import SIGN, Note, sign
from learning_cluster.marks import footnotes
from messaging.kinds import Content
from printing.text_paper import TextPaper

Thing = TypeVar("Thing")


def signed(thing: Thing, notes: Sequence[Note]) -> tuple[Thing, list[str]]:
    """Return `thing` with every name in its texts signed, and the lines that must stand below.

    A thing is a text, a sequence of things or a dataclass of them; anything else stays as it is.
    """
    signer = _Signer(notes)
    same = signer(thing)
    return same, [_line(note) for note in notes if note in signer.found]


def signed_paper(paper: TextPaper) -> TextPaper:
    """Return a paper with its names signed and their notes at its foot."""
    paper, lines = signed(paper, footnotes())
    return replace(paper, foot=[*paper.foot, *lines])


def signed_mail(mail: Content) -> Content:
    """Return a mail with the names in subject and text signed and their notes at its end."""
    (subject, text), lines = signed((mail.subject, mail.text), footnotes())
    foot = "".join(f"\n{line}\n" for line in lines)
    return replace(mail, subject=subject, text=text + foot)


def signed_entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a calendar with names signed and notes in what they say; one query."""
    notes = footnotes()
    for entry in entries:
        texts = entry.summary, entry.location, entry.description
        summary, location, description = signed_event(texts, notes)
        yield replace(entry, summary=summary, location=location, description=description)


def signed_event(texts: tuple[str, str, str], notes: Sequence[Note]) -> tuple[str, str, str]:
    """Return name, place and description of an event, signed, the notes in the description."""
    (summary, location, description), lines = signed(texts, notes)
    return summary, location, "\n".join(filter(None, (description, *lines)))


class _Signer:
    def __init__(self, notes: Sequence[Note]) -> None:
        self.notes, self.found = notes, set[Note]()

    def __call__(self, thing: Any) -> Any:
        if isinstance(thing, str):
            text, found = sign(thing, self.notes)
            self.found.update(found)
            return text
        if isinstance(thing, list | tuple):
            return type(thing)(self(one) for one in thing)
        if is_dataclass(thing) and not isinstance(thing, type):
            return replace(
                thing, **{one.name: self(getattr(thing, one.name)) for one in fields(thing)}
            )
        return thing


def _line(note: Note) -> str:
    return note.text if note.text.startswith(SIGN) else f"{SIGN} {note.text}"
