"""What is different today: holidays, closures, the call centre's hours (LOOK "Home", B46)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.availability.truth import day_bounds
from booking.information.reasons import reason
from booking.models import Closure
from calendars.intervals import Interval
from calendars.work_free_days import work_free, work_free_name
from languages.codes import SL
from languages.dates import local, wall_clock

_ZONE = ZoneInfo("Europe/Ljubljana")
_SHOWN_CLOSURES = 5


def today_lines(*, at: datetime) -> list[str]:
    """Return the sentences of today's state: telephone, holiday, offices closed for a reason."""
    day = local(at, _ZONE).date()
    lines = [phone_line(day)]
    if work_free(day):
        name = work_free_name(day, get_language() or SL)
        lines.append(
            _("Today is a work-free day (%(name)s): the offices are closed.") % {"name": name}
        )
    return lines + closure_lines(day)


def phone_hours(day: date) -> Interval[time] | None:
    """Return the call centre's local hours of the day, None when it does not answer (B46)."""
    return None if work_free(day) else settings.CALL_CENTRE_HOURS.get(day.weekday())


def phone_hours_text(*, at: datetime) -> str:
    """Return "today 8.00–18.00", or that nobody answers today."""
    hours = phone_hours(local(at, _ZONE).date())
    if hours is None:
        return _("closed today")
    opens, closes = (wall_clock(hour, get_language() or SL) for hour in hours)
    return _("today %(opens)s–%(closes)s") % {"opens": opens, "closes": closes}


def phone_line(day: date) -> str:
    """Return one sentence: the number and whether somebody answers it today."""
    phone = settings.CALL_CENTRE_PHONE
    hours = phone_hours(day)
    if hours is None:
        return _("Nobody answers %(phone)s today. You can book here at any time.") % {
            "phone": phone
        }
    opens, closes = (wall_clock(hour, get_language() or SL) for hour in hours)
    return _("Today we answer %(phone)s from %(opens)s to %(closes)s.") % {
        "phone": phone,
        "opens": opens,
        "closes": closes,
    }


def closure_lines(day: date) -> list[str]:
    """Return a sentence for each office that is wholly closed at some time today."""
    closures = (
        Closure.objects.filter(
            location__isnull=False, restriction=None, period__overlap=day_bounds(day, _ZONE)
        )
        .select_related("location")
        .order_by("location__name")[:_SHOWN_CLOSURES]
    )
    return [
        _("%(office)s is closed today: %(reason)s")
        % {"office": closure.location.name, "reason": reason(closure) or _("no reason was given")}
        for closure in closures
        if closure.location
    ]
