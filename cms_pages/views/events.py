"""An event for one's own calendar (I1, I3)."""

from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from calendars.ical import Person, event
from cms_pages.models import EventPage
from languages.codes import SL


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or SL
    events = EventPage.objects.live().public().filter(locale__language_code=language)
    page = get_object_or_404(events, slug=slug)
    return HttpResponse(
        _ics(page, language),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.ics"'},
    )


def _ics(page: EventPage, language: str) -> bytes:
    """Return the event; its sequence is the minute of its last publication, so it only grows."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return event(
        uid=f"{page.translation_key}@{settings.MESSAGE_ID_DOMAIN}",
        sequence=int(page.last_published_at.timestamp()) // 60,
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        zone=ZoneInfo(settings.TIME_ZONE),
        summary=page.title,
        description="\n".join(filter(None, [page.lead, page.registration])),
        location=page.place or page.link,
        url=page.full_url or "",
        stamp=page.last_published_at,
        language=language,
        organizer=Person(email=email, name=name),
    )
