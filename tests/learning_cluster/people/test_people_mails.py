"""What people and local governments are mailed: their language, their script, only while true."""

from datetime import date

import pytest

from languages.dates import short_date
from learning_cluster.actions.accepting import accept_as_new, decline
from learning_cluster.actions.governments import decide, invite_government, state_interest
from learning_cluster.actions.members import invite, replace
from learning_cluster.enums import MemberRole, MembershipState, MemberState
from learning_cluster.invitations import member_token, membership_token
from learning_cluster.models import Member
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    HelperFactory,
    LocalGovernmentFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.people.acting import MILA, PASSWORD, asked, contact, mails, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]


def invited_in(language):
    row = MembershipFactory(government__name_sr="Лијевче Поље")
    coordinator = HelperFactory(cluster=row.cluster, role=MemberRole.COORDINATOR, name="Мила Љубић")
    member = invite(
        row.cluster,
        contact(language=language),
        role=MemberRole.REPRESENTATIVE,
        membership=row,
        by=MILA,
        at=AT,
    )
    return member, coordinator


def test_invitation_names_everything_one_needs_to_answer():
    member, coordinator = invited_in("en")

    ((_kind, _to, mail),) = mails()

    assert mail.subject == f"Invitation: {member.cluster.name}"
    assert "Lijevče Polje" in mail.text
    assert f"Mila Ljubić, {coordinator.email}" in mail.text
    assert f"/en/vabilo/grozd/{member_token(member)}/" in mail.text
    assert f"until {short_date(date(2026, 12, 20), 'en')}." in mail.text


@pytest.mark.req("M2")
def test_invitation_to_a_latin_reader_holds_no_cyrillic():
    member, _coordinator = invited_in("sr-latn")

    ((_kind, _to, mail),) = mails()

    names = (mail.subject, mail.text)
    assert "Lijevče Polje" in mail.text
    assert "Mila Ljubić" in mail.text
    assert f"/sr-latn/vabilo/grozd/{member_token(member)}/" in mail.text
    assert [one for text in names for one in text if "\u0400" <= one <= "\u04ff"] == []


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_every_mail_can_be_written_in_every_language(language):
    member, _coordinator = invited_in(language)
    accept_as_new(member, first_name="Ана", last_name="Примјер", password=PASSWORD, by=MILA, at=AT)
    new = replace(member, contact("b@primer.example"), reason="Пензија", by=MILA, at=AT)
    decline(new, reason="", by=MILA, at=AT)
    row = invite_government(
        member.cluster, LocalGovernmentFactory(), asked(language=language), by=MILA, at=AT
    )
    state_interest(row, interest="Имамо центар", contact_name="Вера", by=MILA, at=AT)
    decide(row, is_selected=False, reason="Нема мјеста", seen="interested", by=MILA, at=AT)

    found = mails(language)

    assert len({kind for kind, _to, _mail in found}) == 7
    assert all(mail.subject and mail.text.strip() for _kind, _to, mail in found)
    assert all("%(" not in mail.subject + mail.text for _kind, _to, mail in found)


def test_successor_reads_whose_place_it_is():
    member = MemberFactory(name="Ана Одлазак")

    replace(member, contact(language="en"), reason="Пензија", by=MILA, at=AT)

    mail = mails()[-1][2]
    assert "You take the place of Ana Odlazak." in mail.text


def test_invitation_that_was_answered_meanwhile_is_not_sent():
    member, _coordinator = invited_in("sr")
    before = wanted(AT)
    Member.objects.filter(pk=member.pk).update(state=MemberState.DECLINED)

    assert (before, wanted(AT)) == (["member_invited"], [])


@pytest.mark.req("X4")
def test_nothing_goes_to_an_address_that_is_the_persons_no_more():
    member, _coordinator = invited_in("sr")
    Member.objects.filter(pk=member.pk).update(email="druga@primer.example")

    assert wanted(AT) == []


def test_invitation_of_a_local_government_holds_its_link():
    row = invite_government(
        ClusterFactory(), LocalGovernmentFactory(), asked(language="en"), by=MILA, at=AT
    )

    ((kind, _to, mail),) = mails()

    assert kind == "government_invited"
    assert f"/en/vabilo/obcina/{membership_token(row)}/" in mail.text


def test_coordinators_are_told_that_a_local_government_answered():
    row = MembershipFactory(state=MembershipState.INVITED)
    HelperFactory(cluster=row.cluster, role=MemberRole.COORDINATOR, email="mila@primer.example")

    state_interest(row, interest="Имамо центар", contact_name="Вера", by=MILA, at=AT)

    assert [(kind, to) for kind, to, _mail in mails()] == [
        ("government_answered", "mila@primer.example")
    ]
