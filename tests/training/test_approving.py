"""The approver's page: several at once, nothing of other authorities (T14, X2)."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.training import AT, EmployerFactory, EnrolmentFactory, RunFactory
from tests.training.people import link_of, mails, news
from training.actions.telling_participants import tell_deciders
from training.enums import EnrolmentState

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def employer():
    return EmployerFactory()


def path_of(employer):
    with translation.override("sl"):
        return employer.approver_path()


def requested(employer, **more):
    return EnrolmentFactory(state=EnrolmentState.REQUESTED, participant__employer=employer, **more)


def states(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def test_mailed_link_leads_to_confirming_several(client, employer):
    run = RunFactory()
    rows = [requested(employer, run=run) for _each in range(3)]
    tell_deciders(rows[0], at=AT)
    path = link_of(mails()[0][1])

    shown = client.get(path)
    before = states(*rows)
    uids = [str(row.uid) for row in rows[:2]]
    done = client.post(path, {"who": uids, "decision": "confirm"})

    assert (path, shown.status_code, before) == (path_of(employer), 200, ["requested"] * 3)
    assert (done.status_code, done.url) == (302, path)
    assert states(*rows) == ["confirmed", "confirmed", "requested"]


def test_refusing_needs_a_reason_and_keeps_what_was_chosen(client, employer):
    row = requested(employer)
    typed = {"who": [str(row.uid)], "decision": "refuse"}

    without = client.post(path_of(employer), typed)
    client.post(path_of(employer), typed | {"reason": "Ni več pri nas."})

    assert set(without.context["form"].errors) == {"reason"}
    assert without.context["form"]["who"].value() == [str(row.uid)]
    assert (states(row), row.reason) == (["refused"], "Ni več pri nas.")


@pytest.mark.req("X2")
def test_nothing_of_other_authorities_is_seen_or_done(client, employer):
    foreign = requested(EmployerFactory(), participant__name="Skrita Oseba")
    own = requested(employer)

    page = client.get(path_of(employer)).content.decode()
    tried = client.post(
        path_of(employer), {"who": [str(own.uid), str(foreign.uid)], "decision": "confirm"}
    )

    assert own.participant.name in page
    assert "Skrita" not in page + tried.content.decode()
    assert set(tried.context["form"].errors) == {"who"}
    assert states(own, foreign) == ["requested", "requested"]


@pytest.mark.req("X2")
def test_new_approver_has_a_new_link(client, employer):
    old = path_of(employer)
    fresh = EmployerFactory.build()
    employer.approver_uid, employer.approver_hash = fresh.approver_uid, fresh.approver_hash
    employer.save()

    assert client.get(old).status_code == 404
    assert client.get(path_of(employer)).status_code == 200


def test_nothing_chosen_is_told(client, employer):
    requested(employer)

    page = client.post(path_of(employer), {})

    assert set(page.context["form"].errors) == {"who", "decision"}


def test_pressing_twice_tells_once(client, employer):
    row = requested(employer)
    typed = {"who": [str(row.uid)], "decision": "confirm"}

    codes = [client.post(path_of(employer), typed).status_code for _press in range(2)]

    assert codes == [302, 200]
    assert news() == ["confirmed"]


def test_page_asks_the_same_for_one_and_thirty(client, employer):
    run = RunFactory(capacity=40)
    requested(employer, run=run)
    client.get(path_of(employer))
    with CaptureQueriesContext(connection) as one:
        client.get(path_of(employer))
    for _each in range(29):
        requested(employer, run=run)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path_of(employer))

    assert len(thirty) == len(one)


def test_mail_names_nobody(employer):
    row = requested(employer, participant__name="Skrita Oseba")
    tell_deciders(row, at=AT)

    ((to, mail),) = mails()

    assert to == employer.approver_email
    assert "Skrita" not in mail.text
    assert row.training.bundle.programme.statement_sl in mail.text
