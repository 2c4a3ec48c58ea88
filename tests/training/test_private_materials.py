"""Files of materials are carried from the media folder to the private one, and back."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tests.factories.training import AT, RunFactory
from training.models import RunMaterial

pytestmark = [pytest.mark.django_db, pytest.mark.req("T8")]

migration = import_module("training.migrations.0010_move_materials")
MEDIA, PRIVATE = storages["default"], storages["private"]
OLD = "training/materials/Prosojnice.pdf"


@pytest.fixture
def material():
    run = RunFactory()
    RunMaterial.objects.create(run=run, title="Naslov", url="https://a.example/", added_at=AT)
    name = MEDIA.save(OLD, ContentFile(b"%PDF-1.7"))
    yield RunMaterial.objects.create(run=run, title="Prosojnice", file=name, added_at=AT)
    MEDIA.delete(name)


def test_file_leaves_the_media_folder(material, django_capture_on_commit_callbacks):
    old = material.file.name

    with django_capture_on_commit_callbacks(execute=True):
        migration.move(apps, None)

    material.refresh_from_db()
    assert not MEDIA.exists(old)
    assert "Prosojnice" not in material.file.name
    assert material.file.read() == b"%PDF-1.7"


def test_file_is_carried_back(material, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        migration.move(apps, None)
        migration.move_back(apps, None)

    material.refresh_from_db()
    assert material.file.name.startswith("training/materials/")
    assert MEDIA.open(material.file.name).read() == b"%PDF-1.7"


def test_material_whose_file_is_gone_stays_as_it_is(material):
    MEDIA.delete(material.file.name)

    migration.move(apps, None)

    material.refresh_from_db()
    assert material.file.name == OLD
