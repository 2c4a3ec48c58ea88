"""Expert days against the plan, and the time sheet that freezes them (L5)."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from learning_cluster.actions import work_days
from learning_cluster.actions.time_sheets import (
    confirm_sheet,
    days_to_sign,
    lines_of,
    return_sheet,
    sign_sheet,
)
from learning_cluster.actions.work_days import book_day, remove_day
from learning_cluster.day_figures import phase_lines, total
from learning_cluster.errors import ClusterError
from learning_cluster.models import TimeSheet, WorkDay
from learning_cluster.sheet_lines import digest
from messaging.models import Message
from privacy.audit import Actor
from tests.factories.learning_cluster import HelperFactory, PhaseFactory
from tests.learning_cluster.mentoring.scene import AT, NOBODY, scene
from tests.racing import codes, meeting, race

pytestmark = [pytest.mark.django_db, pytest.mark.req("L5")]
MONDAY = date(2026, 11, 16)
TODAY = AT.date()


def day(of, number=0, halves=1, reason="", phase=None, what="Сесије"):
    return book_day(
        of.guide,
        phase=phase or of.phase,
        day=MONDAY + timedelta(days=number),
        halves=halves,
        what=what,
        reason=reason,
        by=NOBODY,
        at=AT,
    )


def refused(call):
    with pytest.raises(ClusterError) as caught:
        call()
    return caught.value


def seen(of, first=MONDAY, last=TODAY):
    return digest(lines_of(days_to_sign(of.guide, first, last)))


def signed(of, first=MONDAY, last=TODAY, what=None):
    return sign_sheet(
        of.guide, first=first, last=last, seen=what or seen(of, first, last), by=NOBODY, at=AT
    )


def planned(halves):
    of = scene()
    of.phase.halves = halves
    of.phase.save()
    return of


def test_days_up_to_the_plan_need_no_reason():
    of = planned(3)

    day(of, 0, 2)
    last = day(of, 1, 1)

    assert (last.is_over, total(phase_lines(of.cluster)).left) == (False, 0)


def test_half_a_day_over_the_plan_without_a_reason_is_refused_with_its_figures():
    of = planned(3)
    day(of, 0, 2)
    day(of, 1, 1)

    error = refused(lambda: day(of, 2, 1))

    assert error.code == "over_plan"
    assert of.phase.name in error.message
    assert WorkDay.objects.count() == 2


def test_half_a_day_over_the_plan_with_a_reason_is_marked():
    of = planned(1)

    row = day(of, 0, 2, reason="Двије општине више")

    assert (row.is_over, row.reason) == (True, "Двије општине више")
    assert phase_lines(of.cluster)[0].standing.over == 1


def test_reason_within_the_plan_is_not_kept():
    assert day(planned(2), 0, 1, reason="за сваки случај").reason == ""


def test_days_of_another_phase_and_another_person_count_where_they_belong():
    of = planned(2)
    other = PhaseFactory(cluster=of.cluster, halves=2)
    helper = HelperFactory(cluster=of.cluster)
    day(of, 0, 1, phase=other)
    book_day(helper, phase=of.phase, day=MONDAY, halves=2, what="Рад", reason="", by=NOBODY, at=AT)

    assert refused(lambda: day(of, 0, 1)).code == "over_plan"


@pytest.mark.parametrize(("halves", "code"), [((2, 1), "full"), ((1, 2), "full")])
def test_more_than_a_whole_day_on_one_day_is_refused(halves, code):
    of = planned(9)
    day(of, 0, halves[0])

    assert refused(lambda: day(of, 0, halves[1])).code == code


def test_two_halves_on_one_day_are_a_whole_one():
    of = planned(9)

    assert [day(of, 0, 1).halves, day(of, 0, 1).halves] == [1, 1]


def test_day_to_come_is_refused():
    of = planned(9)

    assert refused(lambda: day(of, (TODAY - MONDAY).days + 1)).code == "not_yet"


def test_signed_sheet_says_the_days_and_freezes_them():
    of = planned(9)
    row = day(of, 0, 2, what="Преглед нацрта")

    sheet = signed(of)

    assert sheet.lines == [
        {
            "day": "2026-11-16",
            "phase": of.phase.name_sr,
            "halves": 2,
            "what": "Преглед нацрта",
            "reason": "",
        }
    ]
    assert sheet.digest == digest(sheet.lines)
    assert refused(lambda: remove_day(row, by=NOBODY, at=AT)).code == "signed"
    assert refused(lambda: day(of, 1)).code == "signed"


def test_sheet_is_signed_once_and_over_no_other():
    of = planned(9)
    day(of)
    what = seen(of)

    first, again = signed(of, what=what), signed(of, what=what)

    assert first == again
    assert refused(lambda: signed(of, first=TODAY)).code == "signed"


def test_sheet_without_days_or_of_days_nobody_saw_is_refused():
    of = planned(9)
    empty = refused(lambda: signed(of))
    day(of)
    what = seen(of)
    day(of, 1)

    changed = refused(lambda: signed(of, what=what))

    assert [empty.code, changed.code] == ["nothing", "changed_meanwhile"]
    assert refused(lambda: signed(of, last=TODAY + timedelta(days=1))).code == "not_yet"


def test_confirmed_sheet_stands_and_its_signer_is_told():
    of = planned(9)
    day(of)
    sheet = signed(of)

    confirm_sheet(sheet, name="Координаторка", by=NOBODY, at=AT)
    confirm_sheet(sheet, name="Други", by=NOBODY, at=AT)

    sheet.refresh_from_db()
    assert sheet.confirmed_name == "Координаторка"
    assert [one.recipient for one in Message.objects.all()] == [of.guide.email]
    back = refused(lambda: return_sheet(sheet, reason="", by=NOBODY, at=AT))
    assert back.code == "confirmed"


def test_own_sheet_is_not_confirmed_by_its_signer():
    of = planned(9)
    day(of)
    sheet = signed(of)
    own = Actor(role="cluster_coordinator", user_id=of.guide.user_id)

    assert refused(lambda: confirm_sheet(sheet, name="Ја", by=own, at=AT)).code == "own_sheet"


def test_sheet_given_back_frees_its_days():
    of = planned(9)
    row = day(of)
    sheet = signed(of)

    return_sheet(sheet, reason="Недостаје уторак", by=NOBODY, at=AT)
    remove_day(row, by=NOBODY, at=AT)

    assert not TimeSheet.objects.exists()
    assert Message.objects.get().context["what"] == "returned"
    assert refused(lambda: return_sheet(sheet, reason="", by=NOBODY, at=AT)).code == "gone"


def two_halves_where_one_fits():
    of = planned(1)
    return lambda: day(of, 0), lambda: day(of, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_halves_at_once_only_what_the_plan_holds_needs_no_reason():
    outcomes = race(*two_halves_where_one_fits())

    assert codes(outcomes) == ["ok", "over_plan"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_halves_would_be_within_the_plan(monkeypatch):
    """The control: each sees the plan as it was before the other."""
    halves = two_halves_where_one_fits()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    count, meet = work_days.standing_of, meeting(2)

    def both_count(phase):
        standing = count(phase)
        meet()
        return standing

    monkeypatch.setattr(work_days, "standing_of", both_count)

    assert codes(race(*halves)) == ["ok", "ok"]
