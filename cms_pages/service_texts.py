"""What the editors of a service see side by side: every stored language of facts and prose (U1)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from booking.enums import DocumentCase
from booking.models import RequiredDocument, Service
from cms_pages.bodies import drawn
from languages.codes import STORED, html_lang
from languages.offered import own_name

Row = dict[str, Any]

TEXTS = (
    ("name", _("Name")),
    ("summary", _("Summary")),
    ("who", _("Who can apply")),
    ("appointment_note", _("When an appointment is needed")),
    ("online", _("Online alternative")),
    ("fee_note", _("Note on the fee")),
    ("law", _("Legal basis")),
)


def languages() -> list[Row]:
    """Return name and tag of each stored language; Serbian Latin is derived."""
    return [{"name": own_name(code), "lang": html_lang(code)} for code in STORED]


def text_rows(service: Service) -> list[Row]:
    """Return each text of the service in every language; what is empty in all is left out."""
    rows: list[Row] = [{"label": label, "cells": _cells(service, name)} for name, label in TEXTS]
    return [row for row in rows if any(cell["text"] for cell in row["cells"])]


def document_rows(documents: Iterable[RequiredDocument]) -> list[Row]:
    """Return what to bring in every language, in its order, with its condition."""
    return [
        {"label": DocumentCase(one.case).label, "cells": _cells(one, "text")} for one in documents
    ]


def prose(service: Service, user: User) -> list[Row]:
    """Return the newest text of the service's page in every language, and where it is edited.

    A language without a page is left out; Serbian Latin is derived from Cyrillic.
    """
    pages = service.pages.filter(locale__language_code__in=STORED).select_related("locale")
    by_code = {page.locale.language_code: page for page in pages}
    return [_prose(by_code[code], code, user) for code in STORED if code in by_code]


def _prose(page: Any, code: str, user: User) -> Row:
    newest = page.get_latest_revision_as_object()
    may_edit = page.permissions_for_user(user).can_edit()
    return {
        "name": own_name(code),
        "lang": html_lang(code),
        "html": drawn(newest.body).html,
        "is_live": page.live,
        "has_draft": page.has_unpublished_changes,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else "",
    }


def _cells(row: Service | RequiredDocument, name: str) -> list[Row]:
    return [{"lang": html_lang(code), "text": getattr(row, f"{name}_{code}")} for code in STORED]
