"""Rules people choose from, there and back (B7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.patterns import LAST, Monthly, Other, Weekly, is_by_week, pattern_of, rule_of
from calendars.recurrence import validate_rule

weeklies = st.sets(st.integers(0, 6), min_size=1).map(lambda days: Weekly(tuple(sorted(days))))
monthlies = st.builds(Monthly, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6))


@pytest.mark.req("B7")
@given(weeklies | monthlies)
def test_pattern_to_rule_and_back_is_the_same(pattern):
    rule = rule_of(pattern)

    validate_rule(rule)
    assert pattern_of(rule) == pattern
    assert is_by_week(rule) == isinstance(pattern, Weekly)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    ],
)
def test_other_rules_stay_as_they_are_written(rule):
    assert pattern_of(rule) == Other(rule)
    assert rule_of(Other(rule)) == rule


@pytest.mark.parametrize("pattern", [Weekly(()), Weekly((7,)), Monthly(5, 0), Monthly(1, 9)])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(ValueError, match="weekday"):
        rule_of(pattern)
