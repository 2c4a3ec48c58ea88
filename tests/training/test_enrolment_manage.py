"""The pages behind a participant's link: what they show, to whom, and what they change (T14)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.secret_pages import MISSES
from tests.factories.training import AdvancedFactory, EnrolmentFactory, VariantFactory
from tests.training.people import address, soon, unproved
from training.enums import EnrolmentState
from training.models import Enrolment, RunMaterial, Session
from waiting_list.actions import join, pass_on

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def run():
    return soon()


def test_join_link_is_for_the_confirmed_and_near_the_time(client):
    online = VariantFactory(parts=[("remote", 5)])
    link = "https://video.example/soba-1"
    near, far = soon(0.5, variant=online, join_link=link), soon(2, variant=online, join_link=link)
    pages = {
        (where, state): client.get(EnrolmentFactory(run=run, state=state).manage_path())
        for where, run in (("near", near), ("far", far))
        for state in (EnrolmentState.CONFIRMED, EnrolmentState.REQUESTED)
    }

    seen = {key for key, page in pages.items() if link in page.content.decode()}

    assert seen == {("near", EnrolmentState.CONFIRMED)}


def test_materials_are_for_the_confirmed(client, run):
    RunMaterial.objects.create(
        run=run, title="Delovni zvezek", url="https://x.example", added_at=timezone.now()
    )
    confirmed = EnrolmentFactory(run=run)
    waits = EnrolmentFactory(run=run, state=EnrolmentState.WAITING)

    pages = [client.get(row.manage_path()).content.decode() for row in (confirmed, waits)]

    assert ["Delovni zvezek" in page for page in pages] == [True, False]


@pytest.mark.parametrize("state", sorted(set(EnrolmentState) - {EnrolmentState.UNCONFIRMED}))
def test_page_of_every_state_says_it_in_words(client, run, state):
    row = EnrolmentFactory(run=run, state=state, reason="Razlog.")
    if state == EnrolmentState.MOVED:
        return  # its link has gone to the new enrolment

    page = client.get(row.manage_path())

    assert page.status_code == 200
    assert page.context["page"].words != ""


def test_withdrawing_asks_first_and_get_changes_nothing(client, run):
    row = EnrolmentFactory(run=run)
    path = address("training_enrolment_withdraw", row.token())

    asked = client.get(path)
    row.refresh_from_db()
    before = row.state
    done = client.post(path)

    row.refresh_from_db()
    assert (asked.status_code, before) == (200, EnrolmentState.CONFIRMED)
    assert (done.url, row.state) == (row.manage_path(), EnrolmentState.WITHDRAWN)


def test_after_the_deadline_the_page_says_whom_to_call(client):
    row = EnrolmentFactory(run=soon(withdraw_until=timezone.now()))

    page = client.get(row.manage_path())
    client.post(address("training_enrolment_withdraw", row.token()))

    row.refresh_from_db()
    assert page.context["page"].must_call
    assert row.training.coordinator_phone in page.content.decode()
    assert row.state == EnrolmentState.CONFIRMED


def test_moving_by_the_page(client, run):
    row = EnrolmentFactory(run=run, approved_at=timezone.now())
    target = soon(40, variant=run.variant, contract=run.contract)
    path = address("training_enrolment_move", row.token())

    shown = client.get(path)
    nothing = client.post(path)
    done = client.post(path, {"to": target.pk})

    assert (shown.status_code, nothing.status_code, done.status_code) == (200, 200, 302)
    assert set(nothing.context["form"].errors) == {"to"}
    assert Enrolment.objects.live().get().run == target
    assert client.get(row.manage_path()).context["enrolment"].run == target


def test_get_never_answers_an_offer(client, run):
    row = EnrolmentFactory(run=run, state=EnrolmentState.OFFERED)

    assert client.get(address("training_enrolment_answer", row.token())).status_code == 405


@pytest.mark.parametrize("said", [{}, {"answer": ""}, {"answer": "Accept"}])
def test_what_says_neither_yes_nor_no_leaves_the_offer(client, run, said):
    row = EnrolmentFactory(run=run, state=EnrolmentState.WAITING, seat=None)
    join("training.run", str(run.pk), str(row.pk), at=timezone.now())
    pass_on(at=timezone.now())

    client.post(address("training_enrolment_answer", row.token()), said)

    row.refresh_from_db()
    assert row.state == EnrolmentState.OFFERED


@pytest.mark.req("I2")
def test_calendar_download_holds_every_day(client):
    run = soon(variant=VariantFactory(training=AdvancedFactory()))
    row = EnrolmentFactory(run=run)

    response = client.get(address("training_enrolment_calendar", row.token()))

    body = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    assert body.count("BEGIN:VEVENT") == 2
    assert "BEGIN:VTIMEZONE" in body


PAGES = [
    "training_enrolment",
    "training_enrolment_withdraw",
    "training_enrolment_move",
    "training_enrolment_calendar",
    "training_approve",
    "training_request_status",
]


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", PAGES)
def test_wrong_token_is_a_page_that_is_not_there_and_guessing_is_slowed(client, name):
    row = EnrolmentFactory(run=soon())

    codes = [client.get(address(name, "x" * 43)).status_code for _try in range(MISSES.limit + 1)]

    assert set(codes[:-1]) == {404}
    assert codes[-1] == 429
    assert client.get(row.manage_path()).status_code == 200


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("training_enrolment_")])
def test_nothing_else_opens_before_the_address_is_proved(client, run, name):
    (row,) = unproved(run, 1)

    assert client.get(address(name, row.token())).status_code == 404


@pytest.mark.req("X2")
def test_nobody_sees_others_on_the_list(client, run):
    other = EnrolmentFactory(run=run, participant__name="Skrita Oseba")
    own = EnrolmentFactory(run=run)
    offered = EnrolmentFactory(run=run, state=EnrolmentState.OFFERED)
    paths = [
        own.manage_path(),
        offered.manage_path(),
        address("training_enrolment_withdraw", own.token()),
        address("training_enrolment_calendar", own.token()),
        address("training_enrol", run.pk),
    ]

    for path in paths:
        text = client.get(path).content.decode()
        assert "Skrita" not in text
        assert other.participant.email not in text


def test_pages_behind_links_are_kept_nowhere(client, run):
    page = client.get(EnrolmentFactory(run=run).manage_path())

    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")


def test_session_rows_stay_the_only_source_of_hours(client, run):
    row = EnrolmentFactory(run=run)
    before = client.get(row.manage_path()).context["page"].lines
    session = Session.objects.get(run=run)
    later = timedelta(hours=2)
    session.period = type(session.period)(
        session.period.lower + later, session.period.upper + later
    )
    session.save()

    after = client.get(row.manage_path()).context["page"].lines

    assert len(after) == 1
    assert after != before
