"""The catalogue's workbook in the admin: who may, what is shown first, what is then done."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import STAFF_ROLES, Role
from booking.models import Service
from booking.workbook.stored import stored
from booking.workbook.writing import write
from cms_pages.demo import make_demo_pages
from cms_pages.models import ServicePage
from cms_pages.permissions import CATALOGUE_ROLES
from privacy.models import AuditEntry
from tests.booking.workbooks import NAME, edited, new_row, one_service, put
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]

EXPORT = reverse("catalogue_services:workbook_export")
IMPORT = reverse("catalogue_services:workbook_import")
PREVIEW = reverse("catalogue_services:workbook_preview")
INDEX = reverse("catalogue_services:index")


def upload(client, content, name=NAME):
    return client.post(IMPORT, {"workbook": SimpleUploadedFile(name, content)})


def confirm(client, page, **changes):
    kept, plan = page.context["kept"], page.context["plan"]
    return client.post(PREVIEW, {"workbook": kept["key"], "plan": plan.digest} | changes)


@pytest.mark.req("B7", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_workbook_is_not_there_for_other_staff(client, role):
    one_service()
    before = stored()
    staff(client, role)

    read = {client.get(path).status_code for path in (EXPORT, IMPORT, PREVIEW)}
    written = {client.post(path).status_code for path in (EXPORT, IMPORT, PREVIEW)}
    uploaded = upload(client, write(before)).status_code

    assert (read, written, uploaded) == ({404}, {404}, 404)


@pytest.mark.parametrize("role", sorted(CATALOGUE_ROLES))
def test_editor_takes_the_catalogue_away(client, role):
    one_service()
    staff(client, role)

    response = client.get(EXPORT)

    assert EXPORT in client.get(INDEX).content.decode()
    assert IMPORT in client.get(INDEX).content.decode()
    assert response["Content-Disposition"].startswith('attachment; filename="okence-storitve-')
    assert load_workbook(io.BytesIO(response.content))["Storitve"]["A2"].value == "potni-list"


def test_reading_a_page_changes_nothing(client):
    one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    before = stored()

    for path in (EXPORT, IMPORT, PREVIEW, PREVIEW):
        client.get(path)

    assert stored() == before
    assert not AuditEntry.objects.filter(object_type__startswith="booking").exists()


def test_editor_sees_first_what_changes_and_then_does_it(client):
    one_service()
    make_demo_pages(at=timezone.now())
    staff(client, Role.EDITOR)

    def change(book):
        put("minutes", 25)(book)
        put("name_sl", "Potni list <nov>")(book)
        new_row(book, slug="nova")

    sent = upload(client, edited(change))
    page = client.get(PREVIEW)
    body = page.content.decode()
    unchanged = Service.objects.get(slug="potni-list").minutes
    done = confirm(client, page)

    assert (sent.status_code, sent["Location"]) == (302, PREVIEW)
    assert [entry.slug for entry in page.context["plan"].new] == ["nova"]
    assert [entry.slug for entry in page.context["plan"].changed] == ["potni-list"]
    assert "Osebna izkaznica – izdaja" in body
    assert "Potni list &lt;nov&gt;" in body
    assert '<td class="okence-text">25</td>' in body
    assert unchanged == 15
    assert (done.status_code, done["Location"]) == (302, INDEX)
    assert Service.objects.get(slug="potni-list").minutes == 25
    assert Service.objects.filter(slug="nova").exists()
    slovene = ServicePage.objects.get(service__slug="potni-list", locale__language_code="sl")
    assert slovene.title == "Potni list <nov>"
    assert AuditEntry.objects.get(verb="edited").actor_role == "editor"


def test_bad_cells_are_listed_and_cannot_be_confirmed(client):
    one_service()
    staff(client, Role.EDITOR)
    before = stored()
    upload(client, edited(put("minutes", "petnajst")))

    page = client.get(PREVIEW)
    done = confirm(client, page)

    problem = next(iter(page.context["plan"].problems))
    assert (problem.sheet, problem.row, problem.letter, problem.heading) == (
        "Storitve", 2, "AB", "Minute"
    )  # fmt: skip
    assert "<td>AB (Minute)</td>" in page.content.decode()
    assert 'class="button" type="submit"' not in page.content.decode()
    assert done["Location"] == PREVIEW
    assert stored() == before


@pytest.mark.parametrize("content", [b"", b"slug;name", b"PK\x03\x04" + bytes(5_000_001)])
def test_file_that_is_no_workbook_is_answered_on_the_page(client, content):
    staff(client, Role.EDITOR)

    page = upload(client, content)

    assert page.status_code == 200
    assert "okence-refused" in page.content.decode()
    assert client.get(PREVIEW).status_code == 302


def test_no_file_is_answered_on_the_page(client):
    staff(client, Role.EDITOR)

    page = client.post(IMPORT, {"workbook": "text"})

    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()


def test_import_is_refused_when_the_catalogue_changed_meanwhile(client):
    service = one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    page = client.get(PREVIEW)
    Service.objects.filter(pk=service.pk).update(minutes=20)

    refused = confirm(client, page)
    service.refresh_from_db()
    minutes_then = service.minutes
    done = confirm(client, client.get(PREVIEW))

    service.refresh_from_db()
    assert (refused["Location"], minutes_then) == (PREVIEW, 20)
    assert (done["Location"], service.minutes) == (INDEX, 25)


def test_confirming_applies_the_workbook_that_was_shown(client):
    """In another tab the same person has uploaded another one."""
    service = one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    shown = client.get(PREVIEW)
    upload(client, edited(put("minutes", 30)))

    response = confirm(client, shown)

    service.refresh_from_db()
    assert (response["Location"], service.minutes) == (IMPORT, 15)


@pytest.mark.parametrize("changes", [{"plan": ""}, {"plan": "\x00"}, {"workbook": ""}])
def test_confirming_without_having_seen_does_nothing(client, changes):
    service = one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))

    response = confirm(client, client.get(PREVIEW), **changes)

    service.refresh_from_db()
    assert (response.status_code, service.minutes) == (302, 15)


def test_confirming_twice_does_it_once(client):
    one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    page = client.get(PREVIEW)

    confirm(client, page)
    again = confirm(client, page)

    assert again["Location"] == IMPORT
    assert AuditEntry.objects.filter(verb="catalogue_imported").count() == 1


def test_workbook_of_one_editor_is_not_another_ones(client):
    one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    page = client.get(PREVIEW)
    staff(client, Role.PORTAL_ADMINISTRATOR)

    assert client.get(PREVIEW)["Location"] == IMPORT
    assert confirm(client, page)["Location"] == IMPORT


def test_preview_asks_as_often_for_many_rows_as_for_one(client):
    one_service()
    staff(client, Role.EDITOR)
    upload(client, edited(put("minutes", 25)))
    client.get(PREVIEW)
    with CaptureQueriesContext(connection) as one:
        client.get(PREVIEW)

    def change(book):
        for number in range(30):
            new_row(book, slug=f"nova-{number}")

    upload(client, edited(change))
    with CaptureQueriesContext(connection) as thirty:
        client.get(PREVIEW)

    assert len(one) == len(thirty)
