"""Calls that are open or closed by the real clock, and applicants who act on them."""

import io
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from learning_cluster.actions import (
    application_papers,
    applying,
    deciding_call,
    scoring,
    submitting,
)
from learning_cluster.enums import ApplicantKind, CriterionKind, PaperKind, Profile
from learning_cluster.models import Application, Call
from messaging.models import Message
from privacy.audit import SYSTEM, Actor
from tests.factories.learning_cluster import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    ScorerFactory,
    SubmittedFactory,
)
from tests.privacy.pdfs import pdf
from tests.training.mails import rendered

APPLICANT = Actor(role="applicant")
PDF = pdf()
SECOND = timedelta(seconds=1)


def open_call(**facts):
    """Return a call with a required criterion and an advantage of up to ten points."""
    now = timezone.now()
    times = {"published_at": now - timedelta(days=1), "deadline": now + timedelta(days=14)}
    call = CallFactory(**(times | facts))
    CriterionFactory(call=call, text_sr="Искуство")
    CriterionFactory(call=call, kind=CriterionKind.ADVANTAGE, most=10, text_sr="Предност")
    return call


def close(call, before=timedelta(hours=1)):
    """Move the deadline of a call into the past, as time does."""
    Call.objects.filter(pk=call.pk).update(deadline=timezone.now() - before)
    call.refresh_from_db()
    return call


def fill(row, at, **facts):
    """Fill in everything a draft needs."""
    about = {"kind": ApplicantKind.NATURAL, "name": row.name, "phone": "", "profile": Profile.A}
    who = {"by": APPLICANT, "at": at}
    applying.save_about(row, **(about | facts), **who)
    for criterion in row.call.criteria.all():
        applying.save_answer(row, criterion, text="I have done so.", **who)
    applying.save_amount(row, amount=Decimal("6131.52"), **who)
    for kind in PaperKind:
        application_papers.add_paper(row, kind, file=ContentFile(PDF, name="x.pdf"), **who)
    return Application.objects.get(pk=row.pk)


def draft(call, **facts):
    return ApplicationFactory(call=call, **facts)


def handed_in(call, at=None, **facts):
    """Return an application that was filled in and handed in by its applicant."""
    at = at or timezone.now()
    row = fill(draft(call, **facts), at)
    submitting.submit(row, by=APPLICANT, at=at)
    return Application.objects.get(pk=row.pk)


def eligible(call, **facts):
    """Return an opened application of a closed call that meets the conditions."""
    row = SubmittedFactory(call=call, **facts)
    judged(row)
    return Application.objects.get(pk=row.pk)


def judged(row, *, is_eligible=True, reason="", at=None):
    deciding_call.judge(
        row,
        is_eligible=is_eligible,
        reason=reason,
        seen=row.state,
        by=SYSTEM,
        at=at or timezone.now(),
    )


def scored(row, *points, met=1):
    """Let the scorers of the call give points for the advantage, each one of `points`."""
    required, advantage = row.call.criteria.all()
    scorers = list(row.call.scorers.order_by("pk"))
    scorers += [ScorerFactory(call=row.call) for _n in range(len(points) - len(scorers))]
    for scorer, one in zip(scorers, points, strict=True):
        at = timezone.now()
        scoring.declare(scorer, row, has_conflict=False, by=SYSTEM, at=at)
        given = {required: scoring.Given(met), advantage: scoring.Given(one)}
        scoring.give_scores(scorer, row, given, by=SYSTEM, at=at)


def upload(data=PDF, name="my-cv.pdf"):
    file = io.BytesIO(data)
    file.name = name
    return file


def address(name, *args, language="sr"):
    with translation.override(language):
        return reverse(name, args=args)


def mails(kind=None):
    """Return (recipient, content) of the mails that wait, the oldest first."""
    rows = Message.objects.order_by("pk")
    rows = rows.filter(kind=kind) if kind else rows
    return [(one.recipient, rendered(one)) for one in rows]


def link_of(content):
    """Return the path of the one link in a mail."""
    (line,) = [line for line in content.text.splitlines() if line.startswith("http")]
    return "/" + line.split("/", 3)[3]
