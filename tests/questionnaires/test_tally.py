import pytest

from questionnaires.tally import FEWEST, Tally, shown, tally_of


def test_tally_knows_answers_average_and_shares():
    tally = tally_of({5: 3, 4: 2, 1: 1})

    assert tally.counts == (1, 0, 0, 2, 3)
    assert (tally.answers, tally.average) == (6, 4.0)
    assert [tally.percent(count) for count in tally.counts] == [17, 0, 0, 33, 50]


def test_nothing_has_no_average():
    assert (Tally().answers, Tally().average, Tally().percent(0)) == (0, None, 0)


@pytest.mark.req("T15")
def test_fewer_than_three_answers_are_not_shown():
    assert FEWEST == 3
    assert shown([tally_of({5: 2})]) is None
    assert shown([tally_of({5: 3})]) == tally_of({5: 3})
    assert shown([]) is None


@pytest.mark.req("T15")
def test_small_run_cannot_be_told_from_the_sum_of_all():
    large, small = tally_of({4: 3}), tally_of({1: 2})

    assert shown([large, small]) == large
