"""A letter about a visit: what every kind of message is made of, rendered as text and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.information.service_facts import fee, fee_note
from booking.visit import Visit
from languages.codes import SL, html_lang
from languages.dates import clock, date_time


@dataclass(frozen=True)
class Row:
    """A fact with its label; `url` leads to more about it, under `link`."""

    label: str
    value: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Letter:
    """`lead` says what happened; `next_step` introduces the address to go on with."""

    subject: str
    title: str
    lead: Sequence[str]
    rows: Sequence[Row]
    next_step: str
    next_url: str
    bring: Sequence[tuple[str, list[str]]] = field(default_factory=list)

    def text(self) -> str:
        return render_to_string("booking/mail/letter.txt", self._context()).rstrip() + "\n"

    def html(self) -> str:
        return render_to_string("booking/mail/letter.html", self._context())

    def _context(self) -> dict[str, object]:
        return {
            "letter": self,
            "phone": settings.CALL_CENTRE_PHONE,
            "is_demo": settings.DEMO_MODE,
            "html_lang": html_lang(get_language() or SL),
        }


def rows(told: Visit) -> list[Row]:
    """Return reference, what, when, where, who and the fee."""
    language = get_language() or SL
    place = told.place
    facts = [
        Row(_("Reference"), told.booking.reference or ""),
        Row(_("Service"), told.service.name, told.service_url, _("About the service")),
        Row(_("When"), date_time(told.starts_at, told.zone, language)),
        Row(_("Where"), place.name),
        Row(_("Address"), _address(told), told.map_url, _("Show on a map")),
        Row(_("Who comes"), _people(told, language)),
        Row(_("Fee"), _fee(told)),
    ]
    return [row for row in facts if row.value]


def _fee(told: Visit) -> str:
    """Return what is to be paid on the day of the visit, which may be after a change."""
    day = told.starts_at.astimezone(told.zone).date()
    return "; ".join(filter(None, [fee(told.service, day), fee_note(told.service, day)]))


def bring(told: Visit) -> list[tuple[str, list[str]]]:
    """Return what to bring, by condition; without a condition for everybody."""
    return [
        ("" if case == "always" else case.label.capitalize(), [one.text for one in documents])
        for case, documents in told.documents()
    ]


def _address(told: Visit) -> str:
    if told.place.address and not told.place.is_address_checked:
        return _("%(address)s (please check it, we have not confirmed it yet)") % {
            "address": told.place.address
        }
    return told.place.address


def _people(told: Visit, language: str) -> str:
    """Return the names; with the hour of each when there are several."""
    if len(told.people) < 2:
        return ", ".join(name for name, _at in told.people)
    return ", ".join(f"{name} ({clock(at, told.zone, language)})" for name, at in told.people)
