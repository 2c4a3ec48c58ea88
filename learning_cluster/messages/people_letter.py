"""A letter about people of a cluster: what happened, where to go on, whom to ask (L2)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from languages.codes import SR
from languages.dates import local, short_date
from languages.translated import in_script
from learning_cluster.enums import MemberRole
from learning_cluster.models import Cluster, Member
from learning_cluster.signing import signed_mail
from messaging.kinds import Content


def letter(
    subject: str, cluster: Cluster, lines: Sequence[str], *, go_on: str = "", path: str = ""
) -> Content:
    """Return the mail, in the active language: `go_on` introduces the address `path`."""
    context = {
        "cluster": cluster,
        "host": in_script(cluster.host),
        "lines": [line for line in lines if line],
        "go_on": go_on,
        "address": settings.BASE_URL + path if path else "",
        "contacts": contacts_of(cluster),
        "is_demonstration": settings.DEMO_MODE,
    }
    text = render_to_string("learning_cluster/mail/people_letter.txt", context)
    return signed_mail(Content(f"{text.strip()}\n", subject % {"cluster": cluster.name}))


def contacts_of(cluster: Cluster) -> list[str]:
    """Return whom to ask: the coordinators, a line each."""
    rows = Member.objects.accepted().filter(cluster=cluster, role=MemberRole.COORDINATOR)
    return [", ".join(filter(None, (in_script(row.name), row.phone, row.email))) for row in rows]


def day_of(moment: datetime, cluster: Cluster) -> str:
    """Return the local day of a moment in figures: a name of a day would have to be declined."""
    return short_date(local(moment, cluster.tz).date(), get_language() or SR)
