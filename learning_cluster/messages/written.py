"""A mail of a learning cluster from its template."""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string

from learning_cluster.signing import signed_mail
from messaging.kinds import Content


def written(
    name: str,
    subject: str,
    context: Mapping[str, object],
    *,
    calendar: bytes = b"",
    method: str = "",
) -> Content:
    """Return the mail of `learning_cluster/mail/<name>.txt`, in the active language."""
    facts = {"is_demo": settings.DEMO_MODE, **context}
    text = render_to_string(f"learning_cluster/mail/{name}.txt", facts)
    mail = Content(f"{text.strip()}\n", subject, calendar=calendar, method=method)
    return signed_mail(mail)
