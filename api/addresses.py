"""Absolute addresses of the portal's pages, in the active language."""

from django.conf import settings
from django.urls import reverse

from booking.models import Service


def page(name: str, *args: object) -> str:
    """Return the absolute address of a page by its URL name."""
    return settings.BASE_URL.rstrip("/") + reverse(name, args=args)


def booking_page(service: Service) -> str | None:
    """Return where a citizen begins to book the service; None where it needs no appointment."""
    return page("book", service.slug) if service.is_by_appointment else None
