"""Certificates: given once, numbered without gaps, revoked, given anew with the right name."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from privacy.personal_data import Person
from privacy.secret_links import token_hash
from tests.training.held import OVER, held_run, people
from training.actions.certificates import issue, issue_all, reissue, revoke
from training.certificate_facts import read
from training.certificate_holders import CertificateHolders
from training.enums import EnrolmentState, RunState
from training.errors import TrainingError
from training.models import Certificate, CertificateYear

pytestmark = [pytest.mark.django_db, pytest.mark.req("T15")]

CLERK = Actor(role="training_coordinator", channel="admin")
LATER = OVER + timedelta(days=1)


@pytest.fixture
def run():
    return held_run(settled=True)


def numbers():
    return sorted(Certificate.objects.values_list("year", "number"))


def mails():
    """Return (recipient, content) of every mail that would still go out."""
    found = []
    for message in Message.objects.order_by("pk"):
        kind = kind_named(message.kind)
        if kind.is_wanted(message, at=OVER):
            with translation.override(message.language):
                found.append((message.recipient, kind.render(message)))
    return found


def test_everybody_who_completed_gets_one_and_nobody_else(run):
    given = issue_all(run, by=CLERK, at=OVER)

    here = [row for row in people(run) if row.state == EnrolmentState.ATTENDED]
    assert [one.enrolment for one in given] == here
    assert [one.name for one in given] == [row.participant.name for row in here]
    assert numbers() == [(2026, 1), (2026, 2)]
    assert CertificateYear.objects.get().last == 2
    assert given[0].full_number == "UA-2026-00001"


def test_issuing_again_gives_nothing_new(run):
    first = issue_all(run, by=CLERK, at=OVER)

    assert issue_all(run, by=CLERK, at=LATER) == []
    assert issue(first[0].enrolment, by=CLERK, at=LATER) == first[0]
    assert numbers() == [(2026, 1), (2026, 2)]


def test_numbers_go_on_over_runs_and_begin_again_each_year(run):
    issue_all(run, by=CLERK, at=OVER)
    issue_all(held_run(settled=True), by=CLERK, at=OVER)
    # A quarter past midnight in Ljubljana, still the old year in UTC.
    issue_all(held_run(settled=True), by=CLERK, at=datetime(2026, 12, 31, 23, 15, tzinfo=UTC))

    assert numbers() == [*((2026, n) for n in range(1, 5)), (2027, 1), (2027, 2)]


def test_number_is_not_used_up_by_what_failed(run):
    with transaction.atomic():
        issue_all(run, by=CLERK, at=OVER)
        transaction.set_rollback(True)

    issue_all(run, by=CLERK, at=OVER)

    assert numbers() == [(2026, 1), (2026, 2)]


def test_tokens_are_kept_as_hashes_and_differ(run):
    row = issue_all(run, by=CLERK, at=OVER)[0]

    assert row.token_hash == token_hash(row.public_token())
    assert row.download_hash == token_hash(row.download_token())
    assert row.token_hash != row.download_hash


@pytest.mark.parametrize("state", [RunState.OPEN, RunState.NEGOTIATING])
def test_run_that_was_not_held_gives_none(run, state):
    run.state = state
    run.save()

    with pytest.raises(TrainingError) as refused:
        issue_all(run, by=CLERK, at=OVER)

    assert (refused.value.code, numbers()) == ("not_held", [])


def test_who_has_not_completed_gets_none(run):
    absent = next(row for row in people(run) if row.state == EnrolmentState.ABSENT)

    with pytest.raises(TrainingError) as refused:
        issue(absent, by=CLERK, at=OVER)

    assert (refused.value.code, numbers()) == ("not_completed", [])


def test_who_was_erased_gets_none(run):
    gone = people(run)[0]
    gone.participant.name = gone.participant.email = ""
    gone.participant.save()

    given = issue_all(run, by=CLERK, at=OVER)

    assert [one.enrolment for one in given] == [people(run)[1]]
    with pytest.raises(TrainingError):
        issue(gone, by=CLERK, at=OVER)


def test_revoked_one_keeps_its_number_and_only_a_deliberate_step_gives_another(run):
    first = issue_all(run, by=CLERK, at=OVER)[0]

    revoke(first, reason="Prisotnost je bila napačno vpisana.", by=CLERK, at=LATER)

    first.refresh_from_db()
    assert (first.number, first.revoked_at) == (1, LATER)
    assert issue_all(run, by=CLERK, at=LATER) == []
    assert issue(first.enrolment, by=CLERK, at=LATER).number == 3
    assert numbers() == [(2026, 1), (2026, 2), (2026, 3)]


def test_revoking_twice_is_refused_and_keeps_the_first_reason(run):
    row = issue_all(run, by=CLERK, at=OVER)[0]
    revoke(row, reason="Prvi razlog", by=CLERK, at=OVER)

    with pytest.raises(TrainingError) as refused:
        revoke(row, reason="Drugi razlog", by=CLERK, at=LATER)

    row.refresh_from_db()
    assert (refused.value.code, row.revoked_reason) == ("revoked_already", "Prvi razlog")


def test_database_refuses_a_second_valid_one_and_a_revocation_without_reason(run):
    row = issue_all(run, by=CLERK, at=OVER)[0]

    for change in ({"revoked_at": LATER}, {"number": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=row.pk).update(**change)
    row.pk, row.uid, row.number, row.token_hash, row.download_hash = None, uuid4(), 9, "a", "b"
    with pytest.raises(IntegrityError, match="one_valid"), transaction.atomic():
        row.save(force_insert=True)


def test_wrong_name_is_put_right_by_a_new_one_that_names_the_old(run):
    old = issue_all(run, by=CLERK, at=OVER)[0]

    new = reissue(old, name="Udeleženka Popravljena", by=CLERK, at=LATER)

    old.refresh_from_db()
    assert (new.name, new.number, new.replaces) == ("Udeleženka Popravljena", 3, old)
    assert (old.revoked_at, old.replaced_by) == (LATER, new)
    assert old.name != new.name
    assert people(run)[0].participant.name == "Udeleženka Popravljena"
    trail = AuditEntry.objects.filter(at=LATER).values_list("verb", "object_type")
    assert sorted(trail) == [
        ("edited", "training.participant"),
        ("issued", "training.certificate"),
        ("revoked", "training.certificate"),
    ]


@pytest.mark.parametrize("case", ["same_name", "revoked_already", "erased"])
def test_new_one_in_place_of_another_is_refused(run, case):
    row = issue_all(run, by=CLERK, at=OVER)[0]
    name = row.name if case == "same_name" else "Udeleženka Popravljena"
    if case == "revoked_already":
        revoke(row, reason="Razlog", by=CLERK, at=OVER)
    if case == "erased":
        Certificate.objects.filter(pk=row.pk).update(name="")

    with pytest.raises(TrainingError) as refused:
        reissue(row, name=name, by=CLERK, at=LATER)

    assert (refused.value.code, len(numbers())) == (case, 2)


def test_what_it_says_stays_when_the_training_is_renamed(run):
    row = issue_all(run, by=CLERK, at=OVER)[0]
    training = run.variant.training
    before = training.name_sl

    training.name_sl, training.coordinator_name = "Drugo ime", "Nekdo drug"
    training.save()

    with translation.override("sl"):
        facts = read(Certificate.objects.get(pk=row.pk))
    assert (facts.training, facts.coordinator) == (before, "Koordinatorka Primer")


@pytest.mark.req("T13")
def test_mail_brings_the_link_and_the_statement(run):
    row = issue_all(run, by=CLERK, at=OVER)[0]

    (recipient, content), *_others = mails()

    assert recipient == row.enrolment.participant.email
    links = [line for line in content.text.splitlines() if line.startswith("http")]
    assert [link.split("/", 3)[3] for link in links] == [row.download_path().lstrip("/")]
    assert "Sofinancirano." in content.text
    assert row.full_number in content.text
    assert row.name not in content.text + content.subject


def test_holder_is_told_of_a_revocation_and_of_a_new_one_in_its_place(run):
    first, second = issue_all(run, by=CLERK, at=OVER)
    Message.objects.all().delete()
    revoke(first, reason="Prisotnost je bila napačno vpisana.", by=CLERK, at=LATER)
    reissue(second, name="Udeleženka Popravljena", by=CLERK, at=LATER)

    found = mails()

    assert [recipient for recipient, _content in found] == [
        first.enrolment.participant.email,
        second.enrolment.participant.email,
    ]
    assert "Prisotnost je bila napačno vpisana." in found[0][1].text
    assert "UA-2026-00002" in found[1][1].text


def test_mail_of_a_certificate_that_was_revoked_or_erased_meanwhile_is_dropped(run):
    first, second = issue_all(run, by=CLERK, at=OVER)
    Certificate.objects.filter(pk=second.pk).update(name="")
    reissue(first, name="Udeleženka Popravljena", by=CLERK, at=LATER)

    assert len(mails()) == 1


@pytest.mark.req("X4")
def test_holder_is_exported_and_forgotten(run):
    row, other = issue_all(run, by=CLERK, at=OVER)
    revoke(row, reason="Ime Udeleženke", by=CLERK, at=LATER)
    person = Person(email=row.enrolment.participant.email.upper())
    holders = CertificateHolders()

    exported = list(holders.export(person))
    erased = holders.erase(person, by=CLERK, at=LATER)

    row.refresh_from_db()
    other.refresh_from_db()
    assert [one["number"] for one in exported] == ["UA-2026-00001"]
    assert exported[0]["name"] != ""
    assert (erased, holders.erase(person, by=CLERK, at=LATER)) == (1, 0)
    assert (row.name, row.revoked_reason, row.number) == ("", "–", 1)
    assert other.name != ""
    assert list(holders.export(Person())) == []
