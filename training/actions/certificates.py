"""Issuing, revoking and re-issuing certificates; numbers of a year have no gaps (T15)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from privacy.secret_links import token_hash
from training.actions.run_locks import locked_held
from training.actions.telling_after import tell_issued, tell_revoked
from training.certificate_facts import facts_of
from training.enums import EnrolmentState
from training.errors import TrainingError
from training.local_time import ZONE
from training.models import Certificate, CertificateYear, Enrolment, Participant, Run
from training.models.enrolment import EnrolmentQuerySet

LABEL = "training.certificate"
NAMED = ("participant", "run", "training__bundle__programme__measure")


@transaction.atomic
def issue_all(run: Run, *, by: Actor, at: datetime) -> list[Certificate]:
    """Give a certificate to everybody who completed a held run and never had one for it.

    Idempotent. A certificate that was revoked is not given again by this: `issue` does it for one
    person. Raises TrainingError "not_held".
    """
    stored = locked_held(run)
    rows = _completed().filter(run=stored, certificates=None).exclude(participant__name="")
    return _give(list(rows.order_by("pk")), by=by, at=at)


@transaction.atomic
def issue(enrolment: Enrolment, *, by: Actor, at: datetime) -> Certificate:
    """Return the valid certificate of an enrolment, given now unless there is one.

    Raises TrainingError "not_held", or "not_completed" where somebody has not completed the run
    or has been erased.
    """
    locked_held(enrolment.run)
    row = _completed().filter(pk=enrolment.pk).exclude(participant__name="").first()
    if row is None:
        raise TrainingError("not_completed", _("A certificate is for who completed the training."))
    standing = row.certificates.valid().first()
    return standing or _give([row], by=by, at=at)[0]


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Actor, at: datetime) -> Certificate:
    """Say that a certificate no longer holds, and tell its holder why; it keeps its number.

    Raises TrainingError "revoked_already".
    """
    stored = _locked(certificate)
    _revoke(stored, reason, by, at)
    tell_revoked(stored, at=at)
    return stored


@transaction.atomic
def reissue(certificate: Certificate, *, name: str, by: Actor, at: datetime) -> Certificate:
    """Give a new certificate with the right name in place of one that is revoked by this.

    The name is put right with the participant too. Raises TrainingError "revoked_already",
    "not_held", "same_name", or "erased" where the person has been forgotten.
    """
    locked_held(certificate.enrolment.run)
    stored = _locked(certificate)
    participant = stored.enrolment.participant
    if not stored.name:
        raise TrainingError("erased", _("Name and address of this person have been erased."))
    if name == stored.name:
        raise TrainingError("same_name", _("This is the name on the certificate already."))
    _revoke(stored, _("Replaced by one with the right name."), by, at)
    Participant.objects.filter(pk=participant.pk).update(name=name)
    record(by, "edited", "training.participant", participant.pk, at=at, changed=["name"])
    row = _completed().get(pk=stored.enrolment_id)
    return _give([row], replaces=stored, by=by, at=at)[0]


def _completed() -> EnrolmentQuerySet:
    """Return the enrolments with a right to a certificate, locked, with what it says."""
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",)).select_related(*NAMED)
    return rows.filter(state=EnrolmentState.ATTENDED)


def _give(
    rows: Sequence[Enrolment], *, by: Actor, at: datetime, replaces: Certificate | None = None
) -> list[Certificate]:
    """Number, keep and mail a certificate for each; their run and themselves are locked."""
    if not rows:
        return []
    year = at.astimezone(ZONE).year
    numbers = _next_numbers(year, len(rows))
    given = []
    for row, number in zip(rows, numbers, strict=True):
        certificate = Certificate(
            year=year,
            number=number,
            enrolment=row,
            replaces=replaces,
            name=row.participant.name,
            language=row.language,
            facts=facts_of(row),
            issued_at=at,
        )
        certificate.token_hash = token_hash(certificate.public_token())
        certificate.download_hash = token_hash(certificate.download_token())
        certificate.save(force_insert=True)
        record(by, "issued", LABEL, certificate.pk, at=at)
        tell_issued(certificate, at=at)
        given.append(certificate)
    return given


def _next_numbers(year: int, count: int) -> range:
    """Return the next numbers of a year; whoever comes meanwhile waits for this transaction.

    They are used up only when it commits, so that none is lost.
    """
    CertificateYear.objects.bulk_create([CertificateYear(year=year)], ignore_conflicts=True)
    row = CertificateYear.objects.select_for_update(no_key=True).get(year=year)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return range(first, row.last + 1)


def _locked(certificate: Certificate) -> Certificate:
    """Return the certificate as it is now; raises TrainingError "revoked_already"."""
    rows = Certificate.objects.select_for_update(no_key=True, of=("self",))
    stored = rows.select_related("enrolment__participant", "enrolment__run").get(pk=certificate.pk)
    if not stored.is_valid:
        raise TrainingError("revoked_already", _("This certificate has been revoked already."))
    return stored


def _revoke(stored: Certificate, reason: str, by: Actor, at: datetime) -> None:
    stored.revoked_at, stored.revoked_reason = at, reason
    stored.save(update_fields=["revoked_at", "revoked_reason"])
    record(by, "revoked", LABEL, stored.pk, at=at, changed=["revoked_at", "revoked_reason"])
