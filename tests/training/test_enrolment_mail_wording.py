"""Every mail to participants and approvers as a whole, in Slovene and Serbian (T13, T14, M3)."""

from datetime import timedelta
from pathlib import Path

import pytest

from messaging.models import Message
from tests.factories.training import (
    AT,
    AdvancedFactory,
    EmployerFactory,
    EnrolmentFactory,
    ParticipantFactory,
    RunFactory,
    VariantFactory,
)
from tests.training.people import CITIZEN, rendered, signed_up
from training.actions.enrolling import prove
from training.actions.telling_participants import tell, tell_deciders
from training.enums import EnrolmentState, SideWorkTime, Waiver
from training.messages.participants import _STATES
from training.models import SideWork
from waiting_list.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.req("M3", "T14")]

FOLDER = Path(__file__).parent / "mails"
TOKEN = "SKRIVNOST"  # in place of what each run of the tests draws anew


@pytest.fixture
def run():
    training = AdvancedFactory(
        name_sl="Kako razumeti potrebe, napredna raven",
        name_sr="Како разумети потребе, напредни ниво",
        bundle__programme__statement_sl="Usposabljanje financira Demonstracijski sklad.",
        bundle__programme__statement_sr="Обуку финансира Демонстрациони фонд.",
        prerequisite=None,
        prior="none",
    )
    SideWork.objects.create(
        training=training,
        kind="video",
        when=SideWorkTime.BEFORE,
        title_sl="Uvodni video",
        title_sr="Уводни видео",
        title_en="Introduction",
        url="https://video.example/uvod",
        minutes=12,
    )
    return RunFactory(variant=VariantFactory(training=training))


def told(run, language, what, **facts):
    """Queue one piece of news to somebody whose enrolment allows it."""
    states = {"changed": EnrolmentState.CONFIRMED, "moved": EnrolmentState.CONFIRMED}
    state = states.get(what, sorted(_STATES[what])[0])
    facts = {"approved_at": AT} | facts if state == EnrolmentState.CONFIRMED else facts
    reason = "Na delovnem mestu tega ne potrebuje." if state == EnrolmentState.REFUSED else ""
    row = EnrolmentFactory(run=run, state=state, language=language, reason=reason, **facts)
    if what == "offered":
        until = AT + timedelta(hours=24)
        Entry.objects.create(
            kind="training.run",
            subject=str(run.pk),
            who=str(row.pk),
            state="offered",
            joined_at=AT,
            offered_at=AT,
            offer_until=until,
        )
    tell(row, what, at=AT)
    return row


def without_tokens(text):
    lines = []
    for line in text.splitlines():
        if "/usposabljanja/" in line:
            head = line.rstrip("/").rpartition("/")[0]
            line = f"{head}/{TOKEN}/"
        lines.append(line)
    return "\n".join(lines)


def as_text():
    parts = []
    for message in Message.objects.order_by("pk"):
        content = rendered(message)
        parts.append(f"{content.subject}\n\n{without_tokens(content.text)}")
    return ("\n" + "=" * 80 + "\n").join(parts) + "\n"


@pytest.mark.parametrize("language", ["sl", "sr"])
def test_mails_to_participants_read_as_written_down(run, language, settings):
    settings.BASE_URL = "https://okence.example"
    signed_up(run, language=language)
    again = signed_up(run, language=language, at=AT + timedelta(minutes=1))
    for what in _STATES:
        if what not in ("prove", "cancelled"):
            told(run, language, what)
    told(run, language, "received", waiver=Waiver.ASKED, participant__employer=None)
    run.reason = "–"
    run.save()
    told(run, language, "cancelled")
    Message.objects.filter(context__enrolment=again.pk).delete()

    assert as_text() == (FOLDER / f"participants.{language}.txt").read_text()


@pytest.mark.parametrize("language", ["sl", "sr"])
def test_mail_to_who_is_enrolled_already(run, language, settings):
    settings.BASE_URL = "https://okence.example"
    first = signed_up(run, language=language)
    prove(first, waits=False, by=CITIZEN, at=AT)
    Message.objects.all().delete()

    signed_up(run, language=language)

    assert as_text() == (FOLDER / f"already.{language}.txt").read_text()


@pytest.mark.parametrize("language", ["sl", "sr"])
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_mail_to_the_approver_counts_in_the_right_form(run, language, number, settings):
    settings.BASE_URL = "https://okence.example"
    employer = EmployerFactory(name="Demonstracijska uprava")
    for _each in range(number):
        row = EnrolmentFactory(
            run=run,
            state=EnrolmentState.REQUESTED,
            participant=ParticipantFactory(employer=employer),
        )
    tell_deciders(row, at=AT)
    Message.objects.update(language=language)

    assert as_text() == (FOLDER / f"to_approve_{number}.{language}.txt").read_text()
