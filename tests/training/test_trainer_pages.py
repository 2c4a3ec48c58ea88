"""Trainers' own pages: the door, proposals, roster, attendance, materials, guidelines (T6, T12)."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from privacy.enums import NoticeKind
from privacy.models import Notice
from privacy.secret_links import link_token
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.training import EnrolmentFactory, TrainerFactory
from tests.training.planning import (
    AT,
    TUESDAY,
    accepted,
    asked,
    fresh,
    opened,
    planned,
    proposed,
    scene,
    scheduled,
)
from training.enums import EnrolmentState, Reply
from training.models import Attendance, DateProposal, RunMaterial, RunTrainer
from training.urls import urlpatterns

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINE = [pattern for pattern in urlpatterns if str(pattern.name).startswith("trainer_")]
PDF = b"%PDF-1.7 gradivo"


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: AT)


def signed(client, trainer):
    client.force_login(trainer.user)
    return client


def path(name, *args):
    return reverse(f"trainer_{name}", args=args)


def every_address(run):
    material = RunMaterial.objects.create(run=run, title="N", url="https://a.example/", added_at=AT)
    known = {"proposal": run.date_proposals.first().pk, "material": material.pk}
    for pattern in MINE:
        keys = pattern.pattern.converters
        pk = run.sessions.first().pk if pattern.name == "trainer_attendance" else run.pk
        args = {name: pk if name == "pk" else known[name] for name in keys}
        yield pattern.name, reverse(pattern.name, kwargs=args)


def statuses(client, paths):
    reads = {client.get(one).status_code for _name, one in paths} - {405}
    return reads, {client.post(one).status_code for _name, one in paths} - {405}


@pytest.mark.req("X2")
def test_strangers_are_led_to_the_sign_in(client):
    paths = list(every_address(opened(scene())))

    reads = {client.get(one)["Location"].split("?")[0] for _name, one in paths}
    writes = {client.post(one)["Location"].split("?")[0] for _name, one in paths}

    assert reads == writes == {"/prijava/login/"}


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.TRAINING_COORDINATOR, Role.PROVIDER])
def test_who_is_no_trainer_finds_nothing(client, role):
    paths = list(every_address(opened(scene())))
    user = GrantFactory(role=role).user if role else UserFactory()
    client.force_login(user)

    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("X2")
def test_trainer_who_gives_no_trainings_any_more_finds_nothing(client):
    of = scene()
    paths = list(every_address(opened(of)))
    type(of.trainers[0]).objects.update(is_active=False)
    signed(client, of.trainers[0])

    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("X2")
def test_run_of_others_is_not_there(client):
    run = opened(scene())
    stranger = TrainerFactory(user=UserFactory(), qualified_for=run.training)
    paths = [
        (n, p) for n, p in every_address(run) if n not in ("trainer_home", "trainer_guidelines")
    ]
    signed(client, stranger)

    assert statuses(client, paths) == ({404}, {404})
    assert client.get(path("home")).context["accepted"] == []


@pytest.mark.req("X2", "X4")
def test_who_is_only_asked_sees_no_roster_link_or_material(client):
    of = scene(advanced=True)
    run = asked(scheduled(of), *of.trainers)
    person = EnrolmentFactory(run=run).participant
    closed = (
        "trainer_attendance",
        "trainer_material_add",
        "trainer_material",
        "trainer_material_remove",
    )
    paths = [(name, one) for name, one in every_address(run) if name in closed]
    signed(client, of.trainers[0])

    page = client.get(path("run", run.pk)).content.decode()

    assert person.name not in page
    assert run.join_link not in page
    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("X4")
def test_roster_shows_name_and_employer_and_nothing_else(client):
    of = scene()
    run = opened(of)
    seated = EnrolmentFactory(run=run, participant__field_of_work="Skrivno področje")
    waiting = EnrolmentFactory(run=run, state=EnrolmentState.WAITING)
    foreign = EnrolmentFactory()
    signed(client, of.trainers[0])

    page = client.get(path("run", run.pk))

    text = page.content.decode()
    assert [place.name for place in page.context["places"]] == [seated.participant.name]
    assert seated.participant.works_for in text
    for secret in (seated.participant.email, "Skrivno področje", waiting.participant.name):
        assert secret not in text
    assert foreign.participant.name not in text


@pytest.mark.req("T6")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_pages_answer_in_every_language(client, language):
    of = scene()
    run = opened(of)
    signed(client, of.trainers[0])

    codes = {
        client.get(one.replace("/sl/", f"/{language}/", 1)).status_code
        for name, one in every_address(run)
        if name in ("trainer_home", "trainer_run", "trainer_guidelines", "trainer_attendance")
    }

    assert codes == {200}


@pytest.mark.req("T6")
def test_trainer_accepts_on_the_page_and_twice_is_once(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])
    shown = client.get(path("run", run.pk)).context["accept"]["seen"].value()

    codes = [client.post(path("accept", run.pk), {"seen": shown}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert RunTrainer.objects.get().reply == Reply.ACCEPTED


def test_dates_changed_meanwhile_are_not_accepted_and_it_is_said(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])

    stale = client.post(path("accept", run.pk), {"seen": 1})
    without = client.post(path("accept", run.pk))

    assert (stale.status_code, stale.context["error"].code) == (409, "changed_meanwhile")
    assert without.status_code == 200
    assert RunTrainer.objects.get().reply == Reply.ASKED


def test_trainer_declines_with_a_note_and_a_long_one_is_kept_to_be_shortened(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])

    long = client.post(path("decline", run.pk), {"note": "x" * 501})
    client.post(path("decline", run.pk), {"note": "Na dopustu"})

    assert long.context["note"].errors
    assert len(long.context["note"]["note"].value()) == 501
    assert RunTrainer.objects.get().note == "Na dopustu"


@pytest.mark.req("T7")
def test_trainer_proposes_other_dates_after_a_preview(client):
    of = scene(advanced=True)
    run = asked(planned(of), of.trainers[0])
    signed(client, of.trainers[0])
    typed = {"day_1": "2026-12-15", "hour_1": "9.00", "day_2": "2026-12-16", "hour_2": "13:30"}
    typed["note"] = "Raje ta teden"

    shown = client.post(path("dates", run.pk), typed | {"preview": "1"})
    before = DateProposal.objects.count()
    wrong = client.post(path("dates", run.pk), typed | {"day_2": "2026-12-15"})
    done = client.post(path("dates", run.pk), typed)

    proposal = DateProposal.objects.get()
    assert (len(shown.context["times"]), before) == (2, 0)
    assert (wrong.status_code, wrong.context["error"].code) == (409, "day_order")
    assert done.status_code == 302
    assert (proposal.trainer, proposal.note) == (of.trainers[0], "Raje ta teden")


@pytest.mark.req("T7")
def test_trainer_answers_the_coordinators_dates_and_not_a_colleagues(client):
    of = scene(advanced=True)
    run = asked(planned(of), *of.trainers)
    theirs = proposed(run, of.starts)
    colleagues = proposed(run, [start + DAY for start in of.starts], trainer=of.trainers[1])
    signed(client, of.trainers[0])

    done = client.post(path("dates_suit", run.pk, theirs.pk))
    foreign = client.post(path("dates_decline", run.pk, colleagues.pk))

    assert (done.status_code, foreign.status_code) == (302, 404)
    assert DateProposal.objects.get(pk=theirs.pk).reply == Reply.ACCEPTED


@pytest.mark.req("T15")
def test_attendance_is_saved_from_the_boxes_and_may_be_corrected(client, monkeypatch):
    of = scene()
    run = opened(of)
    ana, bor = EnrolmentFactory.create_batch(2, run=run)
    requested = EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED)
    session = run.sessions.get()
    signed(client, of.trainers[0])
    early = client.post(path("attendance", session.pk), {"listed": [ana.pk], "present": [ana.pk]})
    monkeypatch.setattr(timezone, "now", lambda: session.starts_at)
    signed(client, of.trainers[0])
    both = {"listed": [ana.pk, bor.pk]}

    client.post(path("attendance", session.pk), both | {"present": [ana.pk]})
    first = dict(Attendance.objects.values_list("enrolment", "is_present"))
    client.post(path("attendance", session.pk), both | {"present": [bor.pk]})
    page = client.get(path("attendance", session.pk))
    foreign = client.post(path("attendance", session.pk), {"present": [requested.pk]})

    assert (early.status_code, early.context["error"].code) == (409, "not_begun")
    assert first == {ana.pk: True, bor.pk: False}
    assert page.context["form"]["present"].value() == [bor.pk]
    assert foreign.context["form"].errors
    assert not Attendance.objects.filter(enrolment=requested).exists()


def test_materials_are_added_opened_and_removed_with_their_file(
    client, tmp_path, django_capture_on_commit_callbacks
):
    of = scene()
    run = opened(of)
    signed(client, of.trainers[0])
    file = SimpleUploadedFile("Prosojnice.PDF", PDF)

    client.post(path("material_add", run.pk), {"title": "Prosojnice", "file": file})
    again = SimpleUploadedFile("Prosojnice.PDF", PDF)
    client.post(path("material_add", run.pk), {"title": "Prosojnice", "file": again})
    client.post(path("material_add", run.pk), {"title": "Naslov", "url": "https://a.example/"})
    paper, link = run.materials.all()
    opened_file = client.get(path("material", run.pk, paper.pk))
    opened_link = client.get(path("material", run.pk, link.pk))
    body = b"".join(opened_file.streaming_content)
    with django_capture_on_commit_callbacks(execute=True):
        codes = [
            client.post(path("material_remove", run.pk, paper.pk)).status_code for _ in range(2)
        ]

    assert body == PDF
    assert opened_file["Content-Disposition"] == 'attachment; filename="prosojnice.pdf"'
    assert opened_file["Content-Type"] == "application/octet-stream"
    assert opened_link["Location"] == "https://a.example/"
    assert codes == [302, 302]
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.req("T8")
def test_file_of_a_material_lies_apart_from_the_media_under_a_name_that_says_nothing(client):
    of = scene()
    run = opened(of)
    file = SimpleUploadedFile("Ana Primer.PDF", PDF)

    signed(client, of.trainers[0]).post(
        path("material_add", run.pk), {"title": "Prosojnice", "file": file}
    )

    name = run.materials.get().file.name
    assert re.fullmatch(r"training/[0-9a-f]{32}\.pdf", name)
    assert (storages["private"].exists(name), storages["default"].exists(name)) == (True, False)


def test_material_whose_file_is_gone_is_not_there(client):
    of = scene()
    run = opened(of)
    enrolled = EnrolmentFactory(run=run, state=EnrolmentState.CONFIRMED, approved_at=AT)
    gone = RunMaterial.objects.create(run=run, title="N", file="training/ni.pdf", added_at=AT)
    signed(client, of.trainers[0])

    codes = [
        client.get(path("material", run.pk, gone.pk)).status_code,
        client.get(reverse("training_material", args=[enrolled.token(), gone.pk])).status_code,
    ]

    assert codes == [404, 404]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": "A"},
        {"title": "A", "url": "javascript:alert(1)"},
        {"title": "A", "url": "ftps://a.example/"},
        {"title": "A", "url": "https://a.example/", "file": ("a.pdf", PDF)},
        {"title": "A", "file": ("a.html", b"<script>")},
        {"title": "A", "file": ("a.svg", b"<svg/>")},
        {"title": "A", "file": ("pdf", PDF)},
        {"title": "A", "file": ("a.pdf", b"")},
        {"title": "A" * 201, "url": "https://a.example/"},
    ],
)
def test_bad_material_is_told_and_not_kept(client, typed):
    of = scene()
    run = opened(of)
    signed(client, of.trainers[0])
    if "file" in typed:
        typed = typed | {"file": SimpleUploadedFile(*typed["file"])}

    response = client.post(path("material_add", run.pk), typed)

    assert response.status_code == 200
    assert response.context["material"].errors
    assert not RunMaterial.objects.exists()


def test_large_file_is_taken_from_the_signed_in_alone_and_too_large_from_nobody(client):
    of = scene()
    run = opened(of)
    large = lambda size: {"title": "A", "file": SimpleUploadedFile("a.pdf", b"x" * size)}  # noqa: E731 - said thrice

    stranger = client.post(path("material_add", run.pk), large(2_000_000)).status_code
    signed(client, of.trainers[0])
    taken = client.post(path("material_add", run.pk), large(2_000_000)).status_code
    too_large = client.post(path("material_add", run.pk), large(19_950_000))
    unread = client.post(path("material_add", run.pk), large(20_000_001)).status_code
    elsewhere = client.post(path("decline", run.pk), large(2_000_000)).status_code

    assert (stranger, taken, unread, elsewhere) == (400, 302, 400, 400)
    assert too_large.context["material"].errors


@pytest.mark.req("X2")
def test_material_opens_for_the_enrolled_of_its_run_alone(client):
    run = opened(scene())
    foreign_run = opened(scene())
    material = RunMaterial.objects.create(run=run, title="N", url="https://a.example/", added_at=AT)
    rows = {
        "mine": EnrolmentFactory(run=run),
        "waiting": EnrolmentFactory(run=run, state=EnrolmentState.WAITING),
        "requested": EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED),
        "foreign": EnrolmentFactory(run=foreign_run),
    }

    codes = {
        name: client.get(
            reverse(
                "training_material", args=[link_token("training.enrolment", row.uid), material.pk]
            )
        ).status_code
        for name, row in rows.items()
    }
    guessed = reverse("training_material", args=["x" * 43, material.pk])
    misses = [client.get(guessed).status_code for _number in range(31)]

    assert codes == {"mine": 302, "waiting": 404, "requested": 404, "foreign": 404}
    assert (misses[0], misses[-1]) == (404, 429)


@pytest.mark.req("T12")
def test_guidelines_are_acknowledged_once_and_a_new_version_again(client):
    of = scene()
    texts = {"text_sl": "Smernice", "text_sr": "Смернице", "text_en": "Guidelines"}
    facts = {"kind": NoticeKind.GUIDELINES, "object_key": "training", "effective_from": AT}
    signed(client, of.trainers[0])
    none = client.get(path("guidelines")).context["notice"]
    Notice.objects.create(version=1, **facts, **texts)

    for _time in range(2):
        client.post(path("guidelines"), {"version": 1})
    first = client.get(path("guidelines")).context["read"]
    Notice.objects.create(version=2, **facts, **texts)
    second = client.get(path("guidelines")).context["read"]
    stale = client.post(path("guidelines"), {"version": 1})

    assert none is None
    assert (first.at, second) == (AT, None)
    assert (stale.status_code, stale.context["error"].code) == (409, "other_version")
    assert client.get(path("home")).context["must_read"] is True
    assert of.trainers[0].acknowledgements.count() == 1


def test_home_sorts_runs_and_asks_the_same_for_one_and_thirty(client):
    of = scene()
    trainer = of.trainers[0]
    accepted(scheduled(of), trainer)
    signed(client, trainer)
    client.get(path("home"))
    with CaptureQueriesContext(connection) as one:
        client.get(path("home"))
    for _number in range(29):
        asked(planned(of), trainer)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path("home"))

    assert len(thirty) == len(one)
    assert (len(page.context["asked"]), len(page.context["accepted"])) == (29, 1)


def test_run_page_asks_the_same_for_one_and_thirty_participants(client):
    of = scene()
    run = opened(of, capacity=40)
    EnrolmentFactory(run=run)
    signed(client, of.trainers[0])
    client.get(path("run", run.pk))
    with CaptureQueriesContext(connection) as one:
        client.get(path("run", run.pk))
    EnrolmentFactory.create_batch(29, run=fresh(run))

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path("run", run.pk))

    assert len(thirty) == len(one)
    assert len(page.context["places"]) == 30
    assert run.sessions.get().starts_at == TUESDAY
