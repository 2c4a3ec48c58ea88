"""Who opens which page of mentoring, questions and days; what is not theirs is not there (X2)."""

from datetime import date

import pytest
from django.urls import reverse

from learning_cluster.actions.mentoring_booking import cancel_session
from learning_cluster.actions.questions import ask
from learning_cluster.actions.time_sheets import days_to_sign, lines_of, sign_sheet
from learning_cluster.actions.work_days import book_day
from learning_cluster.enums import MemberRole, QuestionKind
from learning_cluster.models import WorkDay
from learning_cluster.sheet_lines import digest
from tests.factories.accounts import UserFactory
from tests.factories.learning_cluster import HelperFactory, signed_up
from tests.learning_cluster.mentoring.scene import (
    AT,
    NOBODY,
    TUESDAY,
    begun,
    booked,
    offered,
    scene,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2")]
MONDAY = date(2026, 11, 16)

# Which of the readers opens a page: p pilot of the session, o another member, g who guides,
# c coordinator, r a partner's reviewer. The pages of somebody's own come last.
PAGES = {
    "cluster_mentoring": "pogcr",
    "cluster_session": "pgc",
    "cluster_book_session": "pog",
    "cluster_move_session": "pg",
    "cluster_offer_times": "g",
    "cluster_add_session": "g",
    "cluster_newest_log": "g",
    "cluster_log": "g",
    "cluster_questions": "pogc",
    "cluster_question": "gc",
    "cluster_choose_questions": "gc",
    "cluster_days": "gc",
    "cluster_sign_sheet": "g",
    "cluster_sheet": "gc",
    "cluster_sheet_pdf": "gc",
}


@pytest.fixture
def everything():
    """Return a cluster with one of everything, and the arguments of each page."""
    of = scene()
    offer = offered(of)
    to_come, held = booked(of, offer), begun(of)
    question = ask(of.pilot, kind=QuestionKind.QUESTION, text="Ко плаћа?", by=NOBODY, at=AT)
    book_day(
        of.guide, phase=of.phase, day=MONDAY, halves=1, what="Сесија", reason="", by=NOBODY, at=AT
    )
    seen = digest(lines_of(days_to_sign(of.guide, MONDAY, MONDAY)))
    sheet = sign_sheet(of.guide, first=MONDAY, last=MONDAY, seen=seen, by=NOBODY, at=AT)
    arguments = {
        "cluster_session": [to_come.uid],
        "cluster_move_session": [to_come.uid],
        "cluster_log": [held.uid],
        "cluster_book_session": [offer.pk, int(TUESDAY.timestamp()) // 60 + 60],
        "cluster_question": [question.pk],
        "cluster_sheet": [sheet.pk],
        "cluster_sheet_pdf": [sheet.pk],
    }
    return of, arguments


def readers(of):
    """Return each reader by letter; the last two have no part in the cluster."""
    coordinator = HelperFactory(cluster=of.cluster, role=MemberRole.COORDINATOR)
    reviewer = HelperFactory(cluster=of.cluster, role=MemberRole.REVIEWER)
    stranger = HelperFactory()
    return {
        "p": of.pilot.user,
        "o": of.other.user,
        "g": of.guide.user,
        "c": signed_up(coordinator),
        "r": signed_up(reviewer),
        "x": signed_up(stranger),
        "y": UserFactory(),
    }


def path(of, name, arguments):
    return reverse(name, args=[of.cluster.slug, *arguments.get(name, [])])


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_to_those_it_concerns_and_to_nobody_else(client, everything, name):
    of, arguments = everything
    opened = ""
    for letter, user in readers(of).items():
        client.force_login(user)
        status = client.get(path(of, name, arguments)).status_code
        assert status in (200, 302, 404), (letter, status)
        opened += letter if status != 404 else ""

    assert opened == PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_strangers_to_sign_in(client, everything, name):
    of, arguments = everything

    answer = client.get(path(of, name, arguments))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


POSTED = {
    "cluster_withdraw_times": "g",
    "cluster_cancel_session": "pg",
    "cluster_publish_question": "gc",
    "cluster_remove_day": "g",
    "cluster_take_back_sheet": "g",
}


@pytest.mark.parametrize("name", POSTED)
def test_deed_is_open_to_those_it_concerns_and_never_to_a_get(client, everything, name):
    of, arguments = everything
    arguments |= {
        "cluster_withdraw_times": [of.guide.offered_times.get().pk],
        "cluster_cancel_session": arguments["cluster_session"],
        "cluster_publish_question": arguments["cluster_question"],
        "cluster_remove_day": [WorkDay.objects.get().pk],
        "cluster_take_back_sheet": arguments["cluster_sheet"],
    }
    opened = ""
    for letter, user in readers(of).items():
        client.force_login(user)
        if client.post(path(of, name, arguments), {}).status_code != 404:
            opened += letter
    client.force_login(of.guide.user)

    assert opened == POSTED[name]
    assert client.get(path(of, name, arguments)).status_code == 405


def test_page_of_another_cluster_is_not_found_by_its_key(client, everything):
    of, arguments = everything
    elsewhere = scene()
    client.force_login(elsewhere.guide.user)
    pages = ("cluster_session", "cluster_log", "cluster_question", "cluster_sheet")

    found = [client.get(path(elsewhere, name, arguments)).status_code for name in pages]

    assert found == [404] * 4


def test_session_called_off_for_oneself_is_no_longer_ones_own(client, everything):
    of, arguments = everything
    session = of.guide.sessions.get(uid=arguments["cluster_session"][0])
    session.session_members.create(membership=of.other.membership)
    cancel_session(session, reason="Болест", member=of.pilot, by=NOBODY, at=AT)
    client.force_login(of.pilot.user)

    assert client.get(path(of, "cluster_session", arguments)).status_code == 404
