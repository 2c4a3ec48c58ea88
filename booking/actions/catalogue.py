"""The only writer of the catalogue as a whole (B9)."""

from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import Model

from booking.actions.locks import writer
from booking.errors import BookingError
from booking.findable import services_changed
from booking.models import LifeEvent, RequiredDocument, Service, ServiceCategory
from booking.workbook.checking import check
from booking.workbook.layout import DOCUMENTS, MODELS, SERVICES
from booking.workbook.plan import Entry, Plan
from booking.workbook.problems import WorkbookRefused
from booking.workbook.reading import Tables
from booking.workbook.stored import Row, stored
from privacy.audit import Actor, record

# Two imports at once would add the same row twice; any constant does, as long as it stays.
_IMPORT_LOCK = 0x0CE2CF


@writer
def import_catalogue(
    tables: Tables, *, by: Actor, at: datetime, expected: str | None = None
) -> Plan:
    """Add and change what the workbook says, all of it or nothing; return what was done.

    `expected` is the digest of the plan somebody has agreed to. Nothing is deleted but the
    documents that the workbook gives anew. Raises WorkbookRefused with the bad cells, and
    BookingError "catalogue_changed" when the plan is no longer the one agreed to, or "busy" (B9).
    """
    _lock()
    plan = check(tables, stored())
    if plan.problems:
        raise WorkbookRefused(plan.problems)
    if expected is not None and plan.digest != expected:
        raise BookingError("catalogue_changed")
    try:
        for entry in plan.entries:
            key = _save(entry)
            verb = "added" if entry.is_new else "edited"
            model = MODELS[entry.sheet]._meta.label_lower
            record(by, verb, model, key, at=at, changed=entry.names)
    except IntegrityError as error:  # somebody has just added the same code by hand
        raise BookingError("catalogue_changed") from error
    if plan.entries:
        services_changed(None)  # a category or life event is in the words of its services
    record(by, "catalogue_imported", "booking.workbook", plan.digest, at=at)
    return plan


def _lock() -> None:
    """Lock the catalogue against other writers; bookings, which refer to it, go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
    for model in (ServiceCategory, LifeEvent, Service, RequiredDocument):
        rows = model._default_manager.order_by("pk").select_for_update(no_key=True)
        list(rows.values_list("pk", flat=True))


def _save(entry: Entry) -> int:
    """Write one row of the catalogue and return its key."""
    if entry.sheet == SERVICES:
        return _save_service(entry)
    return _save_row(MODELS[entry.sheet], entry, entry.row)


def _save_service(entry: Entry) -> int:
    facts = dict(entry.row)
    events = LifeEvent.objects.filter(slug__in=facts.pop("life_events"))
    facts["category"] = ServiceCategory.objects.get(slug=facts["category"])
    key = _save_row(Service, entry, facts)
    Service.objects.get(pk=key).life_events.set(events)
    if entry.documents is not None and DOCUMENTS in entry.names:
        RequiredDocument.objects.filter(service=key).delete()
        RequiredDocument.objects.bulk_create(
            RequiredDocument(**(row | {"service": Service(pk=key)})) for row in entry.documents
        )
    return key


def _save_row(model: type[Model], entry: Entry, values: Row) -> int:
    """Write a row by its slug; `update_or_create` would lock it against bookings (DESIGN 4)."""
    rows = model._default_manager.filter(slug=entry.slug)
    if entry.is_new:
        return model._default_manager.create(**values).pk
    rows.update(**values)
    return rows.values_list("pk", flat=True)[0]
