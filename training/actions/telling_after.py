"""Telling participants of what follows a run; called in the transaction of the action itself."""

from collections.abc import Mapping
from datetime import datetime

from messaging.actions import queue
from messaging.enums import Medium
from training.messages.after import CERTIFICATE, EVALUATE, REVOKED
from training.models import Certificate, Enrolment


def tell_issued(certificate: Certificate, *, at: datetime) -> None:
    """Queue the mail with the link to the certificate."""
    facts = {"certificate": certificate.pk}
    _queue(CERTIFICATE, certificate.enrolment, certificate.language, facts, at)


def tell_revoked(certificate: Certificate, *, at: datetime) -> None:
    """Queue the mail that a certificate no longer holds, and why."""
    facts = {"certificate": certificate.pk}
    _queue(REVOKED, certificate.enrolment, certificate.language, facts, at)


def ask_to_evaluate(enrolment: Enrolment, *, at: datetime) -> None:
    """Queue the mail with the link to the questionnaire."""
    _queue(EVALUATE, enrolment, enrolment.language, {"enrolment": enrolment.pk}, at)


def _queue(
    kind: str, enrolment: Enrolment, language: str, facts: Mapping[str, object], at: datetime
) -> None:
    """Queue a mail; who has been erased is told nothing."""
    participant = enrolment.participant
    if not participant.email:
        return
    queue(
        kind,
        Medium.EMAIL,
        participant.email,
        language=language,
        context=facts,
        at=at,
        turn=f"training:enrolment:{enrolment.participant_id}",
    )
