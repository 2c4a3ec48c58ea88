"""No name without its sign and note in mails, calendars, time sheets, pages for everybody (L1)."""

from datetime import timedelta

import pytest
from django.utils import translation
from icalendar import Calendar

from learning_cluster.feeds import ClusterEvents
from learning_cluster.feeds_of_people import ClusterCalendar, OwnCalendar
from learning_cluster.marking import Note
from learning_cluster.messages.events import queue_news
from learning_cluster.messages.people_letter import letter
from learning_cluster.models import Call, Footnote, GoodPractice, Registration, TimeSheet
from learning_cluster.sheet_paper import sheet_page
from learning_cluster.signing import signed
from messaging.models import Message
from printing.text_paper import Block
from tests.factories.learning_cluster import (
    AT,
    CallFactory,
    ClusterFactory,
    EventFactory,
    HelperFactory,
    signed_up,
)
from tests.learning_cluster.events.scene import address, rendered, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L1")]
NOTE = Note("note", ("Kosovo", "Kosovu"), "Napomena")
NAME = "Састанак на Косову"


def note(language="sr"):
    with translation.override(language):
        return f"* {Footnote.objects.get().text}"


def test_every_text_of_a_thing_is_signed_and_its_note_given_once():
    thing = ("Kosovo", [Block(["Kosovu*", "Kosovska"])], 3)

    assert signed(thing, [NOTE]) == (
        ("Kosovo*", [Block(["Kosovu*", "Kosovska"])], 3),
        ["* Napomena"],
    )
    assert signed("Kosovska", [NOTE]) == ("Kosovska", [])


def test_mail_of_an_event_signs_subject_text_and_calendar_entry():
    of = scene()
    event = EventFactory(cluster=of.cluster, name_sr=NAME)
    row = Registration.objects.create(event=event, member=of.ana, invited_at=AT, told_sequence=0)
    queue_news(row, event, what="invited", at=AT)

    mail = rendered(Message.objects.get())

    assert f"{NAME}*" in mail.subject
    assert mail.text.endswith(f"\n{note()}\n")
    (entry,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert str(entry["summary"]).startswith(f"{NAME}* (")
    assert str(entry["description"]).endswith(note())


def test_letter_signs_what_it_says():
    cluster = ClusterFactory()

    with translation.override("sr"):
        mail = letter("%(cluster)s", cluster, ["Позвани сте на Косово."])

    assert "на Косово*." in mail.text
    assert mail.text.endswith(f"\n{note()}\n")


def test_mail_without_the_name_has_no_note():
    with translation.override("sr"):
        mail = letter("%(cluster)s", ClusterFactory(), ["Позвани сте."])

    assert "*" not in mail.text


@pytest.mark.parametrize("kind", ["public", "cluster", "own"])
def test_entry_of_a_calendar_is_signed_and_has_its_note(kind):
    of = scene()
    signed_up(of.ana)
    event = EventFactory(cluster=of.cluster, name_sr=NAME)
    Registration.objects.create(event=event, member=of.ana, invited_at=AT, told_sequence=0)
    feed = {
        "public": ClusterEvents,
        "cluster": lambda: ClusterCalendar(of.ana),
        "own": lambda: OwnCalendar(of.ana.user),
    }[kind]()

    with translation.override("sr"):
        entry = next(iter(feed.entries(AT)))

    assert entry.summary.startswith(f"{NAME}* (")
    assert entry.description.endswith(note())


def test_changed_note_is_another_version_of_the_public_calendar():
    before = ClusterEvents().version(AT)
    Footnote.objects.update(text_sr="Друга напомена")

    assert ClusterEvents().version(AT) != before


def test_time_sheet_signs_what_was_done():
    member = HelperFactory()
    lines = [{"day": "2026-11-02", "phase": "1", "halves": 1, "what": "Косово", "reason": ""}]
    sheet = TimeSheet.objects.create(
        cluster=member.cluster, member=member, first=AT.date(), last=AT.date(), lines=lines,
        digest="0", signed_at=AT, signed_name="Рада",
    )  # fmt: skip

    with translation.override("sr"):
        page = sheet_page(sheet)

    assert "Косово*" in page
    assert note() in page


def test_public_page_of_an_event_signs_the_country_of_a_practice(client):
    event = EventFactory(cluster=ClusterFactory(), name_sr=NAME)
    practice = GoodPractice.objects.create(
        cluster=event.cluster, title="Центар", country="Косово", service="Центар", about="О",
        is_public=True, added_at=AT,
    )  # fmt: skip
    practice.events.add(event)

    page = client.get(address("public_event", event.pk, language="sr")).content.decode()
    listed = client.get(address("public_events", language="sr")).content.decode()

    assert 'Косову<a class="okence-sign"' in page
    assert 'Косово<a class="okence-sign"' in page
    assert "Косову*</a>" in listed
    assert page.count(note()) == listed.count(note()) == 1


def test_public_page_of_a_call_signs_the_task(client):
    call = CallFactory(about_sr="Рад на Косову")
    Call.objects.update(published_at=AT - timedelta(days=400))

    page = client.get(address("cluster_call", call.slug, language="sr")).content.decode()

    assert 'Косову<a class="okence-sign"' in page
    assert page.count(note()) == 1
