"""Where a session of a run is, in the words of whoever comes (T8)."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from training.enums import Mode, Place
from training.models import Session

ZONE = ZoneInfo(settings.TIME_ZONE)


def is_online(session: Session) -> bool:
    """Say whether one joins by a link; needs the session's run and segment."""
    return session.run.place == Place.REMOTE or session.segment.mode == Mode.REMOTE


def where(session: Session) -> str:
    """Return room and town of a live session; of a remote one, that it is online."""
    if is_online(session):
        return _("online")
    run = session.run
    parts = [run.venue, run.town if run.town not in run.venue else ""]
    return ", ".join(part for part in parts if part) or str(Place(run.place).label)
