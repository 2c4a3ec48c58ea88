"""What an applicant does without an account: begin, prove the address, fill in (L12)."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from learning_cluster.actions.application_locks import (
    LABEL,
    check_open,
    lock_address,
    lock_application,
    lock_call,
    lock_own,
)
from learning_cluster.actions.telling_applicants import links_since, tell_link, tell_receipt
from learning_cluster.enums import ApplicantKind, ApplicationState, CriterionKind, Profile
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Call, Criterion, LetterAnswer
from learning_cluster.money import marks, over_by
from privacy.audit import Actor, record
from privacy.models import Notice
from privacy.secret_links import token_hash

LINK_HOLDS = timedelta(hours=24)
MOST_LINKS, LINKS_PERIOD = 3, timedelta(hours=1)


@transaction.atomic
def start(
    call: Call,
    *,
    name: str,
    email: str,
    language: str,
    notice: Notice | None,
    by: Actor,
    at: datetime,
) -> None:
    """Mail a link to `email`: to a new application, or to the live one it has already.

    Whoever asks learns nothing of which it was: an applicant has one application in a call, and
    only the mail says so. An address that has been sent several links within an hour is sent none
    more, and that is not told either. Raises ClusterError "closed".
    """
    stored = lock_call(call.pk)
    check_open(stored, at=at)
    lock_address(email)
    if links_since(email, at - LINKS_PERIOD) >= MOST_LINKS:
        return
    row = Application.objects.live().filter(call=stored).of_address(email).first()
    if row is None:
        row = Application(call=stored, email=email, kind=ApplicantKind.NATURAL, created_at=at)
        row.link_hash = token_hash(row.token())
    if row.is_unconfirmed:
        # Nobody has proved anything yet: what was typed last holds.
        row.name, row.language, row.privacy_notice = name, language, notice
        row.saved_at, row.confirm_until = at, at + LINK_HOLDS
        is_new = row.pk is None
        row.save()
        record(by, "started" if is_new else "link_renewed", LABEL, row.pk, at=at)
    tell_link(row, at=at)


@transaction.atomic
def confirm(application: Application, *, by: Actor, at: datetime) -> None:
    """Open the draft: its link was opened at the address given. Idempotent.

    Raises ClusterError "link_over", "closed" or "gone".
    """
    row = lock_application(application)
    if not row.is_unconfirmed:
        return
    if row.confirm_until <= at:
        raise ClusterError("link_over", _("This link has expired. Fill in the form once more."))
    check_open(row.call, at=at)
    row.state = ApplicationState.DRAFT
    row.save(update_fields=["state"])
    record(by, "confirmed", LABEL, row.pk, at=at, changed=["state"])


@transaction.atomic
def save_about(
    application: Application,
    *,
    kind: ApplicantKind,
    name: str,
    phone: str,
    profile: Profile,
    by: Actor,
    at: datetime,
) -> None:
    """Keep who applies. Raises ClusterError as `lock_own` does."""
    row = lock_own(application, at=at)
    typed = {"kind": kind, "name": name, "phone": phone, "profile": profile}
    changed = [field for field, value in typed.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, typed[field])
    if changed:
        row.save(update_fields=changed)
        keep_change(row, changed, by=by, at=at)


@transaction.atomic
def save_answer(
    application: Application, criterion: Criterion, *, text: str, by: Actor, at: datetime
) -> None:
    """Keep what the letter says to a point. Raises ClusterError as `lock_own` does, or "needed".

    An answer to a required point may stay empty in a draft, but not in what was handed in.
    """
    row = lock_own(application, at=at)
    known = row.answers.filter(criterion=criterion).values_list("text", flat=True).first() or ""
    if text == known:
        return
    if not text and row.is_submitted and criterion.kind == CriterionKind.REQUIRED:
        text = _("Your application is handed in: this point needs an answer.")
        raise ClusterError("needed", text)
    if text:
        LetterAnswer.objects.update_or_create(
            application=row, criterion=criterion, defaults={"text": text}
        )
    else:
        row.answers.filter(criterion=criterion).delete()
    keep_change(row, ["answers"], by=by, at=at)


@transaction.atomic
def save_amount(application: Application, *, amount: Decimal, by: Actor, at: datetime) -> None:
    """Keep the gross sum of the offer in convertible marks.

    Raises ClusterError as `lock_own` does, "not_positive", or "over_ceiling", with the reason, from
    the first pfennig over the ceiling of the call.
    """
    row = lock_own(application, at=at)
    if amount <= 0:
        raise ClusterError("not_positive", _("Write a sum greater than zero."))
    _check_ceiling(row.call, amount)
    if row.amount != amount:
        row.amount = amount
        row.save(update_fields=["amount"])
        keep_change(row, ["amount"], by=by, at=at)


def keep_change(row: Application, changed: list[str], *, by: Actor, at: datetime) -> None:
    """Note a change of a locked application; whoever has handed it in gets a new receipt."""
    row.saved_at = at
    row.save(update_fields=["saved_at"])
    record(by, "saved", LABEL, row.pk, at=at, changed=changed)
    if row.is_submitted:
        tell_receipt(row, at=at)


def _check_ceiling(call: Call, amount: Decimal) -> None:
    over = over_by(amount, call.ceiling)
    if not over:
        return
    language = get_language() or SR
    text = _(
        "The offer may be at most %(ceiling)s gross, travel and accommodation included."
        " %(amount)s is %(over)s too much."
    )
    sums = {"ceiling": call.ceiling, "amount": amount, "over": over}
    words = {name: marks(one, language) for name, one in sums.items()}
    raise ClusterError("over_ceiling", text % words)
