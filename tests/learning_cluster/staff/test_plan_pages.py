"""The coordinator's pages of a plan: new cluster with preview, phases, bad input (L4–L6, X2)."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from learning_cluster.models import Blueprint, Cluster, Milestone
from tests.factories.accounts import staff
from tests.factories.learning_cluster import (
    ClusterFactory,
    DeliverableFactory,
    EventFactory,
    PhaseFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L4")]

NEW = reverse("learning_cluster:cluster_new")
PLANS = ["cluster_plan", "cluster_edit", "plan_keep", "phase_new"]


def at(name, cluster, *more):
    return reverse(f"learning_cluster:{name}", args=[cluster.slug, *more])


def typed(**more):
    blueprint = Blueprint.objects.get(slug="usluge-u-zajednici")
    return {
        "key": str(uuid.uuid4()),
        "blueprint": blueprint.pk,
        "project": ProjectFactory().pk,
        "starts_on": "2027-04-16",
        "name_sr": "Кластер учења",
        "name_sl": "",
        "name_en": "",
        "host": "Савез",
        "zone": "Europe/Sarajevo",
        "slug": "",
    } | more


def phase_form(**more):
    empty = {}
    for name in ("windows", "milestones", "deliverables"):
        empty |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    return (
        empty
        | {
            "seen": "1",
            "name_sr": "Припрема",
            "kind": "preparation",
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-20",
            "halves": "1,5",
            "after": "",
        }
        | more
    )


@pytest.fixture
def coordinator(client):
    return staff(client, Role.CLUSTER_COORDINATOR)


def test_preview_shows_the_plan_and_saves_nothing(client, coordinator):
    response = client.post(NEW, typed(preview="1"))

    plan = response.context["plan"]
    assert plan.declared == (date(2027, 4, 16), date(2028, 4, 29))
    assert (len(plan.phases), plan.days) == (11, 19)
    assert response.context["form"]["name_sr"].value() == "Кластер учења"
    assert not Cluster.objects.exists()


def test_new_cluster_is_made_from_one_form(client, coordinator):
    response = client.post(NEW, typed())

    cluster = Cluster.objects.get()
    assert response.url == at("cluster_plan", cluster)
    assert (cluster.slug, cluster.phases.count()) == ("klaster-ucenja", 11)
    assert client.get(response.url).status_code == 200


def test_new_cluster_sent_twice_is_one(client, coordinator):
    sent = typed()
    client.post(NEW, sent)

    client.post(NEW, sent)

    assert Cluster.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"starts_on": "kmalu"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"name_sr": ""}, "name_sr"),
        ({"name_sr": "a\0b"}, "name_sr"),
        ({"name_sr": "!!!"}, "slug"),
        ({"name_sr": "a" * 201}, "name_sr"),
        ({"slug": "dva dela"}, "slug"),
        ({"slug": "zaseden"}, "slug"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"project": "999999"}, "project"),
        ({"blueprint": "x"}, "blueprint"),
        ({"key": "x"}, "key"),
    ],
)
def test_bad_new_cluster_is_told_and_nothing_typed_is_lost(client, coordinator, bad, field):
    ClusterFactory(slug="zaseden")
    sent = typed(host="Савез из теста") | bad

    response = client.post(NEW, sent)

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["host"].value() == "Савез из теста"
    assert Cluster.objects.count() == 1


@pytest.mark.req("X2")
def test_new_cluster_is_not_for_who_coordinates_one_alone(client):
    staff(client, Role.CLUSTER_COORDINATOR, scope=ClusterFactory())

    answers = [client.get(NEW).status_code, client.post(NEW, typed()).status_code]

    assert answers == [404, 404]
    assert Cluster.objects.count() == 1


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", PLANS)
def test_plan_of_a_foreign_cluster_is_not_there(client, name):
    own, other = ClusterFactory.create_batch(2)
    staff(client, Role.CLUSTER_COORDINATOR, scope=own)

    answers = [client.get(at(name, one)).status_code for one in (own, other)]

    assert answers == [200, 404]


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", ["phase", "phase_remove"])
def test_phase_is_not_there_through_another_cluster(client, name):
    own, foreign = PhaseFactory(), PhaseFactory()
    staff(client, Role.CLUSTER_COORDINATOR, scope=own.cluster)

    inside = client.get(at(name, own.cluster, own.pk)).status_code
    across = client.get(at(name, own.cluster, foreign.pk)).status_code
    posted = client.post(at(name, own.cluster, foreign.pk), phase_form()).status_code

    assert (inside, across, posted) == (200, 404, 404)


def test_phase_is_changed_and_gets_a_milestone(client, coordinator):
    phase = PhaseFactory()
    milestone = {
        "milestones-TOTAL_FORMS": "1",
        "milestones-0-name_sr": "Крај",
        "milestones-0-day": "17. 1. 2027",
    }

    response = client.post(at("phase", phase.cluster, phase.pk), phase_form(**milestone))

    phase.refresh_from_db()
    assert response.url == at("cluster_plan", phase.cluster)
    assert (phase.halves, phase.ends_on) == (3, date(2026, 12, 20))
    assert [(one.name_sr, one.day) for one in Milestone.objects.all()] == [
        ("Крај", date(2027, 1, 17))
    ]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"halves": "1,3"}, "halves"),
        ({"halves": "veliko"}, "halves"),
        ({"halves": "-1"}, "halves"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "2026-11-30"}, "__all__"),
        ({"kind": "x"}, "kind"),
        ({"number": "-3"}, "number"),
        ({"after": "999999"}, "after"),
        ({"seen": ""}, "seen"),
    ],
)
def test_bad_phase_is_told_and_nothing_typed_is_lost(client, coordinator, bad, field):
    phase = PhaseFactory()

    response = client.post(at("phase", phase.cluster, phase.pk), phase_form(**bad))

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["name_sr"].value() == "Припрема"
    phase.refresh_from_db()
    assert phase.name_sr == "Концептуализација"


@pytest.mark.parametrize("total", ["x", "-1", "1000000"])
def test_broken_count_of_parts_is_no_error_of_the_server(client, coordinator, total):
    phase = PhaseFactory()
    sent = phase_form(**{"milestones-TOTAL_FORMS": total})

    response = client.post(at("phase", phase.cluster, phase.pk), sent)

    assert response.status_code in (200, 302)


def test_phase_changed_meanwhile_is_shown_again_with_what_was_typed(client, coordinator):
    phase = PhaseFactory(cluster__version=2)

    response = client.post(at("phase", phase.cluster, phase.pk), phase_form())

    assert response.status_code == 409
    assert response.context["form"]["name_sr"].value() == "Припрема"
    assert response.context["form"]["seen"].value() == "2"


def test_phase_with_an_event_is_not_taken_out(client, coordinator):
    phase = PhaseFactory()
    EventFactory(cluster=phase.cluster, phase=phase)

    response = client.post(at("phase_remove", phase.cluster, phase.pk), {"seen": "1"})

    assert response.status_code == 409
    assert response.context["error"].code == "phase_used"


@pytest.mark.parametrize("sent", [{}, {"seen": "1"}, {"seen": "1", "first": "x"}])
def test_plan_moved_to_no_day_is_told(client, coordinator, sent):
    cluster = ClusterFactory()

    response = client.post(at("cluster_plan", cluster), sent)

    assert "first" in response.context["move"].errors


def test_plan_moved_meanwhile_is_shown_again_with_what_was_typed(client, coordinator):
    cluster = ClusterFactory(version=2)

    response = client.post(at("cluster_plan", cluster), {"seen": "1", "first": "2026-10-08"})

    form = response.context["move"]
    assert response.status_code == 409
    assert (form["first"].value(), form["seen"].value()) == ("2026-10-08", "2")


def test_cluster_is_moved_and_edited(client, coordinator):
    cluster = ClusterFactory()
    client.post(at("cluster_plan", cluster), {"seen": "1", "first": "2026-10-08"})
    moved = Cluster.objects.get()

    response = client.post(
        at("cluster_edit", moved),
        {
            "seen": "2",
            "name_sr": "Ново име",
            "host": "Савез",
            "zone": "Europe/Belgrade",
            "starts_on": "2026-10-08",
            "ends_on": "2027-10-07",
            "state": "closed",
            "slug": "novo-ime",
        },
    )

    cluster = Cluster.objects.get()
    assert (moved.starts_on, moved.ends_on) == (date(2026, 10, 8), date(2027, 10, 7))
    assert response.url == at("cluster", cluster)
    assert (cluster.slug, cluster.state, cluster.version) == ("novo-ime", "closed", 3)


def test_cluster_that_ends_before_it_begins_is_refused(client, coordinator):
    cluster = ClusterFactory()
    sent = {"seen": "1", "name_sr": "Име", "host": "Савез", "zone": "Europe/Belgrade"}
    sent |= {"starts_on": "2026-10-08", "ends_on": "2026-10-07", "state": "open", "slug": "x"}

    response = client.post(at("cluster_edit", cluster), sent)

    assert list(response.context["form"].errors) == ["__all__"]


def test_plan_is_kept_for_other_clusters(client, coordinator):
    phase = PhaseFactory()
    sent = {"name_sr": "Мој план", "name_sl": "", "name_en": "", "slug": ""}

    client.post(at("plan_keep", phase.cluster), sent)
    again = client.post(at("plan_keep", phase.cluster), sent)

    kept = Blueprint.objects.get(slug="moj-plan")
    assert [(one.first, one.last) for one in kept.phases.all()] == [(31, 150)]
    assert list(again.context["form"].errors) == ["slug"]


def test_plan_asks_as_often_for_one_phase_as_for_thirty(client, coordinator):
    cluster = ClusterFactory()
    DeliverableFactory(phase__cluster=cluster)
    client.get(at("cluster_plan", cluster))
    with CaptureQueriesContext(connection) as one:
        client.get(at("cluster_plan", cluster))
    for _number in range(29):
        DeliverableFactory(phase__cluster=cluster)

    with CaptureQueriesContext(connection) as thirty:
        client.get(at("cluster_plan", cluster))

    assert len(thirty) == len(one)


@pytest.mark.req("L1")
@pytest.mark.parametrize(
    "name",
    ["projects", "goals", "partners", "territories", "course_topics", "footnotes", "acronyms"],
)
def test_facts_of_projects_are_for_who_coordinates_every_cluster(client, name):
    path = reverse(f"cluster_{name}:index")
    staff(client, Role.CLUSTER_COORDINATOR)
    everywhere = [client.get(path), client.get(reverse(f"cluster_{name}:add"))]
    staff(client, Role.CLUSTER_COORDINATOR, scope=ClusterFactory())
    of_one = client.get(path)

    assert [one.status_code for one in (*everywhere, of_one)] == [200, 200, 404]
