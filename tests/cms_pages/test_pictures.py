"""Pictures and papers: what is asked for, what stays out of the file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from accounts.roles import Role
from cms_pages.models import Paper, Picture
from cms_pages.picture_forms import bare
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def camera(kind="JPEG", orientation=6):
    """Return an upload as a telephone makes it: place, time, owner, turned on its side."""
    image = Image.effect_noise((320, 200), 40).convert("RGB")
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Artist] = "Ana Vzorec"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (46.0, 3.0, 0.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return SimpleUploadedFile(f"slika.{kind.lower()}", out.getvalue(), f"image/{kind.lower()}")


def test_models_are_the_portals_own():
    assert (get_image_model(), get_document_model()) == (Picture, Paper)


@pytest.mark.req("X4")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_camera_s_notes_are_taken_out_and_the_picture_is_upright(kind):
    upload = camera(kind)
    with Image.open(upload) as before:
        assert Base.Artist in before.getexif()  # else the test proves nothing

    with Image.open(bare(upload)) as after:
        assert dict(after.getexif()) == {}
        assert after.format == kind
        assert after.size == (200, 320)


def test_picture_without_notes_is_left_as_it_is():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#0f5c6e").save(out, "JPEG", dpi=(72, 72))
    upload = SimpleUploadedFile("slika.jpg", out.getvalue(), "image/jpeg")

    assert bare(upload).read() == out.getvalue()


def upload(client, **fields):
    data = {"title": "Okence", "file": camera(), "credit": "Ana Vzorec", "licence": "own"}
    return client.post(reverse("wagtailimages:add"), data | fields)


@pytest.mark.req("X4")
def test_uploaded_picture_is_kept_without_the_camera_s_notes(client):
    staff(client, Role.EDITOR)

    assert upload(client).status_code == 302

    kept = Picture.objects.get()
    with Image.open(kept.file) as image:
        assert dict(image.getexif()) == {}
    assert (kept.width, kept.height) == (200, 320)


@pytest.mark.parametrize("missing", ["credit", "licence"])
def test_picture_needs_its_author_and_the_right_to_use_it(client, missing):
    staff(client, Role.EDITOR)

    response = upload(client, **{missing: ""})

    assert missing in response.context["form"].errors
    assert not Picture.objects.exists()


@pytest.mark.parametrize("name", ["slika.svg", "slika.gif", "slika.jpg"])
def test_file_that_is_no_picture_of_ours_is_refused(client, name):
    staff(client, Role.EDITOR)
    file = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")

    response = upload(client, file=file)

    assert "file" in response.context["form"].errors


def test_document_needs_its_language(client):
    staff(client, Role.EDITOR)
    file = SimpleUploadedFile("obrazec.pdf", b"%PDF-1.7", "application/pdf")

    response = client.post(reverse("wagtaildocs:add"), {"title": "Obrazec", "file": file})

    assert "language" in response.context["form"].errors
