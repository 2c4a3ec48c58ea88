"""Which of two states of one log counts: what a browser sent, what is kept. Pure (L9)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True)
class Stamp:
    """Where a state comes from.

    `key` names the draft of one browser, `step` grows with what is typed there. `version` is that
    of the log: of the kept state its own, of the sent one the version it was written over, 0 where
    there was none.
    """

    key: UUID
    step: int
    version: int


class Verdict(StrEnum):
    """What to do with what was sent."""

    FIRST = "first"  # there is no log yet
    NEXT = "next"  # write it over what is kept
    KNOWN = "known"  # it was kept before, or something later of the same draft
    CONFLICT = "conflict"  # somebody wrote meanwhile who had not seen it


def judge(kept: Stamp | None, sent: Stamp, *, is_same: bool) -> Verdict:
    """Say what becomes of a sent state; `is_same` says that its texts are those that are kept.

    A draft may always be written over an earlier step of itself: an answer that was lost on the
    way leaves the browser with an old version. Any other draft must have seen what is kept.
    """
    if kept is None:
        return Verdict.FIRST
    if is_same or (sent.key == kept.key and sent.step < kept.step):
        return Verdict.KNOWN
    if sent.key == kept.key and sent.step > kept.step:
        return Verdict.NEXT
    return Verdict.NEXT if sent.version == kept.version else Verdict.CONFLICT
