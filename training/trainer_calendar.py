"""One session of a run as its trainer's calendars know it: mails and the feed say the same (I2)."""

from uuid import uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from training.enums import Mode
from training.models import Run, Session
from training.places import room


def uid(session: Session) -> str:
    """Return the UID of a trainer's event: not the participants', and the same for ever."""
    return (
        f"{uuid5(session.run.uid, f'trainer-{session.segment.day}')}@{settings.MESSAGE_ID_DOMAIN}"
    )


def summary(session: Session, days: int) -> str:
    """Return the name of the training; with the day's number where there are several."""
    name = session.run.training.name
    if days == 1:
        return name
    which = _("day %(day)s of %(days)s") % {"day": session.segment.day, "days": days}
    return f"{name} ({which})"


def location(session: Session) -> str:
    """Return room and town of a live session, the join link of a remote one."""
    run = session.run
    if session.segment.mode == Mode.REMOTE:
        return run.join_link or str(Mode.REMOTE.label).capitalize()
    return room(run)


def run_url(run: Run) -> str:
    """Return the absolute address of the trainer's page of a run, in the active language."""
    return settings.BASE_URL + reverse("trainer_run", args=[run.pk])
