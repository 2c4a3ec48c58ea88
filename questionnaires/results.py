"""What may be shown of the answers to a question. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from questionnaires.tally import Tally


class Question(Protocol):
    """A question as forms and tables need it; one that is not graded is answered in words."""

    pk: int

    @property
    def text(self) -> str: ...

    @property
    def is_graded(self) -> bool: ...


@dataclass(frozen=True)
class Graded:
    """Grades given to a question; `tally` is None where there are too few to be shown."""

    question: Question
    tally: Tally | None


@dataclass(frozen=True)
class Words:
    """What was written, in no order of time."""

    question: Question
    texts: Sequence[str]
