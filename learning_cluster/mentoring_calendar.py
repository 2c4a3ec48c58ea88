"""One session as calendars know it: mails say the same as any feed (I2)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from languages.translated import in_script
from learning_cluster.models import MentoringSession


def uid(session: MentoringSession) -> str:
    """Return the UID of a session's event: the same for all who take part, and for ever."""
    return f"{session.uid}@{settings.MESSAGE_ID_DOMAIN}"


def summary(session: MentoringSession) -> str:
    return _("Mentoring: %(cluster)s") % {"cluster": session.cluster.name}


def description(session: MentoringSession) -> str:
    return in_script(session.wish)


def url(session: MentoringSession) -> str:
    """Return the absolute address of the session's page, in the active language."""
    return settings.BASE_URL + reverse("cluster_session", args=[session.cluster.slug, session.uid])
