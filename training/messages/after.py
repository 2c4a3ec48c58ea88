"""What participants are mailed after a run: the questionnaire, their certificate (T13, T15)."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.messages.written import written
from training.models import Certificate, Enrolment, FundingProgramme

CERTIFICATE = "training.certificate"
REVOKED = "training.certificate_revoked"
EVALUATE = "training.evaluate"


class _OfCertificate:
    name = ""

    def row(self, message: Message) -> Certificate | None:
        """Return the certificate while its holder's address is still known."""
        rows = Certificate.objects.select_related(
            "enrolment__training__bundle__programme__measure", "replaces"
        )
        rows = rows.filter(
            pk=message.context["certificate"],
            enrolment__participant__email__iexact=message.recipient,
        )
        return rows.exclude(name="").first()

    def known(self, message: Message) -> Certificate:
        row = self.row(message)
        assert row is not None  # is_wanted has just seen it
        return row


class _Certificate(_OfCertificate):
    name = CERTIFICATE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = self.row(message)
        return row is not None and row.is_valid

    def render(self, message: Message) -> Content:
        row = self.known(message)
        return _content(
            "certificate",
            _("Your certificate: %(training)s") % {"training": row.training_name},
            row.enrolment.training.bundle.programme,
            {"row": row, "address": settings.BASE_URL + row.download_path()},
        )


class _Revoked(_OfCertificate):
    name = REVOKED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = self.row(message)
        return row is not None and not row.is_valid

    def render(self, message: Message) -> Content:
        row = self.known(message)
        training = row.enrolment.training
        return _content(
            "certificate_revoked",
            _("Certificate %(number)s no longer holds") % {"number": row.full_number},
            training.bundle.programme,
            {"row": row, "training": training},
        )


class _Evaluate:
    name = EVALUATE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        return self.row(message) is not None

    def row(self, message: Message) -> Enrolment | None:
        """Return the enrolment until its questionnaire has been filled."""
        rows = Enrolment.objects.came().filter(
            pk=message.context["enrolment"],
            has_evaluated=False,
            participant__email__iexact=message.recipient,
        )
        return rows.select_related("training__bundle__programme__measure").first()

    def render(self, message: Message) -> Content:
        row = self.row(message)
        assert row is not None  # is_wanted has just seen it
        return _content(
            "evaluate",
            _("What did you think of it? %(training)s") % {"training": row.training.name},
            row.training.bundle.programme,
            {"row": row, "address": settings.BASE_URL + row.evaluation_path()},
        )


def _content(
    name: str, subject: str, programme: FundingProgramme, context: dict[str, object]
) -> Content:
    return written(f"after_{name}", subject, context | {"programme": programme})


def register() -> None:
    for kind in (_Certificate(), _Revoked(), _Evaluate()):
        kinds.register(kind)
