"""Materials of an event: for the cluster, or for everybody (L8)."""

import re

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from learning_cluster.models import (
    EventMaterial,
)
from tests.learning_cluster.events.scene import (
    address,
    at_that_time,
    of_event,
    scene,
    sign_in,
)
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]
PDF = b"%PDF-1.7 gradivo"


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at_that_time(monkeypatch)


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
