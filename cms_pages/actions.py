"""Writers over several pages."""

from datetime import datetime

from django.db import transaction

from booking.actions import catalogue
from booking.models import Service
from booking.workbook.layout import SERVICES
from booking.workbook.plan import Plan
from booking.workbook.reading import Tables
from cms_pages.copied_names import copy_names_to
from cms_pages.models import ServicePage
from privacy.audit import Actor


@transaction.atomic
def copy_names(service: Service) -> int:
    """Give every page of `service` its present name as title; return how many had another."""
    return copy_names_to(ServicePage.objects.filter(service=service))


@transaction.atomic
def import_catalogue(
    tables: Tables, *, by: Actor, at: datetime, expected: str | None = None
) -> Plan:
    """Import a workbook as booking does, and give the pages the new names; return what was done.

    Raises what booking.actions.catalogue.import_catalogue raises; then nothing has changed (B9).
    """
    plan = catalogue.import_catalogue(tables, by=by, at=at, expected=expected)
    slugs = [entry.slug for entry in plan.changed if entry.sheet == SERVICES]
    for service in Service.objects.filter(slug__in=slugs, pages__isnull=False).distinct():
        copy_names(service)
    return plan
