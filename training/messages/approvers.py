"""What an authority's approver is mailed: how many wait, and the link; nobody's name (T14)."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.messages.written import written
from training.models import Employer, Enrolment, FundingProgramme
from training.models.enrolment import EnrolmentQuerySet

TO_APPROVE = "training.to_approve"


class _ToApprove:
    name = TO_APPROVE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether somebody waits and the address is still the approver's."""
        employer = _employer(message)
        return employer is not None and Enrolment.objects.to_approve(employer).exists()

    def render(self, message: Message) -> Content:
        employer = _employer(message)
        assert employer is not None  # is_wanted has just seen it
        waiting = Enrolment.objects.to_approve(employer)
        number = waiting.count()
        context = {
            "employer": employer,
            "waits": ngettext(
                "%(number)s employee of your authority waits for your confirmation.",
                "%(number)s employees of your authority wait for your confirmation.",
                number,
            )
            % {"number": number},
            "address": settings.BASE_URL + employer.approver_path(),
            "statements": statements_of(waiting),
        }
        subject = _("Enrolments in trainings wait for your confirmation")
        return written("to_approve", subject, context)


def statements_of(rows: EnrolmentQuerySet) -> list[str]:
    """Return who pays for the trainings of `rows`, each once (T13)."""
    programmes = FundingProgramme.objects.filter(bundles__trainings__enrolments__in=rows)
    return [programme.statement for programme in programmes.distinct()]


def _employer(message: Message) -> Employer | None:
    rows = Employer.objects.filter(pk=message.context["employer"]).exclude(approver_hash="")
    return rows.filter(approver_email=message.recipient).first()


def register() -> None:
    kinds.register(_ToApprove())
