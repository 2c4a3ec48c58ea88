"""What the three kinds of message say, in the active language. Sentences first, facts after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.messages.letter import Letter, bring, rows
from booking.visit import Visit
from languages.codes import SL
from languages.dates import date_time, in_sentence, short_date_time
from languages.translated import pick


def confirmation(told: Visit) -> Letter:
    return _expecting(
        told,
        subject=_("Appointment booked: %(service)s, %(when)s"),
        title=_("Your appointment is booked"),
        lead=[],
    )


def moved(told: Visit, before: Visit) -> Letter:
    earlier = date_time(before.starts_at, before.zone, _language())
    return _expecting(
        told,
        subject=_("Appointment moved: %(service)s, %(when)s"),
        title=_("Your appointment has been moved"),
        lead=[_("The earlier time (%(when)s) no longer holds.") % {"when": earlier}],
    )


def fewer(told: Visit, gone: Visit, *, by_office: bool = False) -> Letter:
    names = ", ".join(name for name, _at in gone.people)
    happened = (
        _("The office had to cancel for: %(names)s. We are sorry. The rest stays as it was.")
        if by_office
        else _("Cancelled for: %(names)s. The rest stays as it was.")
    )
    return _expecting(
        told,
        subject=_("Appointment changed: %(service)s, %(when)s"),
        title=_("Part of your booking has been cancelled"),
        lead=[happened % {"names": names}],
    )


def changed(told: Visit) -> Letter:
    return _expecting(
        told,
        subject=_("Appointment changed: %(service)s, %(when)s"),
        title=_("Your appointment has changed"),
        lead=[],
    )


def cancellation(gone: Visit, *, by_office: bool) -> Letter:
    """Say what happened, then what to do."""
    when = in_sentence(gone.starts_at, gone.zone, _language())
    happened = (
        _("The office had to cancel your appointment %(when)s. We are sorry.")
        if by_office
        else _("Your appointment %(when)s has been cancelled. You need not do anything else.")
    )
    return Letter(
        subject=_subject(gone, _("Appointment cancelled: %(service)s, %(when)s")),
        title=_("Your appointment has been cancelled"),
        lead=[happened % {"when": when}],
        rows=rows(gone),
        next_step=_("If you still need the service, book a new appointment:"),
        next_url=gone.service_url,
    )


def with_reason(letter: Letter, reasons: Mapping[str, str]) -> Letter:
    """Return the letter with the office's reason in the active language, if it gave one."""
    reason = pick(reasons, get_language())
    if not reason:
        return letter
    return replace(letter, lead=[*letter.lead, _("Reason: %(reason)s") % {"reason": reason}])


def with_linked(letter: Letter, others: Sequence[Visit]) -> Letter:
    """Return the letter with the other appointments of the visit and what to bring to them (B13).

    Their links are not in it: each has its own, in its own confirmation.
    """
    told = [_("The same visit: %(what)s.") % {"what": _in_short(one)} for one in others]
    more = [
        (_for_service(one, condition), items) for one in others for condition, items in bring(one)
    ]
    return replace(letter, lead=[*letter.lead, *told], bring=[*letter.bring, *more])


def with_staying(letter: Letter, others: Sequence[Visit]) -> Letter:
    """Return the letter with what stays of the visit that one appointment was taken out of."""
    told = [
        _("Your other appointment stays: %(what)s.") % {"what": _in_short(one)} for one in others
    ]
    return replace(letter, lead=[*letter.lead, *told])


def sms_confirmation(told: Visit, others: Sequence[Visit] = ()) -> str:
    pattern = _("Booked: %(service)s, %(when)s, %(place)s. No. %(reference)s.")
    more = [
        _("The same visit: %(what)s.") % {"what": _in_short(one, with_place=False)}
        for one in others
    ]
    pattern = " ".join([pattern, *(one.replace("%", "%%") for one in more)])
    return _short(told, pattern, _("What to bring, move, cancel: %(url)s"), told.manage_url)


def sms_change(told: Visit) -> str:
    pattern = _("New time: %(service)s, %(when)s, %(place)s. No. %(reference)s.")
    return _short(told, pattern, _("What to bring, move, cancel: %(url)s"), told.manage_url)


def sms_fewer(told: Visit) -> str:
    pattern = _("Partly cancelled. You still have: %(service)s, %(when)s, %(place)s.")
    return _short(told, pattern, _("What to bring, move, cancel: %(url)s"), told.manage_url)


def sms_cancellation(gone: Visit, *, by_office: bool = False) -> str:
    pattern = (
        _("The office had to cancel: %(service)s, %(when)s, %(place)s. No. %(reference)s.")
        if by_office
        else _("Cancelled: %(service)s, %(when)s, %(place)s. No. %(reference)s.")
    )
    return _short(gone, pattern, _("New appointment: %(url)s"), gone.service_url)


def _expecting(told: Visit, *, subject: str, title: str, lead: list[str]) -> Letter:
    when = in_sentence(told.starts_at, told.zone, _language())
    expected = _("We expect you %(when)s. Please be there 5 minutes early.") % {"when": when}
    return Letter(
        subject=_subject(told, subject),
        title=title,
        lead=[expected, *lead],
        rows=rows(told),
        bring=bring(told),
        next_step=_("To move or cancel the appointment, or to see it again:"),
        next_url=told.manage_url,
    )


def _in_short(told: Visit, *, with_place: bool = True) -> str:
    when = short_date_time(told.starts_at, told.zone, _language())
    place = told.place.name if with_place else ""
    return ", ".join(filter(None, [told.service.short_name, when, place]))


def _for_service(told: Visit, condition: str) -> str:
    return ": ".join(filter(None, [told.service.short_name, condition]))


def _subject(told: Visit, pattern: str) -> str:
    when = short_date_time(told.starts_at, told.zone, _language())
    return pattern % {"service": told.service.short_name, "when": when}


def _short(told: Visit, pattern: str, way_on: str, url: str) -> str:
    """Return the text of an SMS; the address comes last, where telephones find its end."""
    text = pattern % {
        "service": told.service.short_name,
        "when": short_date_time(told.starts_at, told.zone, _language()),
        "place": ", ".join(filter(None, [told.place.name, told.place.street])),
        "reference": told.booking.reference,
    }
    demo = _("Demonstration only.") if settings.DEMO_MODE else ""
    return " ".join(filter(None, [demo, text, way_on % {"url": url}]))


def _language() -> str:
    return get_language() or SL
