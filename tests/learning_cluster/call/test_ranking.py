"""Who comes first follows from the sheets alone, and says why (L12). Pure."""

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning_cluster.ranking import Entry, Sheet, Why, mean, ranked

pytestmark = pytest.mark.req("L12")
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REQUIRED = ("degree", "english")


def sheet(points, met=REQUIRED):
    return Sheet(frozenset(met), (points,))


def entry(key, *points, amount="6000", minutes=0, met=REQUIRED):
    sheets = tuple(sheet(one, met) for one in points)
    return Entry(key, Decimal(amount), AT + timedelta(minutes=minutes), sheets)


def told(entries):
    places = ranked(entries, required=REQUIRED)
    return [(place.key, place.rank, place.why) for place in places]


def test_points_decide_first():
    assert told([entry("a", 3, 4, amount="1000"), entry("b", 5, 4)]) == [
        ("b", 1, Why.FIRST),
        ("a", 2, Why.POINTS),
    ]


def test_equal_points_are_decided_by_the_lower_offer_then_by_the_earlier_submission():
    entries = [
        entry("late", 5, 5, amount="5999.99", minutes=1),
        entry("dear", 5, 5, amount="6000"),
        entry("early", 5, 5, amount="5999.99"),
    ]

    assert told(entries) == [
        ("early", 1, Why.FIRST),
        ("late", 2, Why.TIME),
        ("dear", 3, Why.AMOUNT),
    ]


def test_who_is_equal_in_everything_shares_a_rank_and_the_next_one_is_counted():
    entries = [entry("b", 5, 5), entry("a", 5, 5), entry("c", 4, 4)]

    assert told(entries) == [
        ("a", 1, Why.FIRST),
        ("b", 1, Why.EQUAL),
        ("c", 3, Why.POINTS),
    ]


def test_mean_is_exact():
    assert mean([sheet(1), sheet(1), sheet(2)]) == Fraction(4, 3)
    assert told([entry("a", 1, 1, 2), entry("b", 2, 1, 1)])[1][2] is Why.EQUAL


@pytest.mark.parametrize(("yes", "rank"), [(0, None), (1, None), (2, 1), (3, 1)])
def test_required_criterion_is_met_when_more_than_half_of_three_say_so(yes, rank):
    sheets = [sheet(5, REQUIRED if number < yes else ("english",)) for number in range(3)]

    (place,) = ranked([Entry("a", Decimal(1), AT, tuple(sheets))], required=REQUIRED)

    assert (place.rank, place.missing) == (rank, () if rank else ("degree",))


def test_half_of_two_is_not_enough():
    sheets = (sheet(5), sheet(5, ("english",)))

    (place,) = ranked([Entry("a", Decimal(1), AT, sheets)], required=REQUIRED)

    assert (place.rank, place.missing) == (None, ("degree",))


@pytest.mark.parametrize("number", [0, 1])
def test_what_fewer_than_two_have_scored_has_no_rank(number):
    (place,) = ranked([entry("a", *[9] * number)], required=REQUIRED)

    assert (place.rank, place.has_too_few_sheets) == (None, True)


ENTRIES = st.lists(
    st.tuples(
        st.lists(st.integers(0, 5), min_size=0, max_size=4),
        st.integers(1, 3),
        st.integers(0, 2),
    ),
    max_size=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine too
@given(ENTRIES)
def test_ranking_does_not_depend_on_the_order_of_what_came_in(rows):
    entries = [
        entry(key, *points, amount=str(amount), minutes=minutes)
        for key, (points, amount, minutes) in enumerate(rows)
    ]
    expected = ranked(entries, required=REQUIRED)

    for start in range(len(entries)):
        turned = entries[start:] + entries[:start]
        assert ranked(turned, required=REQUIRED) == expected
        assert ranked(turned[::-1], required=REQUIRED) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ENTRIES)
def test_better_is_never_behind(rows):
    entries = {
        key: entry(key, *points, amount=str(amount), minutes=minutes)
        for key, (points, amount, minutes) in enumerate(rows)
    }

    places = [one for one in ranked(entries.values(), required=REQUIRED) if one.rank]

    for before, after in itertools.pairwise(places):
        assert before.points >= after.points
        assert before.rank <= after.rank
