"""Accounts of trainers, and approvers of employers (T5, T14)."""

import pytest

from accounts.grants import has_role
from accounts.models import User
from accounts.newcomers import Person
from accounts.roles import Role
from calendars.actions.links import give_link
from calendars.models import FeedLink
from messaging.models import Message
from privacy.secret_links import link_token, token_hash
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.training import (
    AT,
    EmployerFactory,
    EnrolmentFactory,
    RunFactory,
    TrainerFactory,
)
from tests.training.acting import ANA, refusal, verbs
from training.actions.employers import name_approver
from training.actions.trainers import (
    bring_back,
    end_account,
    give_account,
    once,
    renew_password,
    retire,
)
from training.enums import EnrolmentState
from training.feeds_of_trainers import OF_TRAINERS
from training.models import Teaching

pytestmark = pytest.mark.django_db

NEW = Person("Demo", "Predavatelj")


@pytest.mark.req("T5", "X5")
def test_trainer_gets_a_new_account_with_the_role_and_a_first_password():
    trainer = TrainerFactory()

    user, password = give_account(trainer, NEW, by=ANA, at=AT)

    trainer.refresh_from_db()
    assert trainer.user == user
    assert user.check_password(password)
    assert user.has_first_password
    assert has_role(user, Role.TRAINER, AT)
    assert verbs() == ["account_opened", "give", "account_given"]


@pytest.mark.req("T5")
def test_trainer_who_has_an_account_keeps_it_and_its_password():
    trainer = TrainerFactory()
    known = UserFactory(username="znani", first_name="Demo", last_name="Predavatelj")

    user, password = give_account(trainer, Person("demo", " Predavatelj", "znani"), by=ANA, at=AT)

    assert (user, password) == (known, "")
    assert has_role(known, Role.TRAINER, AT)


@pytest.mark.req("X5")
@pytest.mark.parametrize(
    "person",
    [
        Person("Demo", "Predavatelj", "nihce"),
        Person("Demo", "Drugi", "znani"),
        Person("Demo", "Predavatelj", "odsel"),
    ],
)
def test_nothing_is_told_of_a_username_without_its_names(person):
    UserFactory(username="znani", first_name="Demo", last_name="Predavatelj")
    UserFactory(username="odsel", first_name="Demo", last_name="Predavatelj", is_active=False)

    error = refusal(give_account, TrainerFactory(), person, at=AT)

    assert error.code == "unknown_person"


def test_account_is_of_one_trainer_and_a_trainer_has_one():
    first, second = TrainerFactory.create_batch(2)
    user, _password = give_account(first, NEW, by=ANA, at=AT)
    theirs = Person(user.first_name, user.last_name, user.username)

    taken = refusal(give_account, second, theirs, at=AT)
    twice = refusal(give_account, first, NEW, at=AT)

    assert (taken.code, twice.code) == ("other_trainer", "has_account")


def test_trainer_who_left_gets_no_account():
    trainer = TrainerFactory(is_active=False)

    assert refusal(give_account, trainer, NEW, at=AT).code == "not_active"
    assert not User.objects.exists()


@pytest.mark.req("T5", "X3")
def test_ended_account_has_the_role_no_more_and_another_may_follow():
    trainer = TrainerFactory()
    user, _password = give_account(trainer, NEW, by=ANA, at=AT)

    end_account(trainer, by=ANA, at=AT)
    end_account(trainer, by=ANA, at=AT)
    after = has_role(user, Role.TRAINER, AT)
    give_account(trainer, NEW, by=ANA, at=AT)

    assert not after
    assert verbs().count("account_ended") == 1


@pytest.mark.req("I1", "X4")
def test_ended_account_takes_the_link_of_its_calendar_along():
    trainer = TrainerFactory()
    user, _password = give_account(trainer, NEW, by=ANA, at=AT)
    give_link(OF_TRAINERS, user, by=ANA, at=AT)

    end_account(trainer, by=ANA, at=AT)

    assert not FeedLink.objects.exists()


def test_ending_takes_no_other_role_away():
    trainer = TrainerFactory()
    grant = GrantFactory(role=Role.EDITOR, user__first_name="Demo", user__last_name="Predavatelj")
    person = Person("Demo", "Predavatelj", grant.user.username)
    give_account(trainer, person, by=ANA, at=AT)

    end_account(trainer, by=ANA, at=AT)

    assert has_role(grant.user, Role.EDITOR, AT)
    assert not has_role(grant.user, Role.TRAINER, AT)


@pytest.mark.req("T5")
def test_trainer_with_sessions_ahead_does_not_leave():
    trainer = TrainerFactory()
    give_account(trainer, NEW, by=ANA, at=AT)
    session = RunFactory().sessions.get()
    teaching = Teaching.objects.create(session=session, trainer=trainer, period=session.period)

    error = refusal(retire, trainer, at=AT)
    teaching.delete()
    retire(trainer, by=ANA, at=AT)
    retire(trainer, by=ANA, at=AT)

    trainer.refresh_from_db()
    assert error.code == "still_teaches"
    assert (trainer.is_active, trainer.user) == (False, None)
    bring_back(trainer, by=ANA, at=AT)
    bring_back(trainer, by=ANA, at=AT)
    assert verbs()[-3:] == ["withdraw", "account_ended", "trainer_back"]


def test_new_first_password_replaces_the_old_one():
    trainer = TrainerFactory()
    user, first = give_account(trainer, NEW, by=ANA, at=AT)

    second = renew_password(trainer, by=ANA, at=AT)

    user.refresh_from_db()
    assert user.check_password(second)
    assert not user.check_password(first)


@pytest.mark.req("X5")
def test_password_of_whoever_signed_in_or_has_another_role_is_their_own():
    trainer = TrainerFactory()
    user, _password = give_account(trainer, NEW, by=ANA, at=AT)
    grant = GrantFactory(user=user, role=Role.CLERK)

    other_role = refusal(renew_password, trainer, at=AT)
    grant.delete()
    User.objects.filter(pk=user.pk).update(last_login=AT)
    signed_in = refusal(renew_password, trainer, at=AT)
    nobody = refusal(renew_password, TrainerFactory(), at=AT)

    assert [error.code for error in (other_role, signed_in, nobody)] == ["not_new"] * 3


def test_form_sent_twice_is_acted_on_once():
    once("a")

    with pytest.raises(Exception, match="done_already"):
        once("a")


@pytest.mark.req("T14", "X3")
def test_new_approver_has_a_new_link_and_the_old_one_is_dead():
    employer = EmployerFactory()
    uid, old = employer.approver_uid, employer.approver_hash

    is_changed = name_approver(
        employer, name="Nova Primer", email="nova@uprava.example", by=ANA, at=AT
    )
    again = name_approver(employer, name="Nova Primer", email="nova@uprava.example", by=ANA, at=AT)

    employer.refresh_from_db()
    assert (is_changed, again) == (True, False)
    assert employer.approver_uid != uid
    assert employer.approver_hash == token_hash(
        link_token("training.approve", employer.approver_uid)
    )
    assert employer.approver_hash != old
    assert verbs() == ["approver_named"]


@pytest.mark.req("T14")
def test_without_an_approver_no_link_leads_anywhere():
    employer = EmployerFactory()

    name_approver(employer, name="", email="", by=ANA, at=AT)

    employer.refresh_from_db()
    assert employer.approver_hash == ""


@pytest.mark.req("T14")
@pytest.mark.parametrize(
    ("name", "email", "told"),
    [
        ("Nova Primer", "nova@uprava.example", ["nova@uprava.example"]),
        ("", "", ["koordinatorka@akademija.example"]),
    ],
)
def test_whoever_decides_from_now_on_is_told_of_those_who_wait(name, email, told):
    employer = EmployerFactory()
    for _each in range(2):
        EnrolmentFactory(state=EnrolmentState.REQUESTED, participant__employer=employer)
    EnrolmentFactory(state=EnrolmentState.REQUESTED)

    name_approver(employer, name=name, email=email, by=ANA, at=AT)

    assert list(Message.objects.values_list("recipient", flat=True).distinct()) == told


@pytest.mark.req("T14")
def test_new_approver_is_not_mailed_while_nobody_waits():
    name_approver(EmployerFactory(), name="Nova", email="nova@uprava.example", by=ANA, at=AT)

    assert not Message.objects.exists()
