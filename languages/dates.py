"""Days, hours and waits as each language writes them (M3, LOOK "Words").

Pure: words and patterns are data here, because Django's Slovene and Serbian month names are
capitalised and never in the genitive. Serbian Latin is derived from Cyrillic. A language that is
not known here is written as English.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from languages.codes import EN, SR, SR_LATN
from languages.date_words import WORDS, Words
from languages.transliteration import to_latin

Case = Literal["nominative", "genitive"]
Zone = ZoneInfo | str


@dataclass(frozen=True)
class _Writer:
    words: Words
    is_latin: bool

    def write(self, pattern: str, **parts: object) -> str:
        text = pattern.format(**parts)
        return to_latin(text) if self.is_latin else text


def local(moment: datetime, zone: Zone) -> datetime:
    """Return an aware moment on the clock of `zone`. ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def long_date(day: date, language: str, case: Case = "nominative") -> str:
    """Return "torek, 17. november 2026", in the genitive "torek, 17. novembra 2026".

    The nominative stands in a list, the genitive in a sentence; the weekday keeps its form.
    """
    writer = _writer(language)
    months = writer.words.months if case == "nominative" else writer.words.months_genitive
    weekday = writer.words.weekdays[day.weekday()]
    return writer.write(writer.words.long_date, **_parts(day, weekday, months))


def short_date(day: date, language: str) -> str:
    """Return "17. 11. 2026"; English, where the order of numbers is ambiguous, "17 Nov 2026"."""
    writer = _writer(language)
    return writer.write(writer.words.short_date, **_parts(day, "", writer.words.months))


def month_year(day: date, language: str) -> str:
    """Return the month of a day as a heading says it: "november 2026"."""
    writer = _writer(language)
    return writer.write(writer.words.month_year, **_parts(day, "", writer.words.months))


def clock(moment: datetime, zone: Zone, language: str) -> str:
    """Return the local hour and minute of an aware moment: "8.20" (sl, sr) or "8:20" (en)."""
    return wall_clock(local(moment, zone).time(), language)


def wall_clock(at: time, language: str) -> str:
    """Return an hour and minute that are local already: "8.20" (sl, sr) or "8:20" (en)."""
    return f"{at.hour}{_writer(language).words.clock_mark}{at.minute:02d}"


def weekday_name(day: date, language: str) -> str:
    """Return the weekday alone, as it heads a column: "torek"."""
    writer = _writer(language)
    return writer.write(writer.words.weekdays[day.weekday()])


def date_time(moment: datetime, zone: Zone, language: str) -> str:
    """Return day and hour for a list: "torek, 17. november 2026 ob 8.20"."""
    writer = _writer(language)
    day = long_date(local(moment, zone).date(), language)
    return writer.write(writer.words.date_time, day=day, clock=clock(moment, zone, language))


def short_date_time(moment: datetime, zone: Zone, language: str) -> str:
    """Return day and hour where room is short, as in an SMS: "17. 11. 2026 ob 8.20"."""
    writer = _writer(language)
    day = short_date(local(moment, zone).date(), language)
    return writer.write(writer.words.date_time, day=day, clock=clock(moment, zone, language))


def in_sentence(moment: datetime, zone: Zone, language: str) -> str:
    """Return day and hour inside a sentence: "v torek, 17. novembra 2026, ob 8.20"."""
    writer = _writer(language)
    here = local(moment, zone)
    weekday = writer.words.on_weekday[here.weekday()]
    parts = _parts(here.date(), weekday, writer.words.months_genitive)
    return writer.write(writer.words.in_sentence, **parts, clock=clock(moment, zone, language))


def wait(days: int, language: str) -> str:
    """Return how far a day is: "danes", "jutri", "čez 3 dni". ValueError for a day in the past."""
    if days < 0:
        raise ValueError("a wait cannot be negative")
    writer = _writer(language)
    near = {0: writer.words.today, 1: writer.words.tomorrow}
    if days in near:
        return writer.write(near[days])
    return writer.write(writer.words.wait(days), days=days)


def _writer(language: str) -> _Writer:
    known = SR if language == SR_LATN else language
    return _Writer(WORDS.get(known, WORDS[EN]), language == SR_LATN)


def _parts(day: date, weekday: str, months: tuple[str, ...]) -> dict[str, object]:
    month = months[day.month - 1]
    return {
        "weekday": weekday,
        "day": day.day,
        "month": month,
        "month_short": month[:3],
        "month_number": day.month,
        "year": day.year,
    }
