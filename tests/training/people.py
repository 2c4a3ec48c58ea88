"""Who enrols in the tests, and the mails they get."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from tests.factories.training import (
    AT,
    EmployerFactory,
    EnrolmentFactory,
    ParticipantFactory,
    RunFactory,
    VariantFactory,
)
from training.actions.enrolling import Person, sign_up
from training.enums import EnrolmentState

CITIZEN = Actor()
NAME = "Ana Primer"
ADDRESS = "ana.primer@uprava.example"


def person(employer=None, **changes):
    facts = {
        "name": NAME,
        "email": ADDRESS,
        "employer": employer or EmployerFactory(),
        "employer_name": "",
        "field_of_work": "Digitalne storitve",
    }
    return Person(**facts | changes)


def signed_up(run=None, *, at=AT, waiver_reason="", language="sl", **changes):
    """Return an enrolment whose address has not been proved yet."""
    return sign_up(
        run or RunFactory(),
        person(**changes),
        waiver_reason=waiver_reason,
        language=language,
        notice=None,
        by=CITIZEN,
        at=at,
    )


def soon(days=30, **more):
    """Return a run whose first session begins in so many days, by the clock of the views."""
    now = timezone.now().replace(microsecond=0)
    variant = more.pop("variant", None) or VariantFactory()
    starts_at = now + timedelta(days=days)
    starts = [starts_at + timedelta(days=n) for n in range(variant.segments.count())]
    return RunFactory(
        variant=variant,
        starts=starts,
        closes_at=more.pop("closes_at", starts_at - timedelta(days=5)),
        withdraw_until=more.pop("withdraw_until", starts_at - timedelta(days=3)),
        **more,
    )


def full_run(capacity=1, **more):
    """Return a run all of whose places somebody has."""
    run = RunFactory(capacity=capacity, minimum=1, **more)
    for seat in range(1, capacity + 1):
        EnrolmentFactory(run=run, seat=seat, approved_at=AT)
    return run


def unproved(run, number):
    """Return enrolments of so many people, to be proved by each."""
    typed = {"name": NAME, "employer": None, "employer_name": "Ustanova", "field_of_work": "IT"}
    return [
        EnrolmentFactory(
            run=run,
            participant=ParticipantFactory(name="", employer=None),
            state=EnrolmentState.UNCONFIRMED,
            typed=typed,
        )
        for _each in range(number)
    ]


def address(name, *args, language="sl"):
    with translation.override(language):
        return reverse(name, args=args)


def mails(kind=""):
    """Return (recipient, content) of every mail still wanted, the oldest first."""
    rows = Message.objects.filter(kind__endswith=kind).order_by("pk")
    return [(one.recipient, rendered(one)) for one in rows]


def rendered(message):
    with translation.override(message.language):
        return kind_named(message.kind).render(message)


def news():
    """Return what was told, each by the end of its kind."""
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    return [kind.removeprefix("training.").removeprefix("participant_") for kind in kinds]


def link_of(content):
    """Return the path of the one link in a mail that leads to a page of ours."""
    (path,) = re.findall(r"^https?://[^/]+(/\S+/usposabljanja/\S+)$", content.text, re.M)
    return path
