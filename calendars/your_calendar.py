"""The part of a page about one's own calendar: its link made, shown once, replaced, taken away.

A view of an app includes `calendars/your_calendar.html` with `your_calendar` as context and hands
what was sent to `press`; the page's own rule says whose calendar it is.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from calendars.actions.links import give_link, take_link
from calendars.models import FeedLink
from calendars.personal import Holder, PersonalKind
from languages.codes import SL
from privacy.audit import Actor

GIVE, SWITCH_OFF = "give", "switch_off"
SWITCHED_OFF = _("The link is switched off. Nobody can read the calendar now.")


class LinkForm(forms.Form):
    """Which of the buttons was pressed."""

    deed = forms.ChoiceField(choices=[(GIVE, ""), (SWITCH_OFF, "")])


def your_calendar(kind: PersonalKind, holder: Holder, *, token: str = "") -> dict[str, Any]:
    """Return what the template needs: `link`, and `addresses` of a token that was just made.

    A page that holds a token must be answered to the POST that made it, and `no-store`.
    """
    return {
        "link": link_of(kind, holder),
        "addresses": addresses(kind, token, get_language() or SL) if token else None,
    }


def press(data: Any, kind: PersonalKind, holder: Holder, *, by: Actor, at: datetime) -> str | None:
    """Do what the pressed button says: return the new token, "" without one, None for no button."""
    form = LinkForm(data)
    if not form.is_valid():
        return None
    if form.cleaned_data["deed"] == GIVE:
        return give_link(kind, holder, by=by, at=at)
    take_link(kind, holder, by=by, at=at)
    return ""


def link_of(kind: PersonalKind, holder: Holder) -> FeedLink | None:
    """Return the link in use."""
    return FeedLink.objects.of(holder).filter(kind=kind.name).first()


def addresses(kind: PersonalKind, token: str, language: str = SL) -> dict[str, str]:
    """Return the full address of a personal calendar: see `both_addresses`."""
    return both_addresses(reverse("personal_feed", args=[kind.name, token]), language)


def both_addresses(path: str, language: str, **values: str) -> dict[str, str]:
    """Return a calendar's full address for browsers (`web`) and programs (`webcal`)."""
    query = urlencode(values | ({} if language == SL else {"lang": language}))
    web = settings.BASE_URL.rstrip("/") + path + (f"?{query}" if query else "")
    return {"web": web, "webcal": "webcal:" + web.split(":", 1)[1]}
