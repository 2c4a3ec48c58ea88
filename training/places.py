"""Where a run takes place, as everybody may read it: never a join link (T8)."""

from training.enums import Mode, Place
from training.models import Run, Session


def place_in_words(run: Run) -> str:
    """Return town and room of a run, or the kind of its place where neither is known."""
    if run.place == Place.REMOTE:
        return str(Mode.REMOTE.label)  # the provider's premises are where trainers sit
    return ", ".join(_here(run)) or str(run.get_place_display())


def session_place(session: Session) -> str:
    """Return where one session of a run is: a remote one has no room."""
    if session.segment.mode == Mode.REMOTE:
        return str(Mode.REMOTE.label)
    return place_in_words(session.run)


def _here(run: Run) -> list[str]:
    """Return town and room; a town the address names already is not said twice."""
    town = "" if run.town and run.town in run.venue else run.town
    return [part for part in (run.venue, town) if part]
