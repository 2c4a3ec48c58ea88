"""Who is told what becomes of a run; called in the transaction of the action itself."""

from datetime import datetime
from typing import Literal

from training.actions.telling_participants import tell_participants
from training.enums import Reply
from training.messages import trainers
from training.models import Run

Change = Literal["changed", "cancelled"]


def tell_enrolled(run: Run, *, change: Change, at: datetime) -> None:
    """Tell everybody who is to be at a run that it has changed or is called off."""
    tell_trainers(run, what=change, at=at)
    tell_participants(run, change=change, at=at)


def tell_trainers(run: Run, *, what: trainers.News, at: datetime) -> None:
    """Queue mails: questions to those asked, news to those who have accepted."""
    asked = what in ("asked", "dates")
    replies = [Reply.ASKED, Reply.ACCEPTED] if what == "dates" else [Reply.ASKED]
    rows = run.run_trainers.filter(reply__in=replies if asked else [Reply.ACCEPTED])
    for row in rows.select_related("trainer"):
        trainers.tell(row.trainer, run, what=what, at=at)
