"""A mail about a training from its template."""

from collections.abc import Mapping

from django.template.loader import render_to_string

from messaging.kinds import Content


def written(
    name: str,
    subject: str,
    context: Mapping[str, object],
    *,
    calendar: bytes = b"",
    method: str = "",
) -> Content:
    """Return the mail of `training/mail/<name>.txt`, in the active language."""
    text = render_to_string(f"training/mail/{name}.txt", dict(context))
    return Content(f"{text.strip()}\n", subject, calendar=calendar, method=method)
