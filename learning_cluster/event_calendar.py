"""An event as calendars know it: mails and feeds say the same (I1, I2)."""

from django.conf import settings
from django.urls import reverse

from languages.translated import in_script
from learning_cluster.models import Event


def uid(event: Event) -> str:
    """Return the UID of an event, the same for ever."""
    return f"{event.uid}@{settings.MESSAGE_ID_DOMAIN}"


def summary(event: Event) -> str:
    """Return the name of an event with its cluster's."""
    return f"{event.name} ({event.cluster.name})"


def location(event: Event, *, with_link: bool) -> str:
    """Return where an event is, in the reader's script; with the link where there is no place."""
    place = in_script(event.place)
    return place or (event.join_link if with_link else "")


def inside_url(event: Event) -> str:
    """Return the absolute address of the members' page of an event, in the active language."""
    return _absolute(reverse("cluster_event", args=[event.cluster.slug, event.pk]))


def public_url(event: Event) -> str:
    """Return the absolute address of an event's page for everybody, in the active language."""
    return _absolute(reverse("public_event", args=[event.pk]))


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
