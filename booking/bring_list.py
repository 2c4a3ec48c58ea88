"""The list of what to bring, to print and tick: one sheet with a code that leads back (U1, B25)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.cases import known_cases, with_cases
from booking.information.service_facts import fact_box, shown_list
from booking.models import Service
from booking.premises import qr
from languages.codes import SL, html_lang

# From so many lines on the letters are smaller, so that one sheet is enough.
CROWDED = 16
LINE = 75  # characters


def list_page(service: Service, cases: Collection[str], *, at: datetime, paper: bool) -> str:
    """Return the sheet in the active language, for the screen or for `paper`. Two queries.

    It holds what everybody brings and what those of `cases` need that the service knows; without
    any, every case by its condition.
    """
    documents = list(service.documents.all())
    cases = known_cases(one.case for one in documents if one.case in cases)
    day = timezone.localdate(at)
    groups = shown_list(documents, cases)
    path = with_cases(reverse("service", args=[service.slug]), cases)
    address = settings.BASE_URL.rstrip("/") + path
    parts = urlsplit(address)
    context = {
        "service": service,
        "groups": groups,
        "facts": fact_box(service, None, day),
        "is_crowded": _lines(groups) > CROWDED,
        "address": f"{parts.netloc}{parts.path}",
        "page_url": path,
        "pdf_url": with_cases(reverse("bring_list_pdf", args=[service.slug]), cases),
        "code": qr(address),
        "phone": settings.CALL_CENTRE_PHONE,
        "html_lang": html_lang(get_language() or SL),
        "day": day,
        "title": _("What to bring"),
        "paper": paper,
    }
    return render_to_string("booking/paper/bring_list.html", context)


def _lines(groups: list[dict[str, Any]]) -> int:
    """Return about how many lines the groups take, their headings counted."""
    texts = [item["text"] for group in groups for item in group["items"]]
    return len(groups) + sum(1 + len(text) // LINE for text in texts)
