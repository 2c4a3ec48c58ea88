"""Which links stand where, and whether they work: the only writer of LinkCheck and LinkUse (U1)."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from booking.models import Service
from cms_pages.care.connecting import Allowed, is_public
from cms_pages.care.fetching import Answer, fetch
from cms_pages.care.inside import look_up
from cms_pages.care.pieces import (
    Link,
    Piece,
    Prose,
    Undescribed,
    pieces_of_page,
    pieces_of_row,
)
from cms_pages.care.sentences import long_sentences
from cms_pages.enums import LinkState
from cms_pages.models import LinkCheck, LinkUse, MenuLink, PageReading, SharedText
from cms_pages.models.link_check import AGAIN_AFTER_FAILURE
from languages.codes import SR_LATN

AT_ONCE = 200  # addresses of other sites in one run
PAUSE = 1.0  # seconds between two questions to one host
_EXAMPLE = 400  # characters of a long sentence


def read_all(*, at: datetime) -> int:
    """Read every live page, menu link, service and shared text anew; return how many links stand.

    Links within the portal are checked at once; those to other sites when they are due.
    """
    pages = Page.objects.live().filter(alias_of=None, depth__gt=1).select_related("locale")
    read = {page.pk: list(pieces_of_page(page)) for page in pages.specific().iterator()}
    latin = set(pages.filter(locale__language_code=SR_LATN).values_list("pk", flat=True))
    with transaction.atomic():
        _keep_readings({pk: found for pk, found in read.items() if pk not in latin})
        PageReading.objects.exclude(page__in=read.keys() - latin).delete()
        for owner, found in {"page": read, **_rows()}.items():
            _keep_uses(owner, {pk: _addresses(pieces) for pk, pieces in found.items()})
            gone = LinkUse.objects.exclude(**{owner: None}).exclude(**{f"{owner}__in": found})
            gone.delete()
        LinkCheck.objects.filter(uses=None).delete()
    check_inside(at=at)
    return LinkCheck.objects.count()


@transaction.atomic
def read_page(page: Page, *, at: datetime) -> None:
    """Read one live page anew, and look again at the links that lead to it and from it.

    Paths wait for `check_waiting`: asking for them draws pages, and an editor is waiting here.
    """
    page = page.specific
    pieces = list(pieces_of_page(page))
    is_own = page.alias_of_id is None
    if is_own and page.locale.language_code != SR_LATN:
        _keep_readings({page.pk: pieces})
    addresses = _addresses(pieces) if is_own else set()
    _keep_uses("page", {page.pk: addresses})
    check_inside(_by_key([*addresses, f"page:{page.pk}"]), at=at)


@transaction.atomic
def forget_page(page: Page, *, at: datetime) -> None:
    """Forget what was read of a page nobody sees any more; links to it are broken now."""
    LinkUse.objects.filter(page=page.pk).delete()
    PageReading.objects.filter(page=page.pk).delete()
    check_inside([f"page:{page.pk}"], at=at)


@transaction.atomic
def read_shared_text(text: SharedText, *, at: datetime) -> None:
    """Read one shared text anew."""
    addresses = _addresses(pieces_of_row(text))
    _keep_uses("shared_text", {text.pk: addresses})
    check_inside(_by_key(addresses), at=at)


def check_inside(addresses: Iterable[str] | None = None, *, at: datetime) -> None:
    """Check links within the portal, or those of `addresses`; what fails is broken at once."""
    links = LinkCheck.objects.inside()
    if addresses is not None:
        links = links.filter(address__in=list(addresses))
    rows = list(links)
    answers = look_up(row.address for row in rows)
    for row in rows:
        _note(row, answers[row.address], at)
    LinkCheck.objects.bulk_update(rows, _NOTED, batch_size=500)


def check_waiting(*, at: datetime) -> None:
    """Check the links within the portal that nobody has looked at yet."""
    waiting = LinkCheck.objects.inside().filter(checked_at=None)
    check_inside(waiting.values_list("address", flat=True), at=at)


def check_due(
    *, at: datetime, allowed: Allowed = is_public, pause: Callable[[float], None] = time.sleep
) -> int:
    """Ask other sites for the addresses that are due, AT_ONCE at most; return how many.

    One after the other, hosts in turn, with PAUSE between two questions to one host (B74).
    """
    before = ""
    rows = _in_turn(LinkCheck.objects.outside().due(at)[:AT_ONCE])
    for row in rows:
        host = _host(row)
        if host == before:
            pause(PAUSE)
        before = host
        check_outside(row, at=at, allowed=allowed)
    return len(rows)


def check_outside(row: LinkCheck, *, at: datetime, allowed: Allowed = is_public) -> None:
    """Ask another site for one address; no transaction is open meanwhile."""
    _note(row, fetch(row.address, base=settings.BASE_URL, allowed=allowed), at)
    LinkCheck.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in _NOTED})


_NOTED = ["state", "problem", "checked_at", "first_failed_at"]


def _note(row: LinkCheck, answer: Answer, at: datetime) -> None:
    """Write an answer on `row`, unsaved. One failure of another site may be its bad day."""
    row.state, row.problem, row.checked_at = answer.state, answer.problem, at
    if answer.state != LinkState.FAILING:
        row.first_failed_at = None
        return
    row.first_failed_at = row.first_failed_at or at
    if not row.is_outside or at - row.first_failed_at >= AGAIN_AFTER_FAILURE:
        row.state = LinkState.BROKEN


def _in_turn(links: Iterable[LinkCheck]) -> list[LinkCheck]:
    """Return the links so that one host is asked as seldom in a row as can be."""
    hosts: dict[str, list[LinkCheck]] = {}
    for row in links:
        hosts.setdefault(_host(row), []).append(row)
    return [row for turn in zip_longest(*hosts.values()) for row in turn if row is not None]


def _host(row: LinkCheck) -> str:
    return urlsplit(row.address).netloc.lower()


def _rows() -> dict[str, dict[int, list[Piece]]]:
    """Return what stands outside the tree, by the field of LinkUse that names its place."""
    services = Service.objects.active().prefetch_related("documents")
    return {
        "menu_link": {row.pk: _of_menu(row) for row in MenuLink.objects.all()},
        "service": {
            row.pk: [one for part in (row, *row.documents.all()) for one in pieces_of_row(part)]
            for row in services
        },
        "shared_text": {row.pk: list(pieces_of_row(row)) for row in SharedText.objects.all()},
    }


def _of_menu(row: MenuLink) -> list[Piece]:
    return [Link(f"page:{row.page_id}")] if row.page_id else list(pieces_of_row(row))


def _addresses(pieces: Iterable[Piece]) -> set[str]:
    return {piece.address for piece in pieces if isinstance(piece, Link)}


def _by_key(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if not address.startswith("/")]


def _keep_uses(owner: str, found: Mapping[int, set[str]]) -> None:
    """Make the uses of these places what `found` says: key of the place → its addresses."""
    every = sorted(set().union(*found.values()))
    rows = [LinkCheck(address=address) for address in every]
    LinkCheck.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    keys = dict(LinkCheck.objects.filter(address__in=every).values_list("address", "pk"))
    wanted = {(keys[address], pk) for pk, addresses in found.items() for address in addresses}
    field = f"{owner}_id"
    stored = {
        (link, pk): use
        for use, link, pk in LinkUse.objects.filter(**{f"{field}__in": found}).values_list(
            "pk", "link_id", field
        )
    }
    LinkUse.objects.filter(pk__in=[stored[one] for one in stored.keys() - wanted]).delete()
    missing = [LinkUse(link_id=link, **{field: pk}) for link, pk in wanted - stored.keys()]
    LinkUse.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)


def _keep_readings(read: Mapping[int, list[Piece]]) -> None:
    PageReading.objects.bulk_create(
        [_reading(pk, pieces) for pk, pieces in sorted(read.items())],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["long_sentences", "example", "undescribed"],
        batch_size=500,
    )


def _reading(pk: int, pieces: list[Piece]) -> PageReading:
    found = long_sentences(piece.text for piece in pieces if isinstance(piece, Prose))
    return PageReading(
        page_id=pk,
        long_sentences=len(found),
        example=max(found, key=len, default="")[:_EXAMPLE],
        undescribed=sum(isinstance(piece, Undescribed) for piece in pieces),
    )
