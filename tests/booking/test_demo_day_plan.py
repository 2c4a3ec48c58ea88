"""How a demonstration day fills up: pure arithmetic."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from booking.availability.grid import on_grid
from booking.demo.day_plan import Offer, plan, share, topped_up
from booking.demo.fill import working_days

EIGHT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
DAY = [
    (EIGHT, EIGHT + timedelta(hours=4)),
    (EIGHT + timedelta(hours=5), EIGHT + timedelta(hours=7)),
]


def offer(minutes: int, *, buffer: int = 0, max_people: int = 1) -> Offer:
    visit = timedelta(minutes=minutes)
    return Offer(1, visit + timedelta(minutes=buffer), visit, weight=1, max_people=max_people)


def periods(visits):
    return [(start, start + visit.offer.length) for visit in visits for start in visit.starts]


@pytest.mark.parametrize("seed", range(20))
def test_full_day_leaves_no_time_any_service_fits(seed):
    offers = [offer(15, max_people=4), offer(25), offer(45)]

    taken = periods(plan(DAY, offers, 1.0, Random(seed)))

    ends = [DAY[0][0], *(end for _start, end in taken)]
    gaps = []
    for begin, end in DAY:
        inside = [one for one in taken if begin <= one[0] < end]
        marks = [begin, *(moment for one in inside for moment in one), end]
        gaps += [later - earlier for earlier, later in zip(marks[::2], marks[1::2], strict=True)]
    assert ends
    assert max(gaps) < timedelta(minutes=15)


@pytest.mark.parametrize("seed", range(20))
def test_plan_keeps_to_the_grid_inside_the_free_time_and_apart(seed):
    offers = [offer(15, buffer=5, max_people=4), offer(40)]

    taken = periods(plan(DAY, offers, 0.6, Random(seed)))

    assert all(on_grid(start) for start, _end in taken)
    assert all(any(b <= start and end <= e for b, e in DAY) for start, end in taken)
    assert all(one[1] <= other[0] for one, other in zip(taken, taken[1:], strict=False))


def test_plan_takes_about_the_share_it_is_asked_for():
    free = [(EIGHT, EIGHT + timedelta(hours=2000))]

    taken = periods(plan(free, [offer(15)], 0.3, Random(1)))

    assert sum((end - start for start, end in taken), timedelta()) / timedelta(
        hours=2000
    ) == pytest.approx(0.3, abs=0.03)


def test_plan_without_services_is_empty():
    assert list(plan(DAY, [], 1.0, Random(1))) == []


def test_same_chance_draws_the_same_day():
    offers = [offer(15, max_people=4), offer(10)]

    assert list(plan(DAY, offers, 0.5, Random("ljubljana 1"))) == list(
        plan(DAY, offers, 0.5, Random("ljubljana 1"))
    )


def test_share_is_whole_until_the_wait_is_over_then_fades():
    shares = [share(day, wait=3) for day in range(20)]

    assert shares[:3] == [1.0, 1.0, 1.0]
    assert all(later < earlier for earlier, later in zip(shares[3:], shares[4:], strict=False))
    assert shares[3] < 1.0
    assert shares[19] < 0.01
    assert 0 < share(-1, wait=3) < 1


def test_topping_up_takes_only_what_is_missing():
    assert topped_up(0.5, 0.5) == 0.0
    assert topped_up(0.4, 0.5) == 0.0
    assert topped_up(1.0, 0.8) == 1.0
    assert topped_up(0.75, 0.5) == 0.5


def test_working_days_leave_out_weekends_and_holidays():
    friday = datetime(2026, 10, 30, tzinfo=UTC).date()

    assert working_days(friday, friday) == 0
    assert working_days(friday, friday + timedelta(days=3)) == 1  # Monday, 2 November
    assert working_days(friday, friday + timedelta(days=4)) == 2
    assert working_days(friday, friday - timedelta(days=1)) == -1
    # Christmas and 26 December, a Friday and a Saturday, count for nothing.
    before_christmas = datetime(2026, 12, 24, tzinfo=UTC).date()
    assert working_days(before_christmas, before_christmas + timedelta(days=4)) == 1
