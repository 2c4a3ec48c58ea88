"""Facts of the cluster on one line, in the active language: people, days, steps, questions."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import clock, local, short_date
from learning_cluster.models import Event, Member, NextStep, Question
from learning_cluster.prose import paragraphs


def day(value: date) -> str:
    return short_date(value, get_language() or SR)


def number(value: Decimal) -> str:
    """Return days as people write them: 1,5 and 2."""
    text = f"{value.normalize():f}"
    return text if get_language() == "en" else text.replace(".", ",")


def when(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """Return day and hours of something that ends on the day it began."""
    language = get_language() or SR
    begin, end = (clock(one, zone, language) for one in (starts, ends))
    return f"{short_date(local(starts, zone).date(), language)}, {begin}–{end}"


def span(starts: date | None, ends: date | None) -> str:
    """Return the days from first to last, a single one alone."""
    if not starts or not ends:
        return ""
    return day(starts) if starts == ends else f"{day(starts)} – {day(ends)}"


def minutes(value: int) -> str:
    return ngettext("%(number)s minute", "%(number)s minutes", value) % {"number": value}


def person(member: Member) -> str:
    """Return a name with whom they represent."""
    whom = member.membership.government.name if member.membership else member.organisation
    return f"{member.name} ({whom})" if whom else member.name


def step(one: NextStep) -> str:
    """Return a next step with who does it and by when (L8)."""
    whose = one.owner.name if one.owner else ""
    if not whose and one.membership:
        whose = one.membership.government.name
    parts = [whose, _("by %(day)s") % {"day": day(one.due)} if one.due else ""]
    known = ", ".join(part for part in parts if part)
    return f"{one.text} ({known})" if known else one.text


def question(one: Question) -> str:
    """Return a question with its answer, if there is one."""
    if not one.answer:
        return one.text
    return _("%(question)s Answer: %(answer)s") % {"question": one.text, "answer": one.answer}


def place(event: Event) -> str:
    return ", ".join(part for part in (event.town, event.venue) if part)


def times(event: Event) -> tuple[datetime, datetime]:
    """Return when a dated event begins and ends."""
    assert event.starts_at is not None and event.ends_at is not None  # noqa: PT018 - one period
    return event.starts_at, event.ends_at


def heading(event: Event) -> str:
    """Return name, day, hours and place of an event on lines of their own."""
    lines: Iterable[str] = [
        event.name,
        when(*times(event), event.cluster.tz) if event.period else "",
        place(event),
    ]
    return "\n".join(line for line in paragraphs(lines).splitlines() if line)
