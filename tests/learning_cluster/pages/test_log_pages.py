"""The log without and with a script: kept, refused, both texts shown (L9)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning_cluster.models import MentoringLog
from messaging.models import Message
from tests.learning_cluster.mentoring.scene import AT, begun, saved, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9")]
JSON = {"Accept": "application/json"}


def path(of, session):
    return reverse("cluster_log", args=[of.cluster.slug, session.uid])


def typed(of, **facts):
    fields = {
        "present": [of.pilot.pk],
        "minutes": "40",
        "topics": "буџет, кадар",
        "questions": "Ко плаћа?",
        "phase": of.phase.pk,
        "draft_key": str(uuid4()),
        "draft_step": "1",
        "version": "0",
    }
    return fields | facts


@pytest.fixture
def at_log(client):
    of = scene()
    session = begun(of)
    client.force_login(of.guide.user)
    return of, session


def test_log_is_saved_and_sent_by_a_plain_form(client, at_log):
    of, session = at_log

    client.post(path(of, session), typed(of, save="1"))
    log = MentoringLog.objects.get()
    unsent = log.sent_at
    answer = client.post(path(of, session), typed(of, finish="1", version="1"))

    log.refresh_from_db()
    assert (log.topics, log.minutes, unsent) == (["буџет", "кадар"], 40, None)
    assert answer.url == reverse("cluster_session", args=[of.cluster.slug, session.uid])
    assert log.sent_at == AT
    assert [one.recipient for one in Message.objects.all()] == [of.pilot.email]


def test_script_is_told_version_and_hour_of_saving(client, at_log):
    of, session = at_log

    answer = client.post(path(of, session), typed(of, draft_step="3"), headers=JSON)

    facts = json.loads(answer.content)
    assert (facts["version"], facts["step"]) == (1, 3)
    assert "9.00" in facts["said"]


def test_script_gets_a_new_token_by_asking(client, at_log):
    of, session = at_log

    assert list(client.get(path(of, session), headers=JSON).json()) == ["token"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", "x"),
        ("minutes", "99999999999999999999"),
        ("minutes", "-1"),
        ("present", ["0"]),
        ("present", ["x"]),
        ("phase", "999999"),
        ("topics", "а" * 200),
        ("questions", "а" * 8001),
        ("questions", "нула\0"),
        ("draft_key", "x"),
        ("draft_step", "99999999999999999999"),
        ("version", ""),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_typed_is_lost(client, at_log, field, value):
    of, session = at_log
    sent = typed(of, **{field: value})

    page = client.post(path(of, session), sent)
    script = client.post(path(of, session), sent, headers=JSON)

    assert (page.status_code, script.status_code) == (200, 400)
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["topics"].value() == sent["topics"]
    assert not MentoringLog.objects.exists()


def test_summary_wants_who_was_there_and_how_long(client, at_log):
    of, session = at_log

    page = client.post(path(of, session), typed(of, finish="1", present=[], minutes=""))
    missed = client.post(
        path(of, session), typed(of, finish="1", present=[], minutes="", is_missed="on")
    )

    assert list(page.context["form"].errors) == ["present", "minutes"]
    assert missed.status_code == 302
    assert not Message.objects.exists()


def test_newer_text_of_another_device_is_shown_beside_ones_own_and_saving_again_counts(
    client, at_log
):
    of, session = at_log
    saved(of, session, questions="С рачунара")

    script = client.post(path(of, session), typed(of, questions="С телефона"), headers=JSON)
    page = client.post(path(of, session), typed(of, questions="С телефона"))
    form = page.context["form"]
    again = typed(of, questions="С телефона", version=form["version"].value())
    client.post(path(of, session), again)

    assert (script.status_code, script.json()["code"]) == (409, "changed_meanwhile")
    assert page.status_code == 409
    assert "С рачунара" in [text for _label, text in page.context["other"]]
    assert form["questions"].value() == "С телефона"
    assert MentoringLog.objects.get().questions == "С телефона"


def test_yesterdays_and_todays_sessions_are_listed_and_older_ones_without_a_summary(client, at_log):
    of, session = at_log
    yesterday = begun(of, starts_at=AT - timedelta(days=1))
    older = begun(of, starts_at=AT - timedelta(days=9))
    done = begun(of, starts_at=AT - timedelta(days=8))
    MentoringLog.objects.create(
        session=done, author=of.guide, draft_key=uuid4(), saved_at=AT, sent_at=AT
    )

    page = client.get(path(of, session))

    assert page.context["listed"] == [older, yesterday, session]


def test_address_of_the_log_leads_to_the_newest_session_without_a_summary(client, at_log):
    of, session = at_log
    begun(of, starts_at=AT - timedelta(days=1))

    answer = client.get(reverse("cluster_newest_log", args=[of.cluster.slug]))

    assert answer.url == path(of, session)


def test_log_asks_as_often_for_twelve_sessions_as_for_one(client, at_log):
    of, session = at_log
    saved(of, session)
    with CaptureQueriesContext(connection) as one:
        client.get(path(of, session))
    for number in range(2, 12):
        begun(of, of.pilot, of.other, starts_at=AT - timedelta(hours=number))
    with CaptureQueriesContext(connection) as many:
        client.get(path(of, session))

    assert len(many) == len(one)
