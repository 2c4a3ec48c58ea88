"""A letter about a training to somebody outside: what happened, the facts, where to go on (T13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from languages.codes import SL
from languages.dates import clock, local, long_date
from training.local_time import ZONE
from training.models import Session, Training
from training.places import where


@dataclass(frozen=True)
class Letter:
    """`lead` says what happened; `more` is what to know; `go_on` introduces the address `path`."""

    subject: str
    training: Training
    lead: Sequence[str]
    sessions: Sequence[Session] = ()
    more: Sequence[str] = ()
    go_on: str = ""
    path: str = ""
    end: str = ""

    def text(self) -> str:
        context = {
            "letter": self,
            "lines": [line_of(session) for session in self.sessions],
            "address": settings.BASE_URL + self.path if self.path else "",
            "statement": self.training.bundle.programme.statement,
        }
        return render_to_string("training/mail/letter.txt", context).strip() + "\n"


def line_of(session: Session) -> str:
    """Return day, hours and place of a session on one line."""
    language = get_language() or SL
    day = long_date(local(session.starts_at, ZONE).date(), language)
    begin, end = (clock(at, ZONE, language) for at in (session.starts_at, session.ends_at))
    return f"{day}, {begin}–{end}, {where(session)}"
