"""The coordinator's pages of trainers and employers (T5, T14)."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory, staff
from tests.factories.training import (
    EmployerFactory,
    ProviderFactory,
    TrainerFactory,
    TrainingFactory,
)
from training.models import Employer, Provider, Qualification, Trainer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


def page_of(trainer) -> str:
    return reverse("training:trainer", args=[trainer.pk])


def typed(**changes) -> dict[str, str]:
    new = {"who": "new", "first_name": "Demo", "last_name": "Predavatelj"}
    return new | {"username": "", "key": uuid.uuid4().hex} | changes


@pytest.mark.req("T5", "X5")
def test_first_password_is_shown_once_and_not_kept_by_browsers(client):
    trainer = TrainerFactory()
    once = typed()

    response = client.post(page_of(trainer), once)
    again = client.post(page_of(trainer), once)

    trainer.refresh_from_db()
    password = response.context["password"]
    assert trainer.user.check_password(password)
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert password not in client.get(page_of(trainer)).content.decode()
    assert again.status_code == 200
    assert User.objects.filter(trainer__isnull=False).count() == 1


@pytest.mark.req("T5")
def test_existing_account_is_linked(client):
    trainer = TrainerFactory()
    UserFactory(username="znani", first_name="Demo", last_name="Predavatelj")

    response = client.post(page_of(trainer), typed(who="known", username="znani"))

    trainer.refresh_from_db()
    assert response.url == page_of(trainer)
    assert trainer.user.username == "znani"


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"who": ""}, "who"),
        ({"first_name": ""}, "first_name"),
        ({"who": "known"}, "username"),
        ({"who": "known", "username": "nihce"}, "__all__"),
        ({"key": "x"}, "key"),
    ],
)
def test_bad_account_is_told_and_none_is_opened(client, bad, field):
    trainer = TrainerFactory()
    before = User.objects.count()

    response = client.post(page_of(trainer), typed(**bad))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == before


@pytest.mark.req("T5")
def test_account_is_renewed_and_ended_by_buttons(client):
    trainer = TrainerFactory()
    client.post(page_of(trainer), typed())

    renewed = client.post(reverse("training:trainer_password", args=[trainer.pk]))
    client.post(reverse("training:trainer_step", args=[trainer.pk, "end"]))
    nobody = client.post(reverse("training:trainer_password", args=[trainer.pk]))
    client.post(reverse("training:trainer_step", args=[trainer.pk, "retire"]))
    shown = client.get(page_of(trainer))

    trainer.refresh_from_db()
    assert renewed.context["password"]
    assert nobody.context["error"].code == "not_new"
    assert (trainer.user, trainer.is_active) == (None, False)
    assert "form" not in shown.context
    assert client.get(f"/admin/usposabljanja/predavatelji/{trainer.pk}/bris/").status_code == 404


@pytest.mark.req("T5", "X3")
def test_provider_trainer_and_qualification_are_added_as_facts(client):
    training = TrainingFactory()

    provider = client.post(
        reverse("training_providers:add"),
        {"name": "Demo", "kind": "public", "email": "demo@zavod.example", "phone": ""},
    )
    trainer = client.post(
        reverse("training_trainers:add"),
        {
            "provider": Provider.objects.get().pk,
            "name": "Demo Oseba",
            "email": "oseba@zavod.example",
            "phone": "",
        },
    )
    proof = {
        "trainer": Trainer.objects.get().pk,
        "training": training.pk,
        "proof": "Reference",
        "valid_from": "2026-01-01",
        "valid_to": "2025-01-01",
    }
    backwards = client.post(reverse("training_qualifications:add"), proof)
    qualified = client.post(reverse("training_qualifications:add"), proof | {"valid_to": ""})

    assert [one.status_code for one in (provider, trainer, backwards, qualified)] == [
        302,
        302,
        200,
        302,
    ]
    assert Qualification.objects.count() == 1
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["added"] * 3
    assert Trainer.objects.get().is_active


@pytest.mark.req("T14", "X3")
def test_new_approver_on_the_form_kills_the_old_link(client):
    employer = EmployerFactory()
    old = employer.approver_hash
    path = reverse("training_employers:edit", args=[employer.pk])
    form = {
        "name": employer.name,
        "domains": "uprava.example",
        "approver_name": employer.approver_name,
        "approver_email": employer.approver_email,
        "is_listed": "on",
    }

    client.post(path, form | {"name": "Novo ime"})
    same = Employer.objects.get()
    client.post(path, form | {"approver_name": "Nova Primer", "approver_email": "n@uprava.example"})
    other = Employer.objects.get()
    half = client.post(path, form | {"approver_email": ""})

    assert (same.name, same.approver_hash) == ("Novo ime", old)
    assert (other.approver_name, other.approver_email) == ("Nova Primer", "n@uprava.example")
    assert other.approver_hash not in ("", old)
    assert other.approver_uid != employer.approver_uid
    assert list(half.context["form"].errors) == ["approver_email"]
    assert AuditEntry.objects.filter(verb="approver_named").count() == 1


@pytest.mark.req("T14")
def test_new_employer_has_a_working_link_from_the_start(client):
    client.post(
        reverse("training_employers:add"),
        {
            "name": "Demo urad",
            "domains": "urad.example",
            "approver_name": "Demo Odobritelj",
            "approver_email": "o@urad.example",
            "is_listed": "on",
        },
    )

    assert len(Employer.objects.get().approver_hash) == 64


@pytest.mark.parametrize("name", ["training_trainers", "training_qualifications"])
def test_lists_ask_the_same_for_one_and_twenty(client, name):
    provider, training = ProviderFactory(), TrainingFactory()
    path = reverse(f"{name}:index")
    TrainerFactory(provider=provider, user=UserFactory(), qualified_for=training)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _n in range(19):
        TrainerFactory(provider=provider, user=UserFactory(), qualified_for=training)

    with CaptureQueriesContext(connection) as twenty:
        client.get(path)

    assert len(twenty) == len(one)


def test_trainer_nobody_could_have_is_not_there(client):
    for digits in (19, 5000):
        path = f"/admin/usposabljanja/predavatelji/{'9' * digits}/back/"
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
