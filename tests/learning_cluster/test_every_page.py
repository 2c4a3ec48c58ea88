"""Every page of a cluster, for everybody in another one: nothing is there (X2).

The pages come from the URL configuration. A new one fails here until `whole` gives its address a
row of the cluster, and unless somebody inside finds it: the proof that the row is the right one.
"""

from copy import deepcopy

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from learning_cluster.enums import MemberRole
from learning_cluster.models import Cluster
from learning_cluster.staff.urls import urlpatterns as staff_patterns
from learning_cluster.urls import urlpatterns
from tests.factories.accounts import GrantFactory, UserFactory, signed_in
from tests.kept_rows import made_once
from tests.learning_cluster.mentoring.scene import AT
from tests.learning_cluster.whole import INSIDE, Whole, whole

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2", "L2")]

# What is inside of a cluster, and what is outside: the link's token, the row or the role is its key
# (test_every_view_has_a_rule says which).
PAGES = [one for one in urlpatterns if str(one.pattern).startswith(INSIDE)]
ADMIN = [one for one in staff_patterns if one.pattern.converters]
# Lists of all clusters somebody coordinates: tested where they are.
LISTS = {"clusters", "cluster_new", "missing", "calls"}


def _two() -> tuple[Whole, Whole]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "now", lambda: AT)
        return whole(), whole()


_made = made_once(_two)


@pytest.fixture
def clusters(_made, db) -> tuple[Whole, Whole]:
    """Return one's own cluster and a stranger's, as if made for this test."""
    return deepcopy(_made)


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: AT)


def addresses(of, patterns=PAGES, space=""):
    """Return the address of every pattern by its name."""
    return {
        str(one.name): reverse(f"{space}{one.name}", kwargs=of.arguments(one)) for one in patterns
    }


def found(client, paths, *, undo=True):
    """Return the names of what answers to a reader or a writer; whatever it did is undone."""
    return {
        name
        for name, path in paths.items()
        for send in (client.get, client.post)
        if _code(send, path, undo=undo) not in (404, 405)
    }


def _code(send, path, *, undo=True):
    with transaction.atomic():
        code = send(path).status_code
        transaction.set_rollback(undo)
    return code


def coordinator_of(client, cluster):
    user = UserFactory()
    GrantFactory(
        user=user,
        role=Role.CLUSTER_COORDINATOR,
        scope_type=ContentType.objects.get_for_model(Cluster),
        scope_id=cluster.pk,
    )
    signed_in(client, user)


def enter(client, member):
    """Sign somebody in, the coordinator with the second factor."""
    if member.role == MemberRole.COORDINATOR:
        signed_in(client, member.user)
    else:
        client.force_login(member.user)


def test_every_page_is_found_by_somebody_inside(client, clusters):
    of, _foreign = clusters
    unseen = addresses(of)

    for member in of.people.values():
        enter(client, member)
        for name in found(client, unseen):
            del unseen[name]

    assert unseen == {}


def _rows(of):
    """Return how many rows hang on a cluster, of every kind."""
    cluster = Cluster.objects.get(slug=of.slug)
    return {
        relation.name: relation.related_model._default_manager.filter(
            **{relation.field.name: cluster}
        ).count()
        for relation in cluster._meta.related_objects
    }


def is_harmless(name):
    """Say whether a foreign key below one's own cluster is answered as a row that has gone.

    Taking away what is not there is done already; a time that is not offered was just taken.
    """
    return name.endswith("_remove") or name in {"cluster_withdraw_times", "cluster_book_session"}


@pytest.mark.parametrize("role", MemberRole)
def test_nothing_of_another_cluster_is_found_at_its_address_nor_below_ones_own(
    client, clusters, role
):
    own, foreign = clusters
    before = _rows(foreign)
    enter(client, own.people[role])
    mixed = {
        str(one.name): reverse(one.name, kwargs=foreign.arguments(one) | {"slug": own.slug})
        for one in PAGES
        if len(one.pattern.converters) > 1
    }

    at_its_own = found(client, addresses(foreign), undo=False)
    below_ones_own = found(client, mixed, undo=False)

    assert at_its_own == set()
    assert {name for name in below_ones_own if not is_harmless(name)} == set()
    assert _rows(foreign) == before


def test_no_page_is_found_by_who_is_in_no_cluster(client, clusters):
    of, _foreign = clusters
    client.force_login(UserFactory())

    assert found(client, addresses(of)) == set()


def test_every_page_of_the_admin_is_found_by_its_coordinator_alone(client, clusters):
    own, foreign = clusters
    coordinator_of(client, Cluster.objects.get(slug=own.slug))
    paths = addresses(own, ADMIN, "learning_cluster:")

    assert set(paths) - found(client, paths) == set()
    assert found(client, addresses(foreign, ADMIN, "learning_cluster:")) == set()


def test_pages_without_a_key_are_lists_with_a_test_of_their_own():
    assert {one.name for one in staff_patterns if not one.pattern.converters} == LISTS
