"""Booking offered times: who may, when, and what refuses it (L9)."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from learning_cluster.actions.mentoring_booking import (
    MOST_AHEAD,
    cancel_session,
    move_session,
)
from learning_cluster.actions.offered_times import offer_times, withdraw_times
from learning_cluster.enums import ClusterState, EventState, SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.mentoring import free_in
from learning_cluster.models import MentoringSession
from tests.factories.learning_cluster import (
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.mentoring.scene import (
    AT,
    HOURS,
    NOBODY,
    TUESDAY,
    booked,
    offered,
    scene,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9")]
HOUR = timedelta(hours=1)


def refused(call):
    with pytest.raises(ClusterError) as caught:
        call()
    return caught.value.code


def moved(session, offer, member, starts_at, seen=0, at=AT):
    move_session(session, offer, starts_at=starts_at, seen=seen, member=member, by=NOBODY, at=at)


def called_off(session, member, reason="Болест", at=AT):
    cancel_session(session, reason=reason, member=member, by=NOBODY, at=at)


def test_booked_time_is_free_no_more_and_has_phase_link_and_people():
    of = scene()
    offer = offered(of)

    session = booked(of, offer, others=[of.other.membership])

    assert TUESDAY not in [one.starts_at for one in free_in(of.cluster, AT)]
    assert session.phase == of.phase
    assert session.join_link == HOURS["join_link"]
    assert set(session.session_members.values_list("membership", flat=True)) == {
        of.pilot.membership_id,
        of.other.membership_id,
    }


def test_booking_twice_by_the_same_press_is_one_session():
    of = scene()
    offer = offered(of)

    assert booked(of, offer) == booked(of, offer)
    assert MentoringSession.objects.count() == 1


def test_nobody_holds_all_the_times():
    of = scene()
    offer = offered(of)
    colleague = MemberFactory(membership=of.pilot.membership)
    times = [one.starts_at for one in free_in(of.cluster, AT)]
    for number, starts_at in enumerate(times[:MOST_AHEAD]):
        booked(of, offer, member=(of.pilot, colleague)[number % 2], starts_at=starts_at)

    again = booked(of, offer, starts_at=times[0])
    more = refused(lambda: booked(of, offer, member=colleague, starts_at=times[MOST_AHEAD]))
    other = booked(of, offer, member=of.other, starts_at=times[MOST_AHEAD])
    called_off(again, of.pilot)
    later = booked(of, offer, starts_at=times[MOST_AHEAD + 1])

    assert more == "enough_ahead"
    assert {again.state, other.state, later.state} == {SessionState.BOOKED}


def test_session_that_has_begun_and_those_of_the_guide_take_nobodys_share():
    of = scene()
    offer = offered(of)
    times = [one.starts_at for one in free_in(of.cluster, AT)]
    for starts_at in times[:MOST_AHEAD]:
        booked(of, offer, member=of.guide, starts_at=starts_at, others=[of.pilot.membership])

    for starts_at in times[MOST_AHEAD:]:
        booked(of, offer, starts_at=starts_at)

    assert MentoringSession.objects.count() == len(times)


def test_time_taken_is_refused_to_somebody_else():
    of = scene()
    offer = offered(of)
    booked(of, offer)

    assert refused(lambda: booked(of, offer, member=of.other)) == "taken"


@pytest.mark.parametrize(
    "starts_at", [TUESDAY + timedelta(minutes=30), TUESDAY - HOUR, TUESDAY + timedelta(days=1)]
)
def test_time_that_is_not_offered_is_refused(starts_at):
    of = scene()
    offer = offered(of)

    assert refused(lambda: booked(of, offer, starts_at=starts_at)) == "taken"


def test_time_withdrawn_or_begun_is_refused():
    of = scene()
    offer = offered(of)

    late = refused(lambda: booked(of, offer, at=TUESDAY))
    withdraw_times(offer, by=NOBODY, at=AT)

    assert [late, refused(lambda: booked(of, offer))] == ["taken", "taken"]


def test_session_in_another_cluster_of_the_same_person_takes_the_time():
    of = scene()
    offer = offered(of)
    twin = HelperFactory(user=of.guide.user)
    elsewhere = offer_times(twin, **HOURS, by=NOBODY, at=AT)
    booked(of, elsewhere, member=twin, others=[MembershipFactory(cluster=twin.cluster)])

    assert refused(lambda: booked(of, offer)) == "taken"


@pytest.mark.parametrize("state", [EventState.ANNOUNCED, EventState.CANCELLED])
def test_event_of_the_cluster_takes_the_time_unless_it_is_called_off(state):
    of = scene()
    offered(of)
    EventFactory(
        cluster=of.cluster,
        period=DateTimeTZRange(TUESDAY, TUESDAY + HOUR),
        state=state,
        reason="Снијег",
    )

    found = TUESDAY in [one.starts_at for one in free_in(of.cluster, AT)]

    assert found == (state == EventState.CANCELLED)


def test_pilots_come_first_until_the_moment_given():
    of = scene()
    until = AT + timedelta(days=2)
    offer = offered(of, pilots_first_until=until)

    early = refused(lambda: booked(of, offer, member=of.other))
    pilot = booked(of, offer)
    later = booked(of, offer, member=of.other, starts_at=TUESDAY + HOUR, at=until)

    assert early == "pilots_first"
    assert [pilot.state, later.state] == [SessionState.BOOKED] * 2


def test_resource_person_books_for_whom_they_choose_before_that_moment():
    of = scene()
    offer = offered(of, pilots_first_until=AT + timedelta(days=2))

    session = booked(of, offer, member=of.guide, others=[of.other.membership])

    assert session.session_members.get().membership == of.other.membership
    assert refused(lambda: booked(of, offer, member=of.guide, starts_at=TUESDAY + HOUR)) == "nobody"


def test_nothing_is_booked_in_a_cluster_that_is_concluded():
    of = scene()
    offer = offered(of)
    of.cluster.state = ClusterState.CLOSED
    of.cluster.save()
    offer.refresh_from_db()

    of.guide.refresh_from_db()

    assert refused(lambda: booked(of, offer)) == "not_open"
    assert refused(lambda: offered(of)) == "not_open"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"minutes": 150}, "too_short"),
        (
            {"rule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261117", "valid_from": AT.date().replace(day=3)},
            "over",
        ),
    ],
)
def test_offer_without_a_single_session_to_come_is_refused(facts, code):
    of = scene()

    assert refused(lambda: offered(of, **facts)) == code


def test_moved_session_frees_its_time_and_grows_its_sequence():
    of = scene()
    offer = offered(of)
    session = booked(of, offer)

    moved(session, offer, of.pilot, TUESDAY + HOUR)

    session.refresh_from_db()
    assert (session.starts_at, session.sequence) == (TUESDAY + HOUR, 1)
    assert TUESDAY in [one.starts_at for one in free_in(of.cluster, AT)]


def test_move_is_refused_to_a_guest_of_the_session_and_over_a_newer_state():
    of = scene()
    offer = offered(of)
    session = booked(of, offer, others=[of.other.membership])

    codes = [
        refused(lambda: moved(session, offer, of.other, TUESDAY + HOUR)),
        refused(lambda: moved(session, offer, of.pilot, TUESDAY + HOUR, seen=7)),
        refused(lambda: moved(session, offer, of.pilot, TUESDAY + HOUR, at=TUESDAY)),
    ]

    assert codes == ["not_yours", "changed_meanwhile", "gone"]


def test_move_to_a_time_kept_for_pilots_is_refused_to_others():
    of = scene()
    offer = offered(of)
    session = booked(of, offer, member=of.other)
    kept = offered(
        of,
        starts=HOURS["ends"],
        ends=HOURS["ends"].replace(hour=14),
        pilots_first_until=AT + timedelta(days=1),
    )

    code = refused(lambda: moved(session, kept, of.other, TUESDAY + 2 * HOUR))

    assert code == "pilots_first"


def test_session_stays_for_the_others_when_one_calls_off_and_ends_with_the_last():
    of = scene()
    offer = offered(of)
    session = booked(of, offer, others=[of.other.membership])

    called_off(session, of.pilot)
    session.refresh_from_db()
    first = (session.state, session.session_members.get().membership)
    called_off(session, of.other)
    called_off(session, of.other)
    session.refresh_from_db()

    assert first == (SessionState.BOOKED, of.other.membership)
    assert (session.state, session.reason, session.sequence) == (
        SessionState.CANCELLED,
        "Болест",
        2,
    )
    assert TUESDAY in [one.starts_at for one in free_in(of.cluster, AT)]


def test_resource_person_calls_off_for_everybody_with_a_reason_before_it_begins():
    of = scene()
    session = booked(of, offered(of), others=[of.other.membership])

    codes = [
        refused(lambda: called_off(session, of.guide, reason="")),
        refused(lambda: called_off(session, of.guide, at=TUESDAY)),
    ]
    called_off(session, of.guide)

    session.refresh_from_db()
    assert codes == ["without_reason", "gone"]
    assert session.state == SessionState.CANCELLED
