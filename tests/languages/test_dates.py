from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import formats, translation

from languages import dates

MOMENT = datetime(2026, 11, 17, 7, 20, tzinfo=UTC)
DAY = date(2026, 11, 17)
ZONE = "Europe/Ljubljana"
LANGUAGES = ["sl", "sr", "sr-latn", "en"]


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "nominative", "genitive"),
    [
        ("sl", "torek, 17. november 2026", "torek, 17. novembra 2026"),
        ("sr", "уторак, 17. новембар 2026.", "уторак, 17. новембра 2026."),
        ("sr-latn", "utorak, 17. novembar 2026.", "utorak, 17. novembra 2026."),
        ("en", "Tuesday, 17 November 2026", "Tuesday, 17 November 2026"),
    ],
)
def test_long_date_has_both_cases(language, nominative, genitive):
    assert dates.long_date(DAY, language) == nominative
    assert dates.long_date(DAY, language, "genitive") == genitive


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "listed", "said"),
    [
        (
            "sl",
            "torek, 17. november 2026 ob\N{NO-BREAK SPACE}8.20",
            "v torek, 17. novembra 2026, ob\N{NO-BREAK SPACE}8.20",
        ),
        (
            "sr",
            "уторак, 17. новембар 2026. у\N{NO-BREAK SPACE}8.20",
            "у уторак, 17. новембра 2026. у\N{NO-BREAK SPACE}8.20",
        ),
        (
            "sr-latn",
            "utorak, 17. novembar 2026. u\N{NO-BREAK SPACE}8.20",
            "u utorak, 17. novembra 2026. u\N{NO-BREAK SPACE}8.20",
        ),
        (
            "en",
            "Tuesday, 17 November 2026 at\N{NO-BREAK SPACE}8:20",
            "on Tuesday, 17 November 2026, at\N{NO-BREAK SPACE}8:20",
        ),
    ],
)
def test_date_time_differs_in_list_and_sentence(language, listed, said):
    assert dates.date_time(MOMENT, ZONE, language) == listed
    assert dates.in_sentence(MOMENT, ZONE, language) == said


def test_in_sentence_declines_wednesday():
    moment = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)

    assert (
        dates.in_sentence(moment, ZONE, "sl") == "v sredo, 1. julija 2026, ob\N{NO-BREAK SPACE}8.00"
    )
    assert dates.in_sentence(moment, ZONE, "sr") == "у среду, 1. јула 2026. у\N{NO-BREAK SPACE}8.00"


def test_local_day_follows_the_zone_over_midnight():
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)

    assert dates.date_time(late, ZONE, "sl") == "torek, 17. november 2026 ob\N{NO-BREAK SPACE}0.30"


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "name"),
    [("sl", "torek"), ("sr", "уторак"), ("sr-latn", "utorak"), ("en", "Tuesday")],
)
def test_weekday_stands_alone_above_a_column(language, name):
    assert dates.weekday_name(DAY, language) == name


def test_clock_needs_an_aware_moment():
    with pytest.raises(ValueError, match="time zone"):
        dates.clock(datetime(2026, 11, 17, 8, 20), ZONE, "sl")  # noqa: DTZ001  # the point of it


def test_short_date_in_each_language():
    written = [dates.short_date(DAY, language) for language in LANGUAGES]

    assert written == ["17. 11. 2026", "17. 11. 2026.", "17. 11. 2026.", "17 Nov 2026"]


def test_month_heads_a_list_in_each_language():
    written = [dates.month_year(DAY, language) for language in LANGUAGES]

    assert written == ["november 2026", "новембар 2026.", "novembar 2026.", "November 2026"]


def test_short_date_time_in_each_language():
    written = [dates.short_date_time(MOMENT, ZONE, language) for language in LANGUAGES]

    assert written == [
        "17. 11. 2026 ob\N{NO-BREAK SPACE}8.20",
        "17. 11. 2026. у\N{NO-BREAK SPACE}8.20",
        "17. 11. 2026. u\N{NO-BREAK SPACE}8.20",
        "17 Nov 2026 at\N{NO-BREAK SPACE}8:20",
    ]


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sl", ["danes", "jutri", "čez 2 dneva", "čez 3 dni", "čez 4 dni", "čez 5 dni",
                "čez 11 dni", "čez 22 dni", "čez 101 dan", "čez 102 dneva"]),
        ("sr", ["данас", "сутра", "за 2 дана", "за 3 дана", "за 4 дана", "за 5 дана",
                "за 11 дана", "за 22 дана", "за 101 дан", "за 102 дана"]),
        ("sr-latn", ["danas", "sutra", "za 2 dana", "za 3 dana", "za 4 dana", "za 5 dana",
                     "za 11 dana", "za 22 dana", "za 101 dan", "za 102 dana"]),
        ("en", ["today", "tomorrow", "in 2 days", "in 3 days", "in 4 days", "in 5 days",
                "in 11 days", "in 22 days", "in 101 days", "in 102 days"]),
    ],
)  # fmt: skip
def test_wait_agrees_with_its_number(language, written):
    assert [dates.wait(days, language) for days in (0, 1, 2, 3, 4, 5, 11, 22, 101, 102)] == written


def test_wait_refuses_the_past():
    with pytest.raises(ValueError, match="negative"):
        dates.wait(-1, "sl")


def test_filters_write_in_the_active_language():
    template = Template(
        "{% load dates %}{{ moment|long_date:zone }}|{{ moment|in_sentence:zone }}|"
        "{{ moment|clock:zone }}|{{ 3|wait }}|{{ amount|money }}|{{ 27.6|kilometres }}"
    )

    with translation.override("sr-latn"):
        page = template.render(Context({"moment": MOMENT, "zone": ZONE, "amount": 1229.5}))

    assert page == (
        "utorak, 17. novembar 2026.|u utorak, 17. novembra 2026. u\N{NO-BREAK SPACE}8.20|8.20"
        "|za 3 dana|1.229,50 EUR|28 km"
    )


@pytest.mark.parametrize(
    ("language", "written", "first_day"),
    [("sl", "17. 11. 2026 ob 7.20", 1), ("sr", "17. 11. 2026. 7.20", 1),
     ("sr-latn", "17. 11. 2026. 7.20", 1), ("en", "17 November 2026 at 7:20", 1)],
)  # fmt: skip
def test_django_formats_are_ours(language, written, first_day):
    with translation.override(language):
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == written
        assert formats.get_format("FIRST_DAY_OF_WEEK") == first_day


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "months"),
    [
        ("sl", "januarja februarja marca aprila maja junija julija avgusta septembra oktobra "
               "novembra decembra"),
        ("sr", "јануара фебруара марта априла маја јуна јула августа септембра октобра "
               "новембра децембра"),
        ("sr-latn", "januara februara marta aprila maja juna jula avgusta septembra oktobra "
                    "novembra decembra"),
    ],
)  # fmt: skip
def test_every_month_has_its_genitive(language, months):
    days = [date(2026, month, 1) for month in range(1, 13)]

    said = [dates.long_date(day, language, "genitive").split()[2] for day in days]

    assert said == months.split()
