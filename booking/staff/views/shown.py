"""A preview as its page shows it: in words, week by week, person by person (B7, B11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.enums import BulkKind
from booking.forms.decisions import DecisionsForm
from booking.information.changes_in_words import step_words
from booking.information.hours_in_words import date_words, next_dates, spans_words
from booking.models import Counter
from booking.planning.capacity import Stretch, stretches
from booking.planning.preview import Preview, Stranded
from booking.planning.reserved import Share
from booking.planning.steps import AddHours, AddReserve
from languages.codes import SL
from languages.dates import date_time, short_date

TEN = 10


@dataclass(frozen=True)
class Person:
    """A stranded appointment: `who` is "" for those who may not see visitors."""

    when: str
    where: str
    service: str
    reference: str
    who: str
    offer: str
    field: forms.BoundField | None


def preview_rows(seen: Preview, form: DecisionsForm, *, names: bool) -> dict[str, Any]:
    """Return what the page shows of one location."""
    labels = dict(Counter.objects.filter(location=seen.location).values_list("pk", "label"))
    return {
        "location": seen.location,
        "lines": [step_words(step, seen.location, labels) for step in seen.change.steps],
        "dates": _dates(seen),
        "weeks": [_week(stretch) for stretch in stretches(seen.weeks)],
        "reserved": [_reserved(share) for share in seen.reserved],
        "is_reserve": seen.change.kind == BulkKind.RESERVE,
        "won": sum(week.won for week in seen.weeks),
        "lost": sum(week.lost for week in seen.weeks),
        "people": [_person(one, seen, labels, form, names=names) for one in seen.stranded],
    }


def _person(
    one: Stranded, seen: Preview, labels: dict[int, str], form: DecisionsForm, *, names: bool
) -> Person:
    appointment, zone = one.appointment, seen.location.zone
    language = get_language() or SL
    offer = ""
    if one.proposal:
        offer = f"{date_time(one.proposal.starts_at, zone, language)}, "
        offer += labels[one.proposal.counter]
    visitor = appointment.visitor
    return Person(
        date_time(appointment.starts_at, zone, language),
        labels[appointment.counter_id],
        appointment.service.short_name,
        appointment.booking.reference or "",
        visitor.name if names and visitor else "",
        offer,
        form.one(one),
    )


def _week(stretch: Stretch) -> dict[str, Any]:
    figures = {name: _minutes(getattr(stretch.week, name)) for name in ("won", "lost", "narrowed")}
    return {"when": _when(stretch), **figures}


def _reserved(share: Share) -> dict[str, str]:
    return {
        "when": _when(share),
        "reserved": _minutes(share.reserved),
        "open": _minutes(share.open),
        "percent": _("%(number)d %%") % {"number": share.percent},
    }


def _when(weeks: Stretch | Share) -> str:
    language = get_language() or SL
    first = short_date(weeks.first, language)
    if weeks.last == weeks.first:
        return _("week from %(first)s") % {"first": first}
    return _("every week, from that of %(first)s to that of %(last)s") % {
        "first": first,
        "last": short_date(weeks.last, language),
    }


def _minutes(minutes: int) -> str:
    if not minutes:
        return "–"
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}


def _dates(seen: Preview) -> list[str]:
    """Return the next ten dates of the hours that come, each with its hours."""
    spans: dict[date, list[Any]] = {}
    for step in seen.change.steps:
        if isinstance(step, AddHours | AddReserve):
            for day in next_dates(step.rule, step.valid_from, step.valid_to)[:TEN]:
                spans.setdefault(day, []).append((step.opens, step.closes))
    return [f"{date_words(day)}: {spans_words(spans[day])}" for day in sorted(spans)[:TEN]]
