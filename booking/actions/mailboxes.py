"""Where an office's news go: an address counts once the code mailed to it was typed in (B48)."""

import hmac
from datetime import datetime, timedelta

from django.db import transaction

from booking.enums import NewsMode
from booking.errors import BookingError
from booking.messages.unit_mail import CODE
from booking.models import Location, UnitMailbox
from booking.tokens import mailbox_code
from messaging.actions import queue
from messaging.enums import Medium
from privacy.audit import Actor, record

CODE_LIVES = timedelta(hours=1)
MOST_TRIES = 5
MOST_CODES = 5


@transaction.atomic
def set_mailbox(
    location: Location, *, address: str, mode: NewsMode, by: Actor, at: datetime
) -> UnitMailbox:
    """Set address and rhythm; a new address is mailed a code and gets no news until it is proved.

    The same address keeps its proof. Setting what is set already sends nothing, unless the last
    code has run out. Raises BookingError "too_many_codes" after five codes in an hour: nobody is
    to be written to at a stranger's wish.
    """
    Location.objects.select_for_update(no_key=True).get(pk=location.pk)
    mailbox = UnitMailbox.objects.filter(location=location).select_for_update().first()
    mailbox = mailbox or UnitMailbox(location=location)
    is_new = mailbox.address != address
    mailbox.address, mailbox.mode = address, mode
    if is_new:
        mailbox.verified_at = None
    sends = not mailbox.is_verified and (is_new or not _is_alive(mailbox, at))
    if sends:
        _count_code(mailbox, at)
    mailbox.save()
    if sends:
        context = {"mailbox": mailbox.pk, "sent_at": at.isoformat()}
        queue(CODE, Medium.EMAIL, mailbox.address, language="sl", context=context, at=at)
    record(by, "set_mailbox", "booking.location", location.pk, at=at, changed=["address", "mode"])
    return mailbox


@transaction.atomic
def prove_mailbox(mailbox: UnitMailbox, code: str, *, by: Actor, at: datetime) -> bool:
    """Say whether `code` is the one that was mailed; if it is, the address is proved from now on.

    Raises BookingError "code_over" after an hour or five wrong tries.
    """
    row = UnitMailbox.objects.select_for_update().get(pk=mailbox.pk)
    if row.is_verified:
        return True
    if not _is_alive(row, at):
        raise BookingError("code_over")
    if not hmac.compare_digest(mailbox_code(row).encode(), code.strip().encode()):
        row.code_tries += 1
        row.save(update_fields=["code_tries"])
        return False
    row.verified_at = at
    row.save(update_fields=["verified_at"])
    record(by, "prove_mailbox", "booking.location", row.location_id, at=at)
    return True


def _is_alive(mailbox: UnitMailbox, at: datetime) -> bool:
    sent = mailbox.code_sent_at
    return sent is not None and at < sent + CODE_LIVES and mailbox.code_tries < MOST_TRIES


def _count_code(mailbox: UnitMailbox, at: datetime) -> None:
    """Begin a new code; codes and wrong tries are counted over the hour of the first of them."""
    begun = mailbox.codes_since
    if begun is None or at >= begun + CODE_LIVES:
        mailbox.codes_since, mailbox.codes_sent, mailbox.code_tries = at, 0, 0
    if mailbox.codes_sent >= MOST_CODES or mailbox.code_tries >= MOST_TRIES:
        raise BookingError("too_many_codes")
    mailbox.codes_sent += 1
    mailbox.code_sent_at = at
