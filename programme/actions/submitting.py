"""What an authority does: submit, and prove that the address is its own (P1, P4)."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from messaging.actions import queue
from messaging.enums import Medium
from privacy.audit import Actor, record
from privacy.secret_links import token_hash
from programme.actions.telling import tell_state
from programme.enums import RECEIVED, UNCONFIRMED
from programme.errors import ProgrammeError
from programme.messages import CONFIRM
from programme.models import KINDS, Authority, Submission
from programme.tokens import confirm_token, status_token

LINK_HOLDS = timedelta(hours=24)
MOST_LINKS, LINKS_PERIOD = 3, timedelta(hours=1)


@transaction.atomic
def submit(row: Submission, *, by: Actor, at: datetime) -> None:
    """Store `row`, a filled and unsaved submission, and mail its sender a link that proves it.

    Triage sees nothing of it before that. Raises ProgrammeError "not_listed" when the authority
    has just been taken off the list, "too_many" when the address has been sent several links
    within an hour: a stranger could else have somebody's mailbox filled.
    """
    if not Authority.objects.listed().filter(pk=row.authority_id).exists():
        raise ProgrammeError("not_listed")
    _lock_address(row.contact_email)
    if _links_since(row.contact_email, at - LINKS_PERIOD) >= MOST_LINKS:
        raise ProgrammeError("too_many")
    row.confirm_hash = token_hash(confirm_token(row.uid))
    row.status_hash = token_hash(status_token(row.uid))
    row.created_at = row.changed_at = at
    row.confirm_until = at + LINK_HOLDS
    row.save(force_insert=True)
    record(by, "submit", row._meta.label_lower, row.pk, at=at)
    queue(
        CONFIRM,
        Medium.EMAIL,
        row.contact_email,
        language=row.language,
        context={"kind": row._meta.model_name, "key": row.pk},
        at=at,
    )


@transaction.atomic
def confirm(row: Submission, *, by: Actor, at: datetime) -> None:
    """Hand a submission to triage: its link was opened at the address given. Idempotent.

    Raises ProgrammeError "link_over" when the link has expired.
    """
    stored = type(row).objects.select_for_update(no_key=True).filter(pk=row.pk).first()
    if stored is None:
        raise ProgrammeError("link_over")
    if stored.state != UNCONFIRMED:
        return
    if stored.confirm_until <= at:
        raise ProgrammeError("link_over")
    stored.state = RECEIVED
    stored.confirmed_at = stored.changed_at = at
    stored.version += 1
    stored.save(update_fields=["state", "confirmed_at", "changed_at", "version"])
    record(by, "confirm", stored._meta.label_lower, stored.pk, at=at, changed=["state"])
    tell_state(stored, at=at)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in time; return how many: whose address it was is unknown."""
    gone = 0
    for model in KINDS.values():
        rows = model.objects.filter(state=UNCONFIRMED, confirm_until__lte=at)
        gone += rows.delete()[0]
    return gone


def _lock_address(email: str) -> None:
    """Let links to an address be counted one at a time: sent at once, none would see the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('programme.submission'), hashtext(%s))",
            [email.lower()],
        )


def _links_since(address: str, since: datetime) -> int:
    return sum(
        model.objects.filter(contact_email__iexact=address, created_at__gt=since).count()
        for model in KINDS.values()
    )
