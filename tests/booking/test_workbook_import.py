"""What an import does to the catalogue: all the workbook says, or nothing."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from booking.actions.catalogue import import_catalogue
from booking.errors import BookingError
from booking.models import LifeEvent, Service, ServiceCategory
from booking.workbook.checking import check
from booking.workbook.layout import CATEGORIES, DOCUMENTS
from booking.workbook.problems import WorkbookRefused
from booking.workbook.stored import stored
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.workbooks import cell, document_row, new_row, one_service, put, tables
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
EDITOR = Actor(role="editor", user_id=7, channel="admin")


def imported(change, **options):
    return import_catalogue(tables(change), by=EDITOR, at=AT, **options)


def test_changed_cells_are_saved_and_nothing_else():
    service = one_service(fee=Decimal("5.00"))
    before = stored().rows["services"]["potni-list"]

    def change(book):
        put("minutes", 25)(book)
        put("fee", 29.53)(book)
        put("who_sr", "Свако")(book)

    plan = imported(change)

    assert stored().rows["services"]["potni-list"] == before | {
        "minutes": 25,
        "fee": Decimal("29.53"),
        "who_sr": "Свако",
    }
    assert [(c.heading, c.before, c.after) for c in plan.entries[0].changes] == [
        ("Kdo lahko odda vlogo (srbsko)", "", "Свако"),
        ("Minute", "15", "25"),
        ("Taksa v evrih", "5,00", "29,53"),
    ]
    assert service.documents.count() == 2


def test_new_rows_may_refer_to_each_other():
    one_service()

    def change(book):
        new_row(book, CATEGORIES, slug="novo", name_sl="Novo področje")
        book["Življenjski dogodki"].append(["selitev", 1, "Selitev", "Селидба", "Moving"])
        new_row(book, slug="nova", category="novo", life_events="selitev", minutes=40)
        document_row(book, service="nova", order=1, text_sl="Pogodba")

    plan = imported(change)

    new = Service.objects.get(slug="nova")
    assert [(entry.sheet, entry.slug) for entry in plan.new] == [
        ("categories", "novo"),
        ("life_events", "selitev"),
        ("services", "nova"),
    ]
    assert (new.category.name_sl, new.minutes) == ("Novo področje", 40)
    assert list(new.life_events.values_list("slug", flat=True)) == ["selitev"]
    assert list(new.documents.values_list("text_sl", flat=True)) == ["Pogodba"]


def test_what_the_workbook_does_not_have_stays():
    one_service()
    other = ServiceFactory(slug="drugi")
    RequiredDocumentFactory(service=other)
    before = stored()

    def change(book):
        page = book["Storitve"]
        for row in range(page.max_row, 1, -1):
            if page.cell(row, 1).value == "drugi":
                page.delete_rows(row)
        page = book["Dokazila"]
        for row in range(page.max_row, 1, -1):
            if page.cell(row, 1).value == "drugi":
                page.delete_rows(row)
        del book["Področja"], book["Življenjski dogodki"]

    assert imported(change).entries == []
    assert stored() == before


def test_documents_are_replaced_as_a_whole():
    service = one_service()

    def change(book):
        put("text_sl", "Nova izkaznica", 2, sheet=DOCUMENTS)(book)
        book["Dokazila"].delete_rows(3)
        document_row(book, order=3, text_sl="Fotografija")
        document_row(book, order=0, text_sl="Plačilo")

    plan = imported(change)

    assert list(service.documents.values_list("order", "text_sl")) == [
        (0, "Plačilo"),
        (1, "Nova izkaznica"),
        (3, "Fotografija"),
    ]
    changes = [(c.heading, c.before, c.after) for c in plan.entries[0].changes]
    assert ("Dokazila 1: Besedilo (slovensko)", "Stara osebna izkaznica", "Plačilo") in changes
    assert ("Dokazila 3: Besedilo (slovensko)", "", "Fotografija") in changes


def test_documents_stay_without_their_sheet_and_go_without_their_rows():
    service = one_service()

    def without_sheet(book):
        del book["Dokazila"]

    imported(without_sheet)
    kept = service.documents.count()
    imported(lambda book: book["Dokazila"].delete_rows(2, 2))

    assert (kept, service.documents.count()) == (2, 0)


def test_one_bad_cell_leaves_everything_as_it_was():
    one_service()
    before = stored()

    def change(book):
        new_row(book, slug="nova")
        put("name_sl", "Drugo ime")(book)
        new_row(book, slug="slaba", minutes="x")

    with pytest.raises(WorkbookRefused) as caught:
        imported(change)

    assert [problem.row for problem in caught.value.problems] == [4]
    assert stored() == before
    assert AuditEntry.objects.count() == 0


def test_failure_on_the_way_leaves_everything_as_it_was(monkeypatch):
    """The database, not the order of writing, makes it all or nothing."""
    one_service()
    before = stored()

    def change(book):
        put("name_sl", "Drugo ime", sheet=CATEGORIES)(book)
        new_row(book, slug="nova", category="izbrisano")
        new_row(book, CATEGORIES, slug="izbrisano")

    planned = check(tables(change), stored())
    assert [entry.sheet for entry in planned.entries] == ["categories", "categories", "services"]
    monkeypatch.setattr("booking.actions.catalogue.check", lambda *_: _without_category(planned))

    with pytest.raises(ServiceCategory.DoesNotExist):
        imported(change)

    assert stored() == before
    assert AuditEntry.objects.count() == 0


def _without_category(plan):
    plan.entries = [entry for entry in plan.entries if entry.slug != "izbrisano"]
    return plan


def test_code_added_meanwhile_by_hand_is_told_not_overwritten(monkeypatch):
    one_service()
    workbook = tables(lambda book: new_row(book, slug="nova"))
    plan = check(workbook, stored())
    ServiceFactory(slug="nova", name_sl="Od drugod")
    monkeypatch.setattr("booking.actions.catalogue.check", lambda *_: plan)

    with pytest.raises(BookingError) as caught:
        import_catalogue(workbook, by=EDITOR, at=AT)

    assert caught.value.code == "catalogue_changed"
    assert Service.objects.get(slug="nova").name_sl == "Od drugod"


def test_import_agreed_to_is_refused_when_it_would_do_something_else():
    service = one_service()
    workbook = tables(put("minutes", 25))
    agreed = check(workbook, stored()).digest
    Service.objects.filter(pk=service.pk).update(minutes=20)

    with pytest.raises(BookingError) as caught:
        import_catalogue(workbook, by=EDITOR, at=AT, expected=agreed)

    service.refresh_from_db()
    assert caught.value.code == "catalogue_changed"
    assert service.minutes == 20


def test_change_elsewhere_does_not_disturb_an_import_agreed_to():
    service = one_service()
    workbook = tables(put("minutes", 25))
    agreed = check(workbook, stored()).digest
    ServiceFactory(slug="drugi")

    import_catalogue(workbook, by=EDITOR, at=AT, expected=agreed)

    service.refresh_from_db()
    assert service.minutes == 25


@pytest.mark.req("X3")
def test_import_is_in_the_audit_trail():
    service = one_service()

    def change(book):
        put("minutes", 25)(book)
        put("text_sl", "Nova", sheet=DOCUMENTS)(book)
        new_row(book, slug="nova")
        book["Življenjski dogodki"].append(["selitev", 1, "Selitev", "Селидба", "Moving"])

    plan = imported(change)

    new, event = Service.objects.get(slug="nova"), LifeEvent.objects.get()
    entries = AuditEntry.objects.order_by("pk").values_list("verb", "object_type", "object_id")
    assert list(entries) == [
        ("added", "booking.lifeevent", str(event.pk)),
        ("edited", "booking.service", str(service.pk)),
        ("added", "booking.service", str(new.pk)),
        ("catalogue_imported", "booking.workbook", plan.digest),
    ]
    edit = AuditEntry.objects.get(verb="edited")
    assert edit.changed_fields == ["minutes", "documents"]
    assert (edit.actor_id, edit.actor_role, edit.channel, edit.at) == (7, "editor", "admin", AT)


def test_import_again_changes_nothing():
    one_service()

    def change(book):
        put("minutes", 25)(book)
        cell(book, "name_sl").value = "Novo ime"

    workbook = tables(change)
    import_catalogue(workbook, by=EDITOR, at=AT)

    assert import_catalogue(workbook, by=EDITOR, at=AT).entries == []
