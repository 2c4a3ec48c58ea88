"""Opening, calling off and confirming a run; what an open one may not lose (T4, T6, T8, T15)."""

from datetime import timedelta

import pytest

from messaging.models import Message
from privacy.models import AuditEntry
from tests.factories.training import EnrolmentFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    TUESDAY,
    accepted,
    asked,
    changed,
    facts_of,
    fresh,
    opened,
    planned,
    ready,
    scene,
    scheduled,
    with_plans,
)
from tests.training.test_run_planning import refusal, sentence
from training.actions.run_attendance import note_attendance
from training.actions.run_changes import change_run, move_run, plan_sessions
from training.actions.run_opening import cancel_run, confirm_held, open_run
from training.contracts import ledger
from training.enums import EnrolmentState, Place, Reply, RunState, Stage
from training.models import Attendance, Qualification, Run, RunTrainer, Session, Teaching
from training.readiness import gaps

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def opening(run, at=AT):
    return lambda: open_run(run, seen=fresh(run).version, by=COORDINATOR, at=at)


def missing(run) -> list[str]:
    return [gap.code for gap in gaps(fresh(run), at=AT)]


def moving(run, starts, *, with_days_off=False, at=AT):
    return lambda: move_run(
        run,
        starts=starts,
        with_days_off=with_days_off,
        seen=fresh(run).version,
        by=COORDINATOR,
        at=at,
    )


@pytest.mark.req("T6")
def test_complete_run_opens_once_with_the_trainings_deadlines():
    run = ready(scene(advanced=True))

    opening(run)()
    open_run(run, seen=1, by=COORDINATOR, at=AT)

    stored = Run.objects.dated().seated().get(pk=run.pk)
    assert stored.stage(AT) == Stage.OPEN
    assert (stored.closes_at, stored.withdraw_until) == (TUESDAY - 5 * DAY, TUESDAY - 3 * DAY)
    assert AuditEntry.objects.filter(verb="opened").count() == 1


@pytest.mark.req("T6")
def test_advanced_run_with_one_trainer_does_not_open():
    of = scene(advanced=True)
    run = with_plans(accepted(scheduled(of), of.trainers[0]))
    asked(run, of.trainers[1])

    assert missing(run) == ["trainers"]
    assert refusal(opening(run)) == "trainers"
    assert fresh(run).state == RunState.NEGOTIATING


@pytest.mark.req("T6")
def test_run_given_by_more_than_it_needs_does_not_open():
    of = scene()
    run = ready(of)
    RunTrainer.objects.create(run=run, trainer=of.trainers[1], reply=Reply.ACCEPTED, asked_at=AT)

    assert "trainers" in missing(run)


@pytest.mark.req("T5", "T6")
def test_run_whose_trainer_is_no_longer_qualified_does_not_open():
    run = ready(scene(advanced=True))
    Qualification.objects.all()[0].delete()

    assert refusal(opening(run)) == "not_qualified"


@pytest.mark.req("T6")
def test_run_whose_trainer_has_no_hours_given_does_not_open():
    run = ready(scene(advanced=True))
    Teaching.objects.all()[0].delete()

    assert refusal(opening(run)) == "other_hours"


@pytest.mark.req("T4")
def test_plan_without_an_active_form_of_work_does_not_open():
    of = scene(advanced=True)
    run = accepted(scheduled(of), *of.trainers)
    with_plans(run, active=False)

    assert missing(run) == ["no_active_form", "no_active_form"]
    assert refusal(opening(run)) == "no_active_form"


@pytest.mark.req("T8")
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"venue": ""}, "no_room"),
        ({"town": ""}, "no_room"),
        ({"place": Place.REMOTE}, "no_room"),
        ({"join_link": ""}, "no_link"),
    ],
)
def test_run_without_room_or_link_neither_opens_nor_loses_it_later(facts, code):
    run = ready(scene(advanced=True), **facts)
    later = opened(scene(advanced=True))

    assert refusal(opening(run)) == code
    assert refusal(lambda: changed(later, **facts)) == code


def test_run_whose_enrolment_would_be_closed_needs_a_later_deadline():
    run = ready(scene(), [AT + 2 * DAY])
    before = refusal(opening(run))

    changed(run, closes_at=AT + DAY)

    assert before == "closed_already"
    assert opening(run)().closes_at == AT + DAY


def test_everything_missing_is_told_at_once():
    run = scheduled(scene(advanced=True), join_link="", venue="")

    assert missing(run) == ["no_room", "no_link", "no_active_form", "no_active_form", "trainers"]
    assert sentence(opening(run)).count(".") >= 5


def test_draft_does_not_open():
    run = planned(scene())

    assert refusal(opening(run)) == "not_scheduled"


@pytest.mark.req("T6")
def test_moved_open_run_takes_trainers_and_deadlines_along_and_everybody_is_told():
    of = scene(advanced=True)
    run = opened(of)
    before = run.sequence
    Message.objects.all().delete()

    moving(run, [TUESDAY + DAY, TUESDAY + 2 * DAY])()

    stored = fresh(run)
    assert set(Teaching.objects.values_list("period", flat=True)) == set(
        Session.objects.values_list("period", flat=True)
    )
    assert Teaching.objects.count() == 4
    assert (stored.sequence, stored.closes_at) == (before + 1, TUESDAY - 4 * DAY)
    assert Message.objects.filter(context__what="changed").count() == 4


@pytest.mark.req("T6")
def test_open_run_cannot_move_to_an_hour_at_which_its_trainer_teaches():
    of = scene()
    run = opened(of)
    opened(of, [TUESDAY + DAY])

    assert refusal(moving(run, [TUESDAY + DAY])) == "elsewhere"
    assert fresh(run).sessions.get().starts_at == TUESDAY


@pytest.mark.req("T3", "T10")
@pytest.mark.parametrize(
    ("days", "code"), [((0, 0), "day_order"), ((253, 254), "past_contract"), ((4, 6), "day_off")]
)
def test_move_that_a_new_run_could_not_have_is_refused(days, code):
    run = opened(scene(advanced=True))

    assert refusal(moving(run, [TUESDAY + number * DAY for number in days])) == code


def test_run_moved_before_it_is_open_asks_its_trainers_anew():
    of = scene()
    run = accepted(scheduled(of), of.trainers[0])

    moving(run, [TUESDAY + DAY])()

    assert RunTrainer.objects.get().reply == Reply.ASKED
    assert not Teaching.objects.exists()


def test_first_day_moved_onto_the_second_keeps_both_plans():
    of = scene(advanced=True)
    run = ready(of)
    plans = {one.pk: one.plan for one in run.sessions.all()}

    moving(run, [TUESDAY + DAY, TUESDAY + 2 * DAY])()
    moving(run, [TUESDAY, TUESDAY + DAY])()

    assert {one.pk: one.plan for one in run.sessions.all()} == plans


def test_run_under_way_is_not_moved():
    run = opened(scene(advanced=True))
    later = [TUESDAY + 7 * DAY, TUESDAY + 8 * DAY]

    assert refusal(moving(run, later, at=TUESDAY)) == "begun"


@pytest.mark.parametrize("stale", ["change", "plans", "cancel"])
def test_whoever_saw_an_older_version_changes_nothing(stale):
    run = opened(scene())
    facts = {name: getattr(run, name) for name in ("place", "town", "venue", "join_link")}
    acts = {
        "change": lambda: change_run(
            run,
            facts=facts
            | {name: getattr(run, name) for name in ("minimum", "closes_at", "withdraw_until")}
            | {"capacity": 30},
            seen=1,
            by=COORDINATOR,
            at=AT,
        ),
        "plans": lambda: plan_sessions(
            run, {run.sessions.get().pk: ("Nov", [])}, seen=1, by=COORDINATOR, at=AT
        ),
        "cancel": lambda: cancel_run(run, reason="x", seen=1, by=COORDINATOR, at=AT),
    }

    assert refusal(acts[stale]) == "changed_meanwhile"


def test_plans_and_details_sent_twice_are_saved_once():
    run = opened(scene())
    session = run.sessions.get()
    plans = {session.pk: ("Drug načrt", list(session.work_forms.all()))}
    facts = facts_of(run, capacity=30)

    for _time in range(2):
        plan_sessions(run, plans, seen=run.version, by=COORDINATOR, at=AT)
    second = run.version + 1
    for _time in range(2):
        change_run(run, facts=facts, seen=second, by=COORDINATOR, at=AT)

    session.refresh_from_db()
    assert (session.plan, fresh(run).version) == ("Drug načrt", second + 1)


def test_plan_of_an_open_run_keeps_an_active_form():
    run = opened(scene())

    assert refusal(lambda: with_plans(run, active=False)) == "no_active_form"


def test_places_somebody_has_stay():
    run = opened(scene())
    EnrolmentFactory(run=run, seat=12)

    assert refusal(lambda: changed(run, capacity=11)) == "capacity_taken"
    assert changed(run, capacity=12).capacity == 12
    assert refusal(lambda: changed(run, minimum=13)) == "minimum"


def test_open_run_keeps_its_deadlines():
    run = opened(scene())

    assert refusal(lambda: changed(run, closes_at=None)) == "deadlines_needed"


def test_number_of_places_is_nothing_to_tell_but_the_room_is():
    run = opened(scene())
    Message.objects.all().delete()

    changed(run, capacity=25)
    silent = Message.objects.count()
    changed(run, venue="Dvorana 2")

    assert (silent, Message.objects.count()) == (0, 1)
    assert fresh(run).sequence == run.sequence + 1


@pytest.mark.req("T9", "T10")
def test_run_called_off_frees_funds_and_hours_and_is_told_with_the_reason():
    of = scene()
    run = opened(of)
    Message.objects.all().delete()

    cancel_run(run, reason="Premalo prijav", seen=run.version, by=COORDINATOR, at=AT)
    cancel_run(run, reason="Premalo prijav", seen=run.version, by=COORDINATOR, at=AT)

    assert ledger(of.contract).spent == 0
    assert not Teaching.objects.exists()
    assert [message.context["what"] for message in Message.objects.all()] == ["cancelled"]
    assert (fresh(run).state, fresh(run).reason) == (RunState.CANCELLED, "Premalo prijav")


def test_run_is_not_called_off_without_a_reason():
    run = opened(scene())

    cancelling = lambda: cancel_run(run, reason="", seen=run.version, by=COORDINATOR, at=AT)  # noqa: E731 - a call to refuse

    assert refusal(cancelling) == "reason_needed"


def holding(run, at):
    return lambda: confirm_held(run, seen=fresh(run).version, by=COORDINATOR, at=at)


@pytest.mark.req("T15")
def test_run_is_held_after_its_end_with_the_whole_attendance_noted():
    of = scene(advanced=True)
    run = opened(of)
    ana, bor = EnrolmentFactory.create_batch(2, run=run)
    waiting = EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED)
    first, second = run.sessions.all()
    over = second.ends_at
    listed = [ana.pk, bor.pk, waiting.pk]
    too_early = refusal(holding(run, over - timedelta(minutes=1)))
    note_attendance(first, listed=listed, present=listed, by=COORDINATOR, at=over)
    incomplete = sentence(holding(run, over))
    note_attendance(second, listed=listed, present=[ana.pk], by=COORDINATOR, at=over)

    holding(run, over)()
    holding(run, over)()

    for row in (ana, bor, waiting):
        row.refresh_from_db()
    assert too_early == "not_over"
    assert "2" in incomplete
    assert fresh(run).state == RunState.HELD
    assert (ana.state, bor.state, waiting.state) == ("attended", "absent", "requested")
    assert ledger(of.contract).held == fresh(run).price


@pytest.mark.req("T15")
def test_attendance_is_noted_again_and_touches_nobody_who_was_not_listed():
    run = opened(scene())
    session = run.sessions.get()
    ana, bor = EnrolmentFactory.create_batch(2, run=run)
    stranger = EnrolmentFactory()
    at = session.starts_at
    note = lambda listed, present: note_attendance(  # noqa: E731 - said three times
        session, listed=listed, present=present, by=COORDINATOR, at=at
    )

    note([ana.pk, stranger.pk], [ana.pk, stranger.pk])
    count = note([ana.pk], [])

    assert count == 0
    assert list(Attendance.objects.values_list("enrolment", "is_present")) == [(ana.pk, False)]
    assert not Attendance.objects.filter(enrolment=bor).exists()


def test_attendance_before_the_session_or_of_a_run_not_open_is_refused():
    run = opened(scene())
    session = run.sessions.get()
    early = lambda: note_attendance(session, listed=[], present=[], by=COORDINATOR, at=AT)  # noqa: E731 - a call to refuse
    first = refusal(early)
    cancel_run(run, reason="x", seen=run.version, by=COORDINATOR, at=AT)

    assert first == "not_begun"
    assert refusal(early) == "no_such_step"
