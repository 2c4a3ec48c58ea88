"""Booking, moving and offering by forms: what is typed stays, what is refused is said (L9)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from learning_cluster.enums import SessionState
from learning_cluster.models import MentoringSession, OfferedTimes
from tests.factories.learning_cluster import MemberFactory, MembershipFactory
from tests.learning_cluster.mentoring.scene import (
    AT,
    HOURS,
    TUESDAY,
    begun,
    booked,
    offered,
    scene,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9")]
TYPED = {
    "first_on": "2026-12-01",
    "shape": "week",
    "days": ["1"],
    "every": "1",
    "ends": "count",
    "count": "3",
    "from_hour": "10:00",
    "to_hour": "12:00",
    "minutes": "60",
    "join_link": HOURS["join_link"],
}


def path(of, name, *args):
    return reverse(name, args=[of.cluster.slug, *args])


def moment(starts_at):
    return int(starts_at.timestamp()) // 60


def test_member_books_with_others_and_what_it_is_about(client):
    of = scene()
    offer = offered(of)
    client.force_login(of.pilot.user)

    answer = client.post(
        path(of, "cluster_book_session", offer.pk, moment(TUESDAY)),
        {"others": [of.other.membership_id], "wish": "Буџет"},
    )

    session = MentoringSession.objects.get()
    assert answer.url == path(of, "cluster_session", session.uid)
    assert (session.starts_at, session.wish, session.booked_by) == (TUESDAY, "Буџет", of.pilot)
    assert session.session_members.count() == 2


def test_time_taken_meanwhile_is_said_with_those_that_are_free_and_the_text_stays(client):
    of = scene()
    offer = offered(of)
    booked(of, offer)
    client.force_login(of.other.user)

    answer = client.post(
        path(of, "cluster_book_session", offer.pk, moment(TUESDAY)), {"wish": "Буџет & план"}
    )

    assert (answer.status_code, answer.context["error"].code) == (409, "taken")
    assert answer.context["form"]["wish"].value() == "Буџет & план"
    free = answer.context["days"][0]["times"][0]["free"]
    assert free.starts_at == TUESDAY + timedelta(hours=1)


@pytest.mark.parametrize("others", [["999999"], ["x"], ["0"]])
def test_local_government_that_is_not_in_the_cluster_is_refused_by_name_of_the_field(
    client, others
):
    of = scene()
    offer = offered(of)
    foreign = MembershipFactory()
    client.force_login(of.pilot.user)

    for wanted in (others, [foreign.pk]):
        answer = client.post(
            path(of, "cluster_book_session", offer.pk, moment(TUESDAY)), {"others": wanted}
        )
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["others"])
    assert not MentoringSession.objects.exists()


@pytest.mark.parametrize("number", [0, 2**40, 10**30])
def test_moment_that_is_none_is_not_found(client, number):
    of = scene()
    offer = offered(of)
    client.force_login(of.pilot.user)

    assert client.get(path(of, "cluster_book_session", offer.pk, number)).status_code == 404


@pytest.mark.parametrize("pressed", ["", "x.y", "1", "1.2.3", "9" * 40 + ".5", "１.２"])
def test_move_by_a_button_that_is_none_is_not_found_or_refused(client, pressed):
    of = scene()
    session = booked(of, offered(of))
    client.force_login(of.pilot.user)

    answer = client.post(
        path(of, "cluster_move_session", session.uid), {"time": pressed, "seen": "0"}
    )

    session.refresh_from_db()
    assert answer.status_code in (404, 409)
    assert session.starts_at == TUESDAY


def test_session_is_moved_by_pressing_a_time(client):
    of = scene()
    offer = offered(of)
    session = booked(of, offer)
    client.force_login(of.pilot.user)
    later = TUESDAY + timedelta(hours=1)

    client.post(
        path(of, "cluster_move_session", session.uid),
        {"time": f"{offer.pk}.{moment(later)}", "seen": "0"},
    )

    session.refresh_from_db()
    assert session.starts_at == later


def test_calling_off_without_a_reason_keeps_the_session(client):
    of = scene()
    session = booked(of, offered(of))
    client.force_login(of.pilot.user)

    empty = client.post(path(of, "cluster_cancel_session", session.uid), {"reason": " "})
    client.post(path(of, "cluster_cancel_session", session.uid), {"reason": "Болест"})

    session.refresh_from_db()
    assert list(empty.context["form"].errors) == ["reason"]
    assert session.state == SessionState.CANCELLED


def test_offer_shows_its_days_before_it_is_saved(client):
    of = scene()
    client.force_login(of.guide.user)

    preview = client.post(path(of, "cluster_offer_times"), TYPED | {"preview": "1"})

    assert [one.day for one in preview.context["form"].shown_dates] == [1, 8, 15]
    assert not OfferedTimes.objects.exists()


@pytest.mark.parametrize("field", ["minutes", "join_link", "to_hour", "first_on", "from_hour"])
def test_offer_names_the_field_that_is_wrong(client, field):
    of = scene()
    client.force_login(of.guide.user)
    wrong = {"to_hour": "09:00", "from_hour": "25:61"}

    answer = client.post(path(of, "cluster_offer_times"), TYPED | {field: wrong.get(field, "x")})

    assert field in answer.context["form"].errors
    assert not OfferedTimes.objects.exists()


def test_offer_is_kept_with_the_moment_for_pilots_on_the_clusters_clock(client):
    of = scene()
    client.force_login(of.guide.user)

    answer = client.post(
        path(of, "cluster_offer_times"), TYPED | {"pilots_until": "2026-11-26T12:00"}
    )

    row = OfferedTimes.objects.get()
    assert answer.status_code == 302
    assert row.rule == HOURS["rule"]
    assert (row.starts.hour, row.ends.hour) == (10, 12)
    assert row.pilots_first_until.astimezone(of.cluster.tz).hour == 12


def test_session_that_was_not_booked_is_added_and_logged(client):
    of = scene()
    client.force_login(of.guide.user)
    typed = {"starts": "2026-11-24T08:00", "minutes": "20", "governments": [of.other.membership_id]}

    answer = client.post(path(of, "cluster_add_session"), typed)
    client.post(path(of, "cluster_add_session"), typed)
    later = client.post(path(of, "cluster_add_session"), typed | {"starts": "2026-11-24T11:00"})

    session = MentoringSession.objects.get()
    assert answer.url == path(of, "cluster_log", session.uid)
    assert later.context["error"].code == "not_begun"


def test_list_of_sessions_asks_as_often_for_thirty_as_for_one(
    client, django_assert_max_num_queries
):
    of = scene()
    client.force_login(of.guide.user)

    def queries():
        with django_assert_max_num_queries(80) as counted:
            client.get(path(of, "cluster_mentoring"))
        return len(counted)

    begun(of)
    one = queries()
    for number in range(2, 20):
        begun(of, of.pilot, of.other, starts_at=AT - timedelta(hours=2 * number))
    MemberFactory(membership=of.other.membership)

    assert queries() == one
