"""People of clusters, exported and forgotten on request (X4)."""

import pytest

from learning_cluster.enums import ClusterState, MemberState
from learning_cluster.models import Membership
from learning_cluster.people_personal_data import People
from privacy.personal_data import Person, registered
from tests.factories.learning_cluster import AT, MemberFactory, MembershipFactory, signed_up
from tests.learning_cluster.people.acting import MILA, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4")]


def test_people_are_registered():
    assert "learning_cluster.people" in [data.name for data in registered()]


def test_export_holds_every_place_of_the_person_and_nobody_elses():
    member = MemberFactory(email="ana@primer.example")
    other = MemberFactory()
    user = signed_up(other)
    MembershipFactory(contact_email="ANA@primer.example", contact_name="Ана")
    MemberFactory(membership=member.membership)

    by_address = list(People().export(Person(email="Ana@primer.example")))
    by_account = list(People().export(Person(user_id=user.pk)))

    assert [one["kind"] for one in by_address] == [
        "learning_cluster.member",
        "learning_cluster.membership",
    ]
    assert [one["name"] for one in by_account] == [other.name]


def test_export_of_nobody_is_empty():
    MembershipFactory(contact_email="")
    MemberFactory()

    assert list(People().export(Person())) == []


def test_erased_are_those_whose_place_is_over():
    gone = MemberFactory(email="ana@primer.example", state=MemberState.ENDED, reason="Болест")
    old = MemberFactory(email="ana@primer.example", membership__cluster__state=ClusterState.CLOSED)
    now = MemberFactory(email="ana@primer.example")
    signed_up(gone)

    erased = People().erase(Person(email="ana@primer.example"), by=MILA, at=AT)
    again = People().erase(Person(email="ana@primer.example"), by=MILA, at=AT)

    for row in (gone, old, now):
        row.refresh_from_db()
    assert (erased, again) == (2, 0)
    assert (gone.name, gone.reason, gone.user, old.name) == ("", "", None, "")
    assert gone.email == f"{gone.uid}@erased.invalid"
    assert now.email == "ana@primer.example"
    assert verbs() == ["erased"] * 2


def test_erased_contact_leaves_the_local_government_in_the_cluster():
    row = MembershipFactory(contact_email="ana@primer.example", contact_name="Ана")

    People().erase(Person(email="ana@primer.example"), by=MILA, at=AT)

    kept = Membership.objects.get(pk=row.pk)
    assert (kept.contact_name, kept.contact_email, kept.government) == ("", "", row.government)
