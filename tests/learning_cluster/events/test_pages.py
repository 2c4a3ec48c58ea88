"""Pages of an event inside its cluster: what they show, what bad input gets (L8)."""

import pytest

from learning_cluster.enums import AgendaKind, EventKind, MemberState
from learning_cluster.models import (
    AgendaItem,
    NextStep,
    Question,
    Registration,
    Speaker,
)
from tests.factories.learning_cluster import AT, STARTS_AT, EventFactory, MemberFactory
from tests.learning_cluster.events.scene import (
    DAY,
    at_that_time,
    main,
    of_event,
    period,
    planned,
    scene,
    sign_in,
)
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]
PART = {"kind": "session", "title": "Добре праксе", "begins": "9:00", "minutes": "60"}


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at_that_time(monkeypatch)


@pytest.mark.req("M2")
def test_event_is_read_in_both_scripts(client):
    of = scene()
    event = announced(of)
    item = AgendaItem.objects.create(
        event=event, kind=AgendaKind.SESSION, title="Добре праксе", offset=30, minutes=45
    )
    Speaker.objects.create(item=item, name="Горан Примјер", organisation="Дневни центар")
    Question.objects.create(cluster=of.cluster, text="Ко плаћа?", asked_at=AT, item=item)
    sign_in(client, of.ana)

    cyrillic = main(client.get(of_event("cluster_event", event, language="sr")))
    latin = main(client.get(of_event("cluster_event", event, language="sr-latn")))

    for text in ("Први догађај размјене", "9.30", "10.15", "Горан Примјер", "Ко плаћа?"):
        assert text in cyrillic
    for text in ("Prvi događaj razmjene", "Sala 1, Banja Luka", "Goran Primjer", "Ko plaća?"):
        assert text in latin


def test_answer_is_kept_and_shown(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.ana)
    typed = {"answer": "registered", "needs": "Без глутена"}

    answer = client.post(of_event("cluster_event_answer", event), typed, follow=True)

    row = event.registrations.get(member=of.ana)
    assert (row.state, row.needs, row.answered_at) == ("registered", "Без глутена", AT)
    assert "You are coming." in main(answer)


@pytest.mark.parametrize("typed", [{}, {"answer": "invited"}, {"answer": "x"}])
def test_answer_that_is_none_is_named_and_nothing_is_lost(client, typed):
    of = scene()
    event = announced(of)
    sign_in(client, of.ana)

    answer = client.post(of_event("cluster_event_answer", event), typed | {"needs": "Рампа"})

    assert answer.status_code == 200
    assert list(answer.context["answer"].errors) == ["answer"]
    assert "Рампа" in answer.content.decode()
    assert not event.registrations.exclude(state="invited").exists()


def test_answers_of_others_are_for_hosts_alone(client):
    of = scene()
    event = announced(of)
    Registration.objects.filter(member=of.boris).update(needs="Тајна алергија")
    sign_in(client, of.ana)

    page = client.get(of_event("cluster_event", event)).content.decode()

    assert "алергија" not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "А" * 201),
        ("begins", ""),
        ("begins", "25:00"),
        ("begins", "8:59"),
        ("minutes", "4"),
        ("minutes", "много"),
        ("minutes", "601"),
        ("kind", "party"),
        ("speakers", "А" * 121),
        ("speakers", "\n".join("А" for _ in range(9))),
    ],
)
def test_bad_part_is_named_and_not_kept(client, field, value):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)

    answer = client.post(of_event("cluster_event_agenda", event), PART | {field: value})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not event.agenda.exists()


def test_agenda_is_written_by_the_clock_of_the_cluster(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    path = of_event("cluster_event_agenda", event)

    client.post(path, PART | {"speakers": "Горан Примјер, Центар\n\nНина Примјер"})
    clash = client.post(path, PART | {"begins": "9.30", "title": "Друго"})
    client.post(path, PART | {"begins": "10:00", "title": "Друго", "minutes": "30"})

    rows = event.agenda.values_list("title", "offset", "minutes")
    assert list(rows) == [("Добре праксе", 0, 60), ("Друго", 60, 30)]
    assert clash.context["error"].code == "overlap"
    names = Speaker.objects.values_list("name", "organisation")
    assert list(names) == [("Горан Примјер", "Центар"), ("Нина Примјер", "")]


def test_part_changed_meanwhile_keeps_what_was_typed(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    client.post(of_event("cluster_event_agenda", event), PART)
    item = event.agenda.get()
    path = of_event("cluster_event_item", event, item.pk)
    seen = client.get(path).context["form"].initial["seen"]
    event.refresh_from_db()
    client.post(path, PART | {"seen": str(seen), "title": "Колегино"})

    late = client.post(path, PART | {"seen": str(seen), "title": "Моје"})
    again = client.post(path, PART | {"seen": late.context["form"].data["seen"], "title": "Моје"})

    assert (late.status_code, late.context["form"]["title"].value()) == (409, "Моје")
    item.refresh_from_db()
    assert (again.status_code, item.title) == (302, "Моје")


@pytest.mark.req("L10")
def test_questions_of_the_members_are_taken_into_a_part(client):
    of = scene()
    event = announced(of)
    item = AgendaItem.objects.create(
        event=event, kind=AgendaKind.QUESTIONS, title="Питања", offset=0, minutes=30
    )
    question = Question.objects.create(cluster=of.cluster, text="Ко плаћа?", asked_at=AT)
    sign_in(client, of.guide)
    path = of_event("cluster_event_questions", event, item.pk)

    shown = main(client.get(path))
    client.post(path, {"listed": [question.pk], "chosen": [question.pk]})
    bad = client.post(path, {"listed": ["x"], "chosen": ["9" * 30]})

    question.refresh_from_db()
    assert "Ko plaća?" in shown
    assert question.item == item
    assert (bad.status_code, sorted(bad.context["form"].errors)) == (200, ["chosen", "listed"])


def test_attendance_is_noted_and_somebody_gone_since_is_named(client, monkeypatch):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    path = of_event("cluster_event_attendance", event)
    early = client.post(path, {"listed": [of.ana.pk], "present": [of.ana.pk]})
    at_that_time(monkeypatch, STARTS_AT)
    sign_in(client, of.guide)

    done = client.post(path, {"listed": [of.ana.pk, of.boris.pk], "present": [of.ana.pk]})
    stranger = MemberFactory()
    bad = client.post(path, {"listed": [of.ana.pk], "present": [stranger.pk]})

    assert (early.status_code, early.context["error"].code) == (409, "not_begun")
    assert done.status_code == 302
    assert list(bad.context["form"].errors) == ["present"]
    came = dict(event.registrations.values_list("member", "attended"))
    assert (came[of.ana.pk], came[of.boris.pk]) == (True, False)


def test_steps_are_agreed_and_checked_at_the_next_event(client, monkeypatch):
    of = scene()
    event = announced(of)
    later = STARTS_AT + 60 * DAY
    second = EventFactory(
        cluster=of.cluster,
        kind=EventKind.EXCHANGE_2,
        period=period(later),
    )
    at_that_time(monkeypatch, STARTS_AT)
    sign_in(client, of.guide)
    typed = {"text": "Израдити концепт", "who": f"g{of.ana.membership_id}", "due": "2027-01-10"}
    client.post(of_event("cluster_event_step", event), typed)
    step = NextStep.objects.get()
    at_that_time(monkeypatch, later)
    sign_in(client, of.guide)
    second.refresh_from_db()
    found = {
        "seen": second.version,
        f"state_{step.pk}": "partly",
        f"finding_{step.pk}": "Нацрт је ту",
    }

    bad = client.post(of_event("cluster_event_checks", second), found | {f"finding_{step.pk}": ""})
    client.post(of_event("cluster_event_checks", second), found)

    step.refresh_from_db()
    assert (bad.status_code, bad.context["error"].code) == (200, "finding_needed")
    assert (step.membership, step.owner, step.state) == (of.ana.membership, None, "partly")
    assert step.checked_at_event == second
    sign_in(client, of.ana)
    assert "Нацрт је ту" in main(client.get(of_event("cluster_event", second, language="sr")))


@pytest.mark.parametrize(
    ("field", "value"), [("text", ""), ("who", ""), ("who", "p0"), ("due", ""), ("due", "31.2.")]
)
def test_bad_step_is_named_and_not_kept(client, monkeypatch, field, value):
    of = scene()
    event = announced(of)
    at_that_time(monkeypatch, STARTS_AT)
    sign_in(client, of.guide)
    typed = {"text": "Концепт", "who": f"p{of.ana.pk}", "due": "2027-01-10"}

    answer = client.post(of_event("cluster_event_step", event), typed | {field: value})

    assert list(answer.context["step"].errors) == [field]
    assert not NextStep.objects.exists()


def test_member_who_has_left_opens_nothing(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.ana)
    of.ana.user.grants.all().delete()
    type(of.ana).objects.filter(pk=of.ana.pk).update(state=MemberState.ENDED)

    assert client.get(of_event("cluster_event", event)).status_code == 404


def test_address_of_a_planned_event_is_for_hosts(client):
    of = scene()
    event = planned(of)
    sign_in(client, of.guide)

    assert client.get(of_event("cluster_event", event)).status_code == 200
