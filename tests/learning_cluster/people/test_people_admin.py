"""The coordinator's pages of people: each does one thing, refusals are told in words (L2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import MOST_PARTICIPANTS, MemberRole, MembershipState, MemberState
from learning_cluster.models import LocalGovernment, Member, Membership
from tests.factories.accounts import staff
from tests.factories.learning_cluster import (
    ClusterFactory,
    HelperFactory,
    LocalGovernmentFactory,
    MemberFactory,
    MembershipFactory,
    signed_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
PERSON = {"name": "Нова Особа", "email": "nova@primer.example", "language": "sr"}


@pytest.fixture
def coordinator(client):
    with translation.override("en"):
        yield staff(client, Role.CLUSTER_COORDINATOR)


def path(name, cluster, *keys):
    return reverse(f"learning_cluster:{name}", args=[cluster.slug, *keys])


def test_local_government_is_asked(coordinator):
    cluster, government = ClusterFactory(), LocalGovernmentFactory()
    typed = {
        "government": government.pk,
        "kind": "pilot",
        "is_funded": "on",
        "contact_email": "vera@primer.example",
        "language": "sr-latn",
    }

    response = coordinator.post(path("government_ask", cluster), typed)

    row = Membership.objects.get()
    assert response.url == path("governments", cluster)
    assert (row.government, row.kind, row.is_funded, row.language) == (
        government,
        "pilot",
        True,
        "sr-latn",
    )


def test_local_government_that_was_asked_is_not_offered_again(coordinator):
    row = MembershipFactory()

    response = coordinator.get(path("government_ask", row.cluster))

    assert list(response.context["form"].fields["government"].queryset) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"contact_email": "no address"}, "contact_email"),
        ({"kind": "x"}, "kind"),
        ({"government": "0"}, "government"),
        ({"language": "xx"}, "language"),
    ],
)
def test_asking_badly_names_the_field(coordinator, typed, field):
    facts = {
        "government": LocalGovernmentFactory().pk,
        "kind": "pilot",
        "contact_email": "vera@primer.example",
        "language": "sr",
    }

    response = coordinator.post(path("government_ask", ClusterFactory()), facts | typed)

    assert list(response.context["form"].errors) == [field]
    assert not Membership.objects.exists()


def test_regions_pilots_are_counted_apart_from_the_clusters(coordinator):
    cluster = ClusterFactory(project__regional_pilots=13)
    MembershipFactory.create_batch(3, cluster=cluster, kind="pilot")
    MembershipFactory.create_batch(4, cluster=cluster, kind="additional")
    MembershipFactory(cluster=cluster, kind="pilot", state=MembershipState.NOT_SELECTED)

    response = coordinator.get(path("governments", cluster))

    assert (response.context["pilots"], response.context["additional"]) == (3, 4)
    assert "13" in response.content.decode()


def test_decision_on_a_page_that_is_old_is_a_conflict_and_keeps_the_reason(coordinator):
    row = MembershipFactory(state=MembershipState.NOT_SELECTED)
    typed = {"decision": "select", "reason": "Ипак", "seen": "interested"}

    response = coordinator.post(path("government_decide", row.cluster, row.pk), typed)

    assert response.status_code == 409
    assert response.context["steps"]["decide"]["reason"].value() == "Ипак"
    assert Membership.objects.get(pk=row.pk).state == MembershipState.NOT_SELECTED


def test_decision_needs_its_reason(coordinator):
    row = MembershipFactory(state=MembershipState.INTERESTED)
    typed = {"decision": "select", "reason": "", "seen": "interested"}

    response = coordinator.post(path("government_decide", row.cluster, row.pk), typed)

    assert list(response.context["steps"]["decide"].errors) == ["reason"]
    assert Membership.objects.get(pk=row.pk).state == MembershipState.INTERESTED


@pytest.mark.parametrize(
    ("name", "state", "typed", "expected"),
    [
        (
            "government_decide",
            "interested",
            {"decision": "select", "reason": "Да", "seen": "interested"},
            "selected",
        ),
        (
            "government_decide",
            "interested",
            {"decision": "refuse", "reason": "Не", "seen": "interested"},
            "not_selected",
        ),
        ("government_again", "declined", {"name": "Иво", "email": "i@primer.example"}, "invited"),
        ("government_leave", "selected", {"reason": "Одлазак"}, "left"),
        ("government_kind", "selected", {"kind": "pilot"}, "selected"),
    ],
)
def test_each_step_of_a_local_government(coordinator, name, state, typed, expected):
    row = MembershipFactory(state=state)

    response = coordinator.post(path(name, row.cluster, row.pk), typed)

    assert response.url == path("government", row.cluster, row.pk)
    assert Membership.objects.get(pk=row.pk).state == expected


@pytest.mark.parametrize("state", MembershipState)
def test_page_of_a_local_government_is_there_in_every_state(coordinator, state):
    row = MembershipFactory(state=state)

    assert coordinator.get(path("government", row.cluster, row.pk)).status_code == 200


def test_representative_is_invited_from_the_page_of_the_local_government(coordinator):
    row = MembershipFactory()
    address = path("member_invite", row.cluster)

    chosen = coordinator.get(f"{address}?obcina={row.pk}").context["form"]["membership"].value()
    response = coordinator.post(
        address, PERSON | {"role": MemberRole.REPRESENTATIVE, "membership": row.pk}
    )

    assert chosen == str(row.pk)
    assert response.url == path("people", row.cluster)
    assert Member.objects.get().membership == row


def test_third_representative_is_a_conflict_told_in_words_and_loses_nothing_typed(coordinator):
    row = MembershipFactory()
    MemberFactory.create_batch(2, membership=row)
    typed = PERSON | {"role": MemberRole.REPRESENTATIVE, "membership": row.pk}

    response = coordinator.post(path("member_invite", row.cluster), typed)

    assert response.status_code == 409
    assert response.context["error"].code == "no_seat"
    assert response.context["form"]["name"].value() == "Нова Особа"
    assert Member.objects.count() == 2


def test_fifteenth_participant_is_a_conflict_told_in_words(coordinator):
    cluster = ClusterFactory()
    for _number in range(MOST_PARTICIPANTS // 2):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))
    eighth = MembershipFactory(cluster=cluster)
    typed = PERSON | {"role": MemberRole.REPRESENTATIVE, "membership": eighth.pk}

    response = coordinator.post(path("member_invite", cluster), typed)

    assert (response.status_code, response.context["error"].code) == (409, "no_place")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": "representative"}, "membership"),
        ({"role": "coordinator"}, "role"),
        ({"role": "practitioner", "name": ""}, "name"),
        ({"role": "practitioner", "email": "ana@"}, "email"),
    ],
)
def test_inviting_badly_names_the_field(coordinator, typed, field):
    response = coordinator.post(path("member_invite", ClusterFactory()), PERSON | typed)

    assert list(response.context["form"].errors) == [field]
    assert not Member.objects.exists()


def test_representative_of_a_foreign_local_government_cannot_be_chosen(coordinator):
    typed = PERSON | {"role": "representative", "membership": MembershipFactory().pk}

    response = coordinator.post(path("member_invite", ClusterFactory()), typed)

    assert list(response.context["form"].errors) == ["membership"]


def test_coordinator_adds_themself(coordinator):
    cluster = ClusterFactory()

    coordinator.post(path("member_join", cluster), PERSON)
    again = coordinator.post(path("member_join", cluster), PERSON)

    assert Member.objects.get().role == MemberRole.COORDINATOR
    assert again.context["error"].code == "in_already"


def test_replacing_leads_to_the_successor_and_shows_the_chain(coordinator):
    member = MemberFactory()
    typed = PERSON | {"reason": "Пензија"}

    response = coordinator.post(path("member_replace", member.cluster, member.pk), typed)

    new = Member.objects.get(replaces=member)
    page = coordinator.get(response.url)
    assert response.url == path("member", member.cluster, new.pk)
    assert page.context["chain"] == [member, new]


@pytest.mark.parametrize(
    ("name", "state", "typed", "expected"),
    [
        ("member_end", "accepted", {"reason": "Одлазак"}, "ended"),
        ("member_end", "invited", {"reason": "Грешка"}, "ended"),
        ("member_again", "invited", {"name": "Ана", "email": "nova@primer.example"}, "invited"),
        ("member_again", "accepted", {"name": "Ана", "email": "nova@primer.example"}, "accepted"),
        ("member_password", "accepted", {}, "accepted"),
    ],
)
def test_each_step_of_a_person(coordinator, name, state, typed, expected):
    member = MemberFactory(state=state)
    if state == "accepted":
        signed_up(member)

    response = coordinator.post(path(name, member.cluster, member.pk), typed)

    assert response.url == path("member", member.cluster, member.pk)
    assert Member.objects.get(pk=member.pk).state == expected


def test_ending_without_a_reason_names_the_field(coordinator):
    member = MemberFactory()

    response = coordinator.post(path("member_end", member.cluster, member.pk), {"reason": " "})

    assert list(response.context["steps"]["end"].errors) == ["reason"]
    assert Member.objects.get(pk=member.pk).state == MemberState.ACCEPTED


@pytest.mark.parametrize("state", MemberState)
def test_page_of_a_person_is_there_in_every_state(coordinator, state):
    member = MemberFactory(state=state)

    assert coordinator.get(path("member", member.cluster, member.pk)).status_code == 200


@pytest.mark.req("X4")
def test_page_of_somebody_erased_says_so(coordinator):
    member = MemberFactory(state=MemberState.ENDED, name="")

    response = coordinator.get(path("member", member.cluster, member.pk))

    with translation.override("sl"):  # the admin's language
        assert response.context["title"] == translation.gettext("erased")


@pytest.mark.parametrize("name", ["governments", "people"])
def test_lists_ask_as_often_for_thirty_rows_as_for_one(coordinator, name):
    cluster = ClusterFactory()
    MemberFactory(membership__cluster=cluster)
    coordinator.get(path(name, cluster))
    with CaptureQueriesContext(connection) as one:
        coordinator.get(path(name, cluster))
    for _number in range(6):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))
    HelperFactory.create_batch(20, cluster=cluster)

    with CaptureQueriesContext(connection) as many:
        coordinator.get(path(name, cluster))

    assert len(many) == len(one)


def test_local_governments_are_kept_as_facts(coordinator):
    typed = {"name_sr": "Општина Примјер", "slug": "primjer", "kind": "municipality"}

    response = coordinator.post(reverse("cluster_governments:add"), typed)

    assert response.status_code == 302
    assert LocalGovernment.objects.get().slug == "primjer"


def test_nobody_gets_an_account_before_they_accept(coordinator):
    before = User.objects.count()

    coordinator.post(path("member_invite", ClusterFactory()), PERSON | {"role": "practitioner"})

    assert User.objects.count() == before
