"""Approvers and trainers: what is kept of them, and what is forgotten on request (X4)."""

import pytest

from privacy.personal_data import Person, registered
from tests.factories.accounts import UserFactory
from tests.factories.training import AT, EmployerFactory, TrainerFactory
from tests.training.acting import ANA, verbs
from training.models import Employer, Trainer
from training.parties_personal_data import Parties

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4")]


def test_parties_are_registered():
    assert "training.parties" in {one.name for one in registered()}


def test_person_is_given_what_is_kept_of_them_and_of_nobody_else():
    employer = EmployerFactory(approver_email="ana@uprava.example")
    trainer = TrainerFactory(email="ana@uprava.example", phone="040 000 000")
    EmployerFactory()
    TrainerFactory()

    found = list(Parties().export(Person(email="Ana@uprava.example")))

    assert found == [
        {
            "kind": "training.employer",
            "employer": employer.name,
            "approver_name": employer.approver_name,
            "approver_email": "ana@uprava.example",
        },
        {
            "kind": "training.trainer",
            "provider": trainer.provider.name,
            "name": trainer.name,
            "email": "ana@uprava.example",
            "phone": "040 000 000",
        },
    ]


def test_trainer_is_known_by_the_account_too():
    trainer = TrainerFactory(user=UserFactory())

    (found,) = Parties().export(Person(user_id=trainer.user.pk))

    assert found["name"] == trainer.name


def test_nobody_is_found_without_an_address():
    EmployerFactory(approver_email="")

    assert list(Parties().export(Person())) == []


def test_approver_and_former_trainer_are_forgotten_and_whoever_teaches_stays():
    employer = EmployerFactory(approver_email="ana@uprava.example")
    former = TrainerFactory(email="ana@uprava.example", is_active=False)
    other = TrainerFactory(is_active=False)
    active = TrainerFactory(user=UserFactory())
    ana = Person(email="ana@uprava.example", user_id=active.user.pk)

    first = Parties().erase(ana, by=ANA, at=AT)
    second = Parties().erase(ana, by=ANA, at=AT)

    employer.refresh_from_db()
    kept = dict(Trainer.objects.values_list("pk", "name"))
    assert (first, second) == (2, 0)
    assert (employer.approver_name, employer.approver_hash) == ("", "")
    assert kept == {former.pk: "", other.pk: other.name, active.pk: active.name}
    assert not Trainer.objects.filter(email="ana@uprava.example").exists()
    assert Employer.objects.get().name == employer.name
    assert verbs() == ["approver_named", "erased"]
