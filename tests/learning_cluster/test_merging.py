"""Two who wrote at once: nothing of either is lost (L11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_cluster.merging import Merged, merged

pytestmark = pytest.mark.req("L11")
sections = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]))


def test_merged_takes_what_only_the_other_changed():
    both = merged({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "3"})

    assert both == Merged({"a": "2", "b": "3"}, {}, frozenset("b"))


def test_merged_keeps_mine_where_both_changed_and_shows_theirs():
    both = merged({"a": "1"}, {"a": "2"}, {"a": "3"})

    assert both == Merged({"a": "2"}, {"a": "3"}, frozenset())


def test_merged_keeps_what_both_wrote_alike():
    assert merged({}, {"a": "2"}, {"a": "2"}) == Merged({"a": "2"}, {}, frozenset())


def test_merged_shows_what_the_other_emptied():
    assert merged({"a": "1"}, {"a": "2"}, {"a": ""}).conflicts == {"a": ""}


@given(sections, sections, sections)
def test_merged_loses_nothing_of_either(base, mine, theirs):
    both = merged(base, mine, theirs)

    for key in {*mine, *theirs}:
        began, here, there = (side.get(key, "") for side in (base, mine, theirs))
        assert here == began or both.texts[key] == here
        assert there == began or there in (both.texts[key], both.conflicts.get(key))
