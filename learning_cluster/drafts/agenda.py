"""The agenda and the detailed design of an event, from the parts of its day (L7, L8)."""

from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import clock
from learning_cluster.drafts import words
from learning_cluster.models import AgendaItem, Event
from learning_cluster.prose import points


def draft_of_agenda(event: Event) -> dict[str, str]:
    """Return what the agenda's sections say."""
    return {
        "event": words.heading(event),
        "aims": event.about_sr,
        "programme": points(_line(one, event) for one in items_of(event)),
    }


def draft_of_design(event: Event) -> dict[str, str]:
    """Return what the sections of the detailed design say."""
    items = items_of(event)
    speakers = [
        f"{who.name}, {who.organisation}: {one.title}"
        if who.organisation
        else f"{who.name}: {one.title}"
        for one in items
        for who in one.speakers.all()
    ]
    coming = event.registrations.select_related("member__membership__government")
    return {
        "purpose": event.about_sr,
        "participants": points(
            f"{words.person(one.member)}: {one.needs}" if one.needs else words.person(one.member)
            for one in coming
        ),
        "sessions": points(_designed(one) for one in items),
        "speakers": points(speakers),
        "practices": points(
            f"{one.title} ({one.country}): {one.service}" for one in event.practices.all()
        ),
        "materials": points(one.title for one in event.materials.all()),
        "questions": points(words.question(one) for one in event.questions.all()),
        "logistics": words.place(event),
    }


def items_of(event: Event) -> list[AgendaItem]:
    return list(event.agenda.prefetch_related("speakers"))


def _line(one: AgendaItem, event: Event) -> str:
    names = ", ".join(
        f"{who.name} ({who.organisation})" if who.organisation else who.name
        for who in one.speakers.all()
    )
    what = f"{one.title}, {names}" if names else one.title
    if event.starts_at is None:
        return f"{what} ({words.minutes(one.minutes)})"
    language, zone = get_language() or SR, event.cluster.tz
    starts = event.starts_at + timedelta(minutes=one.offset)
    ends = starts + timedelta(minutes=one.minutes)
    return f"{clock(starts, zone, language)}–{clock(ends, zone, language)} {what}"


def _designed(one: AgendaItem) -> str:
    who = ", ".join(who.name for who in one.speakers.all())
    led = _("led by %(names)s") % {"names": who} if who else ""
    facts = ", ".join(part for part in (words.minutes(one.minutes), led) if part)
    return f"{one.title} ({facts}). {one.about}" if one.about else f"{one.title} ({facts})"
