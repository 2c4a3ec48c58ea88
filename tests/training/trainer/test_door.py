"""Who finds a trainer's pages, and how much of a run they see there (X2, X4)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.training import EnrolmentFactory, TrainerFactory
from tests.training.planning import (
    AT,
    asked,
    opened,
    scene,
    scheduled,
)
from tests.training.trainer_pages import path, signed
from training.models import RunMaterial
from training.urls import urlpatterns

pytestmark = pytest.mark.django_db
MINE = [pattern for pattern in urlpatterns if str(pattern.name).startswith("trainer_")]


def every_address(run):
    material = RunMaterial.objects.create(run=run, title="N", url="https://a.example/", added_at=AT)
    known = {"proposal": run.date_proposals.first().pk, "material": material.pk}
    for pattern in MINE:
        keys = pattern.pattern.converters
        pk = run.sessions.first().pk if pattern.name == "trainer_attendance" else run.pk
        args = {name: pk if name == "pk" else known[name] for name in keys}
        yield pattern.name, reverse(pattern.name, kwargs=args)


def statuses(client, paths):
    reads = {client.get(one).status_code for _name, one in paths} - {405}
    return reads, {client.post(one).status_code for _name, one in paths} - {405}


@pytest.mark.req("X2")
def test_strangers_are_led_to_the_sign_in(client):
    paths = list(every_address(opened(scene())))

    reads = {client.get(one)["Location"].split("?")[0] for _name, one in paths}
    writes = {client.post(one)["Location"].split("?")[0] for _name, one in paths}

    assert reads == writes == {"/prijava/login/"}


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.TRAINING_COORDINATOR, Role.PROVIDER])
def test_who_is_no_trainer_finds_nothing(client, role):
    paths = list(every_address(opened(scene())))
    user = GrantFactory(role=role).user if role else UserFactory()
    client.force_login(user)

    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("X2")
def test_trainer_who_gives_no_trainings_any_more_finds_nothing(client):
    of = scene()
    paths = list(every_address(opened(of)))
    type(of.trainers[0]).objects.update(is_active=False)
    signed(client, of.trainers[0])

    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("X2")
def test_run_of_others_is_not_there(client):
    run = opened(scene())
    stranger = TrainerFactory(user=UserFactory(), qualified_for=run.training)
    paths = [
        (n, p) for n, p in every_address(run) if n not in ("trainer_home", "trainer_guidelines")
    ]
    signed(client, stranger)

    assert statuses(client, paths) == ({404}, {404})
    assert client.get(path("home")).context["accepted"] == []


@pytest.mark.req("X2", "X4")
def test_who_is_only_asked_sees_no_roster_link_or_material(client):
    of = scene(advanced=True)
    run = asked(scheduled(of), *of.trainers)
    person = EnrolmentFactory(run=run).participant
    closed = (
        "trainer_attendance",
        "trainer_material_add",
        "trainer_material",
        "trainer_material_remove",
    )
    paths = [(name, one) for name, one in every_address(run) if name in closed]
    signed(client, of.trainers[0])

    page = client.get(path("run", run.pk)).content.decode()

    assert person.name not in page
    assert run.join_link not in page
    assert statuses(client, paths) == ({404}, {404})


@pytest.mark.req("T6")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_pages_answer_in_every_language(client, language):
    of = scene()
    run = opened(of)
    signed(client, of.trainers[0])

    codes = {
        client.get(one.replace("/sl/", f"/{language}/", 1)).status_code
        for name, one in every_address(run)
        if name in ("trainer_home", "trainer_run", "trainer_guidelines", "trainer_attendance")
    }

    assert codes == {200}
