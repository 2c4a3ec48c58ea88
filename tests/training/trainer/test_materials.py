"""Materials a trainer leaves for a run: added, opened by the enrolled, removed (T8)."""

import re

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from privacy.secret_links import link_token
from tests.factories.training import EnrolmentFactory
from tests.training.planning import (
    AT,
    opened,
    scene,
)
from tests.training.trainer_pages import path, signed
from training.enums import EnrolmentState
from training.models import RunMaterial

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 gradivo"


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
