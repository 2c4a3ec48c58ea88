"""The words and patterns of dates in each language: data only (M3).

Italian and Hungarian are here for the bilingual areas, so that switching them on stays a matter of
configuration and `.po`.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`on_weekday` is the weekday as "on Tuesday" says it, with its preposition."""

    weekdays: tuple[str, ...]
    on_weekday: tuple[str, ...]
    months: tuple[str, ...]
    months_genitive: tuple[str, ...]
    long_date: str
    short_date: str
    month_year: str
    date_time: str
    in_sentence: str
    clock_mark: str
    today: str
    tomorrow: str
    wait: Callable[[int], str]


def _slovene_wait(days: int) -> str:
    """Return the accusative in four forms: 1 dan, 2 dneva, 3 dni, 5 dni (101 dan, 102 dneva)."""
    return {1: "čez {days} dan", 2: "čez {days} dneva"}.get(days % 100, "čez {days} dni")


def _serbian_wait(days: int) -> str:
    """Return the accusative: 21 дан, 22 дана, 25 дана; 11 is not like 1."""
    return "за {days} дан" if days % 10 == 1 and days % 100 != 11 else "за {days} дана"


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_SL_MONTHS = _split(
    "januar februar marec april maj junij julij avgust september oktober november december"
)
_SL_GENITIVE = _split(
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra"
)
_SR_MONTHS = _split(
    "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"
)
_SR_GENITIVE = _split(
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
)
_EN_MONTHS = _split(
    "January February March April May June July August September October November December"
)
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_IT_MONTHS = _split(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)
_IT_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_HU_MONTHS = _split(
    "január február március április május június július augusztus szeptember "
    "október november december"
)
_HU_WEEKDAYS = ("hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap")

SLOVENE = Words(
    weekdays=("ponedeljek", "torek", "sreda", "četrtek", "petek", "sobota", "nedelja"),
    on_weekday=(
        "v ponedeljek",
        "v torek",
        "v sredo",
        "v četrtek",
        "v petek",
        "v soboto",
        "v nedeljo",
    ),
    months=_SL_MONTHS,
    months_genitive=_SL_GENITIVE,
    long_date="{weekday}, {day}. {month} {year}",
    short_date="{day}. {month_number}. {year}",
    month_year="{month} {year}",
    date_time="{day} ob\N{NO-BREAK SPACE}{clock}",
    in_sentence="{weekday}, {day}. {month} {year}, ob\N{NO-BREAK SPACE}{clock}",
    clock_mark=".",
    today="danes",
    tomorrow="jutri",
    wait=_slovene_wait,
)
SERBIAN = Words(
    weekdays=("понедељак", "уторак", "среда", "четвртак", "петак", "субота", "недеља"),
    on_weekday=(
        "у понедељак",
        "у уторак",
        "у среду",
        "у четвртак",
        "у петак",
        "у суботу",
        "у недељу",
    ),
    months=_SR_MONTHS,
    months_genitive=_SR_GENITIVE,
    long_date="{weekday}, {day}. {month} {year}.",
    short_date="{day}. {month_number}. {year}.",
    month_year="{month} {year}.",
    date_time="{day} у\N{NO-BREAK SPACE}{clock}",
    in_sentence="{weekday}, {day}. {month} {year}. у\N{NO-BREAK SPACE}{clock}",
    clock_mark=".",
    today="данас",
    tomorrow="сутра",
    wait=_serbian_wait,
)
ENGLISH = Words(
    weekdays=_EN_WEEKDAYS,
    on_weekday=tuple(f"on {name}" for name in _EN_WEEKDAYS),
    months=_EN_MONTHS,
    months_genitive=_EN_MONTHS,
    long_date="{weekday}, {day} {month} {year}",
    short_date="{day} {month_short} {year}",
    month_year="{month} {year}",
    date_time="{day} at\N{NO-BREAK SPACE}{clock}",
    in_sentence="{weekday}, {day} {month} {year}, at\N{NO-BREAK SPACE}{clock}",
    clock_mark=":",
    today="today",
    tomorrow="tomorrow",
    wait=lambda days: "in {days} day" if days == 1 else "in {days} days",
)
ITALIAN = Words(
    weekdays=_IT_WEEKDAYS,
    on_weekday=_IT_WEEKDAYS,
    months=_IT_MONTHS,
    months_genitive=_IT_MONTHS,
    long_date="{weekday} {day} {month} {year}",
    short_date="{day}.{month_number}.{year}",
    month_year="{month} {year}",
    date_time="{day}, ore {clock}",
    in_sentence="{weekday} {day} {month} {year}, ore {clock}",
    clock_mark=".",
    today="oggi",
    tomorrow="domani",
    wait=lambda days: "fra {days} giorni",
)
HUNGARIAN = Words(
    weekdays=_HU_WEEKDAYS,
    on_weekday=_HU_WEEKDAYS,
    months=_HU_MONTHS,
    months_genitive=_HU_MONTHS,
    long_date="{year}. {month} {day}., {weekday}",
    short_date="{year}. {month_number}. {day}.",
    month_year="{year}. {month}",
    date_time="{day}, {clock}",
    in_sentence="{year}. {month} {day}., {weekday}, {clock}",
    clock_mark=".",
    today="ma",
    tomorrow="holnap",
    wait=lambda days: "{days} nap múlva",
)

WORDS = {"sl": SLOVENE, "sr": SERBIAN, "en": ENGLISH, "it": ITALIAN, "hu": HUNGARIAN}
