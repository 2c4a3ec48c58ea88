"""What a shared link shows: title, description and a picture of the title as it is now (U4)."""

import re
from io import BytesIO

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.utils import timezone
from PIL import Image

from cms_pages.demo import make_demo_pages
from cms_pages.models import ServicePage
from printing import picture
from tests.factories.booking import LocationFactory, ServiceFactory, booked
from tests.kept_rows import put, rows_made_by

pytestmark = [pytest.mark.django_db, pytest.mark.req("U4")]
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">')


def make_page():
    ServiceFactory(slug="potni-list")
    make_demo_pages(at=timezone.now())


@pytest.fixture(scope="module")
def page_rows(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return rows_made_by(make_page)


@pytest.fixture
def page(page_rows, db, monkeypatch):
    put(page_rows)
    # An empty one, for the page keeps its key; other tests find theirs again afterwards.
    monkeypatch.setattr(default_storage, "_wrapped", InMemoryStorage())
    return ServicePage.objects.get(service__slug="potni-list", locale__language_code="sr")


def shared(client, path):
    return dict(META.findall(client.get(path).content.decode()))


def pixels(response):
    return Image.open(BytesIO(b"".join(response.streaming_content))).convert("RGB").tobytes()


def path_of(address):
    return "/" + address.split("/", 3)[3]


def test_page_is_shared_by_its_title_summary_and_picture(client, page):
    meta = shared(client, "/sr/storitve/potni-list/")

    assert meta["og:title"] == page.title
    assert meta["og:description"] == page.service.summary_sr
    assert meta["og:locale"] == "sr_RS"
    assert meta["og:url"] == "http://testserver/sr/storitve/potni-list/"
    assert meta["twitter:card"] == "summary_large_image"
    response = client.get(path_of(meta["og:image"]))
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (1200, 630)


def test_picture_follows_the_title_and_the_old_one_is_removed(client, page):
    path = f"/deljenje/stran/{page.pk}.png"
    address = shared(client, "/sr/storitve/potni-list/")["og:image"]
    before = pixels(client.get(path))

    page.service.name_sr = "Путна исправа"
    page.service.save()
    page.take_name()
    page.save()
    after = pixels(client.get(path))

    assert after != before
    assert shared(client, "/sr/storitve/potni-list/")["og:image"] != address
    assert len(default_storage.listdir(f"social/page-{page.pk}")[1]) == 1


def test_kept_picture_is_not_drawn_again(client, page, monkeypatch):
    path = f"/deljenje/stran/{page.pk}.png"
    first = pixels(client.get(path))
    monkeypatch.setattr(picture, "_fit", None)

    assert pixels(client.get(path)) == first


def test_office_has_a_picture(client):
    office = LocationFactory(name="Črnomelj")

    meta = shared(client, f"/en/enote/{office.slug}/")

    assert meta["og:title"] == "Črnomelj"
    assert client.get(path_of(meta["og:image"])).status_code == 200


def test_unpublished_page_has_no_picture(client, page):
    page.unpublish()

    assert client.get(f"/deljenje/stran/{page.pk}.png").status_code == 404
    assert client.get("/deljenje/stran/999999.png").status_code == 404
    assert client.get("/deljenje/urad/ni-je.png").status_code == 404


def test_page_of_a_booking_tells_nothing_about_itself(client):
    booking = booked()

    meta = shared(client, "/sl/moj-termin/")

    assert booking.reference not in str(meta)
    assert set(meta) == {
        *("og:site_name", "og:locale", "og:image", "og:image:width", "og:image:height"),
        *("og:image:alt", "twitter:card"),
    }


def test_machine_without_fonts_shows_the_general_picture(client, page, monkeypatch):
    monkeypatch.setattr(picture, "FONTS", ("ni-take-pisave.ttf",))
    picture.font.cache_clear()

    response = client.get(f"/deljenje/stran/{page.pk}.png")

    picture.font.cache_clear()
    assert response.status_code == 302
    assert response["Location"].endswith("portal/social.png")
