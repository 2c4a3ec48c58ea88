"""The agenda: parts that fit and do not clash, and the members' questions in them (L8, L10)."""

import pytest

from learning_cluster.actions.agendas import add_item, change_item, remove_item, take_up
from learning_cluster.actions.event_announcing import cancel_event
from learning_cluster.enums import AgendaKind
from learning_cluster.models import Question
from tests.factories.learning_cluster import AT, EventFactory
from tests.learning_cluster.events.scene import BY, scene
from tests.learning_cluster.events.test_planning import refused

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]

PART = {
    "kind": AgendaKind.SESSION,
    "title": "Добре праксе",
    "about": "",
    "offset": 60,
    "minutes": 60,
}


def added(event, speakers=(), **facts):
    return add_item(event, facts=PART | facts, speakers=speakers, by=BY, at=AT)


def asked(of, text="Како финансирати?", **facts):
    facts = {"asked_by": of.ana, "asked_at": AT} | facts
    return Question.objects.create(cluster=of.cluster, text=text, **facts)


def test_part_sent_twice_is_one():
    event = EventFactory()

    assert added(event, [("Гост", "Центар")]) == added(event, [("Гост", "Центар")])

    assert list(event.agenda.values_list("speakers__name", "speakers__organisation")) == [
        ("Гост", "Центар")
    ]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("overlap", {"offset": 30, "title": "Друго"}),
        ("overlap", {"offset": 119, "title": "Друго", "minutes": 5}),
        ("too_long", {"offset": 450, "title": "Друго"}),
    ],
)
def test_part_that_clashes_or_goes_on_too_long_is_refused(code, facts):
    event = EventFactory()
    added(event)

    refused(code, added, event, **facts)

    assert event.agenda.count() == 1


def test_parts_that_touch_do_not_clash():
    event = EventFactory()
    added(event)

    added(event, offset=120, title="Даље")
    added(event, offset=0, title="Прије")

    assert list(event.agenda.values_list("offset", flat=True)) == [0, 60, 120]


def test_part_is_changed_with_its_speakers_and_not_over_a_newer_version():
    event = EventFactory()
    item = added(event, [("Гост", "")])
    event.refresh_from_db()
    facts = PART | {"title": "Ново"}

    changed = change_item(
        item, facts=facts, speakers=[("Други", "НВО")], seen=event.version, by=BY, at=AT
    )

    assert changed.title == "Ново"
    assert list(item.speakers.values_list("name", flat=True)) == ["Други"]
    refused(
        "changed_meanwhile",
        change_item,
        item,
        facts=PART,
        speakers=[],
        seen=event.version,
        by=BY,
        at=AT,
    )


def test_agenda_of_an_event_that_was_called_off_stays():
    event = EventFactory()
    item = added(event)
    event.refresh_from_db()
    cancel_event(event, reason="x", seen=event.version, by=BY, at=AT)

    refused("no_such_step", added, event, offset=200)
    refused("no_such_step", remove_item, item, by=BY, at=AT)


@pytest.mark.req("L10")
def test_questions_are_taken_up_and_given_back():
    of, other = scene(), scene()
    event = EventFactory(cluster=of.cluster)
    item = added(event, kind=AgendaKind.QUESTIONS)
    second = added(event, offset=200, title="Друго")
    mine, late, foreign = asked(of), asked(of, "Касније?"), asked(other)
    elsewhere = asked(of, "Већ узето?", event=event, item=second)
    listed = [mine.pk, foreign.pk, elsewhere.pk]

    count = take_up(item, listed=listed, chosen=listed, by=BY, at=AT)
    given_back = take_up(item, listed=[mine.pk, late.pk], chosen=[], by=BY, at=AT)

    for row in (mine, late, foreign, elsewhere):
        row.refresh_from_db()
    assert (count, given_back) == (1, 0)
    assert (mine.event, mine.item) == (event, None)
    assert (foreign.item, foreign.event, elsewhere.item) == (None, None, second)


def test_removed_part_gives_its_questions_back():
    of = scene()
    item = added(EventFactory(cluster=of.cluster))
    question = asked(of)
    take_up(item, listed=[question.pk], chosen=[question.pk], by=BY, at=AT)

    remove_item(item, by=BY, at=AT)

    question.refresh_from_db()
    assert question.item is None
