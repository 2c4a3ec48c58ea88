"""Where a run and its sessions take place, in words (T8)."""

from django.utils.translation import gettext as _

from training.enums import Mode, Place
from training.models import Run, Session


def place_in_words(run: Run) -> str:
    """Return town and room of a run, or the kind of its place where neither is known.

    Everybody may read it: it never holds the join link.
    """
    if run.place == Place.REMOTE:
        return str(Mode.REMOTE.label)  # the provider's premises are where trainers sit
    return room(run)


def session_place(session: Session) -> str:
    """Return where one session of a run is: a remote one has no room."""
    if session.segment.mode == Mode.REMOTE:
        return str(Mode.REMOTE.label)
    return place_in_words(session.run)


def is_online(session: Session) -> bool:
    """Say whether one joins by a link; needs the session's run and segment."""
    return session.run.place == Place.REMOTE or session.segment.mode == Mode.REMOTE


def where(session: Session) -> str:
    """Return, to whoever comes, room and town of a live session; of a remote one, "online"."""
    return _("online") if is_online(session) else room(session.run)


def room(run: Run) -> str:
    """Return room and town, or the kind of place; a town the room names is not said twice."""
    town = "" if run.town and run.town in run.venue else run.town
    return ", ".join(filter(None, [run.venue, town])) or str(run.get_place_display())
