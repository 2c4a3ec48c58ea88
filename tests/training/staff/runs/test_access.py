"""Who sees the pages of runs: the coordinator, and of a run its own rows alone (X2)."""

import pytest
from django.urls import reverse

from accounts.roles import STAFF_ROLES, Role
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.training.planning import (
    AT,
    COORDINATOR,
    opened,
    scene,
)
from tests.training.run_pages import address
from training.actions.run_materials import add_material
from training.models import Run
from training.staff.urls.runs import urlpatterns

pytestmark = pytest.mark.django_db


def every_address(of, run):
    known = {
        "pk": run.pk,
        "proposal": run.date_proposals.first().pk,
        "trainer": of.trainers[0].pk,
        "session": run.sessions.first().pk,
        "material": run.materials.first().pk,
    }
    for pattern in urlpatterns:
        args = {name: known[name] for name in pattern.pattern.converters}
        yield reverse(f"training:{pattern.name}", kwargs=args)


def everything():
    of = scene()
    run = opened(of)
    add_material(run, title="Naslov", url="https://a.example/", file=None, by=COORDINATOR, at=AT)
    return list(every_address(of, run))


@pytest.mark.req("T6", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_runs_are_there_for_the_coordinator_alone(client, role):
    paths = everything()
    staff(client, role)

    reads = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths} - {405}

    if role == Role.TRAINING_COORDINATOR:
        assert reads == {200, 302}
        assert 404 not in writes
    else:
        assert (reads, writes) == ({404}, {404})


@pytest.mark.req("X2")
def test_coordinator_of_one_run_alone_sees_and_changes_nothing(client):
    paths = everything()
    staff(client, Role.TRAINING_COORDINATOR, scope=Run.objects.get())

    codes = {client.get(path).status_code for path in paths}
    codes |= {client.post(path).status_code for path in paths}

    assert codes == {404}


@pytest.mark.req("X2")
def test_runs_lead_strangers_to_the_sign_in(client):
    paths = everything()

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.TRAINING_COORDINATOR, True), (Role.EDITOR, False)]
)
def test_menu_offers_runs_to_the_coordinator(client, role, shown):
    staff(client, role)

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (address("runs") in home) is shown


def test_what_belongs_to_another_run_is_not_there(client):
    of, other = scene(), scene()
    run, foreign = opened(of), opened(other)
    staff(client, Role.TRAINING_COORDINATOR)
    step = {"seen": run.version}

    codes = {
        client.post(address("run_schedule", run.pk, foreign.date_proposals.get().pk), step),
        client.post(address("run_take_off", run.pk, other.trainers[0].pk), step),
        client.get(address("run_attendance", run.pk, foreign.sessions.get().pk)),
    }

    assert {response.status_code for response in codes} == {404}
