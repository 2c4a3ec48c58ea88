"""Pages of an event: what they show, what bad input gets, in both scripts (L8)."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning_cluster.enums import AgendaKind, EventKind, EventState, MemberState
from learning_cluster.models import (
    AgendaItem,
    CourseTopic,
    EventMaterial,
    GoodPractice,
    NextStep,
    Question,
    Registration,
    Speaker,
)
from tests.factories.learning_cluster import AT, STARTS_AT, EventFactory, MemberFactory
from tests.learning_cluster.events.scene import (
    DAY,
    address,
    at_that_time,
    period,
    planned,
    scene,
    sign_in,
)
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]
PDF = b"%PDF-1.7 gradivo"
PART = {"kind": "session", "title": "Добре праксе", "begins": "9:00", "minutes": "60"}


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at_that_time(monkeypatch)


def main(response):
    """Return the text of the page's main part, on one line."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main")[0])
    return " ".join(text.split())


def of_event(name, event, *more, language="en"):
    return address(name, event.cluster.slug, event.pk, *more, language=language)


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
    assert "Ко плаћа?" in shown
    assert question.item == item
    assert (bad.status_code, sorted(bad.context["form"].errors)) == (200, ["chosen", "listed"])


def test_material_is_for_the_cluster_until_it_is_for_everybody(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    add = of_event("cluster_material_add", event)
    client.post(add, {"title": "Презентација", "file": SimpleUploadedFile("Ана.PDF", PDF)})
    client.post(add, {"title": "Јавно", "url": "https://a.example/", "is_public": "on"})
    paper, link = event.materials.all()
    sign_in(client, of.ana)
    opened = client.get(of_event("cluster_material", event, paper.pk))
    body = b"".join(opened.streaming_content)
    client.logout()

    codes = [
        client.get(address("public_event_material", event.pk, one.pk)).status_code
        for one in (paper, link)
    ]

    assert body == PDF
    assert opened["Content-Disposition"] == 'attachment; filename="prezentacija.pdf"'
    assert re.fullmatch(r"learning_cluster/[0-9a-f]{32}\.pdf", paper.file.name)
    assert storages["private"].exists(paper.file.name)
    assert codes == [404, 302]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": "A"},
        {"title": "A", "url": "javascript:alert(1)"},
        {"title": "A", "file": ("a.html", b"<script>")},
        {"title": "A", "file": ("a.pdf", b"")},
    ],
)
def test_bad_material_is_told_and_not_kept(client, typed):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    if "file" in typed:
        typed = typed | {"file": SimpleUploadedFile(*typed["file"])}

    answer = client.post(of_event("cluster_material_add", event), typed)

    assert answer.status_code == 200
    assert answer.context["material"].errors
    assert not EventMaterial.objects.exists()


def test_removed_material_takes_its_file_with_it(client, django_capture_on_commit_callbacks):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    file = SimpleUploadedFile("a.pdf", PDF)
    client.post(of_event("cluster_material_add", event), {"title": "A", "file": file})
    paper = event.materials.get()
    path = of_event("cluster_material_remove", event, paper.pk)

    with django_capture_on_commit_callbacks(execute=True):
        codes = [client.post(path).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert not storages["private"].exists(paper.file.name)


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


@pytest.mark.req("L15")
def test_practice_is_collected_by_the_resource_person_and_public_where_it_is_said(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    typed = {
        "title": "Центар за дјецу",
        "country": "Србија",
        "service": "Дневни боравак",
        "about": "Отворен је до вечери.",
        "contact": "Мила Примјер, 000",
        "events": [event.pk],
        "is_public": "on",
    }
    client.post(address("cluster_practice_new", of.cluster.slug), typed)
    row = GoodPractice.objects.get()
    sign_in(client, of.ana)
    inside = main(client.get(address("cluster_practices", of.cluster.slug)))
    client.logout()

    public = main(client.get(address("public_event", event.pk)))

    assert row.added_by == of.guide
    assert "Мила Примјер" in inside
    assert "Центар за дјецу" in public
    assert "Мила" not in public


def test_practice_changed_meanwhile_is_not_overwritten(client):
    of = scene()
    sign_in(client, of.guide)
    facts = {"title": "А", "country": "Б", "service": "В", "about": "Г"}
    client.post(address("cluster_practice_new", of.cluster.slug), facts)
    row = GoodPractice.objects.get()
    path = address("cluster_practice", of.cluster.slug, row.pk)
    client.post(path, facts | {"title": "Колегино", "seen": "1"})

    late = client.post(path, facts | {"title": "Моје", "seen": "1"})

    row.refresh_from_db()
    assert (late.status_code, late.context["form"]["title"].value()) == (409, "Моје")
    assert row.title == "Колегино"


@pytest.mark.req("L13")
def test_courses_of_the_academy_are_linked_from_training_and_first_exchange_alone(client):
    of = scene()
    first = announced(of)
    second = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2)
    CourseTopic.objects.create(
        project=of.cluster.project, name_sr="Дневни центри", url="https://e.example/"
    )
    sign_in(client, of.ana)

    pages = [client.get(of_event("cluster_event", one)).content.decode() for one in (first, second)]

    assert ["https://e.example/" in page for page in pages] == [True, False]


@pytest.mark.req("L13")
def test_member_evaluates_once_and_reads_no_results(client, monkeypatch):
    of = scene()
    event = announced(of, kind=EventKind.EXCHANGE_3)
    sign_in(client, of.ana)
    path = address("cluster_evaluation", of.cluster.slug)
    before = client.get(path).status_code
    at_that_time(monkeypatch, STARTS_AT + timedelta(hours=5))
    sign_in(client, of.ana)
    asked = client.get(path).context["form"]
    name = next(iter(asked.fields))

    empty = client.post(path, {})
    bad = client.post(path, {name: "6"})
    done = client.post(path, {name: "5"})

    assert before == 404
    assert (empty.status_code, bad.status_code, done.status_code) == (200, 200, 302)
    assert list(bad.context["form"].errors) == [name]
    assert "Thank you" in main(client.get(path))
    assert "Thank you" in main(client.get(of_event("cluster_event", event)))


def test_public_page_has_neither_people_nor_the_link_to_join(client):
    of = scene()
    event = announced(of, join_link="https://video.example/tajna")
    item = AgendaItem.objects.create(
        event=event, kind=AgendaKind.SESSION, title="Добре праксе", offset=0, minutes=45
    )
    Speaker.objects.create(item=item, name="Горан Тајни", organisation="Дневни центар")
    Question.objects.create(cluster=of.cluster, text="Тајно питање", asked_at=AT, item=item)

    page = client.get(address("public_event", event.pk, language="sr"))

    text = page.content.decode()
    assert "Добре праксе" in main(page)
    assert "Дневни центар" in main(page)
    assert [one for one in ("tajna", "Горан", "Тајно", of.ana.name) if one in text] == []
    assert page.context["structured_data"]["@type"] == "Event"


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_public": False},
        {"cluster__is_public": False},
        {"state": EventState.PLANNED, "announced_at": None},
    ],
)
def test_event_that_is_not_for_everybody_is_not_there(client, hidden):
    event = EventFactory(**hidden)

    assert client.get(address("public_event", event.pk)).status_code == 404
    assert event.name not in main(client.get(address("public_events")))


def test_list_of_events_reads_as_much_for_thirty_as_for_one(client):
    of = scene()
    announced(of)
    sign_in(client, of.ana)
    path, counts = address("cluster_events", of.cluster.slug), []
    for number in (0, 29):
        for _extra in range(number):
            EventFactory(cluster=of.cluster, kind=EventKind.MEETING)
        for url in (path, address("public_events")):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def test_page_of_an_event_reads_as_much_for_a_full_day_as_for_one_part(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    counts = []
    for first, last in ((0, 1), (1, 12)):
        for number in range(first, last):
            item = AgendaItem.objects.create(
                event=event, kind="session", title=f"Дио {number}", offset=number * 30, minutes=30
            )
            Speaker.objects.create(item=item, name="Гост")
            Question.objects.create(cluster=of.cluster, text="?", asked_at=AT, item=item)
            NextStep.objects.create(
                cluster=of.cluster, event=event, text="К", owner=of.ana, created_at=AT
            )
            EventMaterial.objects.create(
                event=event, title="М", url="https://a.example/", added_at=AT
            )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of_event("cluster_event", event)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


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
