"""What somebody in a cluster opens first, and that nobody else does (X2)."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import translation

from learning_cluster.enums import EventState, MemberRole, SessionState, StepState
from learning_cluster.inside_pages import PAGES, links
from learning_cluster.matters import sections
from learning_cluster.models import NextStep, Question
from learning_cluster.views.door import Insider
from tests.factories.accounts import UserFactory
from tests.factories.learning_cluster import (
    AT,
    EventFactory,
    HelperFactory,
    MemberFactory,
    PhaseFactory,
    SessionFactory,
    signed_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]

ROLES = [role for role in MemberRole if role != MemberRole.COORDINATOR]  # who works in the admin


def insider(member, *, is_resource_person=False):
    return Insider(member.cluster, signed_up(member), member, False, is_resource_person, AT)


def lines_of(who, page):
    """Return the lines of one section: every representative is told of a concept to begin."""
    with translation.override("sr"):
        return [line for one in sections(who) if one.page == page for line in one.lines]


def home(cluster):
    return reverse("cluster_home", args=[cluster.slug])


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", ROLES)
def test_home_opens_for_the_clusters_own_people_alone(client, role):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    member, stranger = make(role=role), make(role=role)
    client.force_login(signed_up(member))
    signed_up(stranger)

    own, foreign = client.get(home(member.cluster)), client.get(home(stranger.cluster))

    assert (own.status_code, foreign.status_code) == (200, 404)


@pytest.mark.req("X2")
def test_home_leads_strangers_to_the_sign_in(client):
    response = client.get(home(MemberFactory().cluster))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_my_clusters_lists_only_ones_own(client):
    member = MemberFactory()
    other = MemberFactory()
    client.force_login(signed_up(member))

    response = client.get(reverse("my_clusters"))

    assert [cluster for cluster, _place in response.context["clusters"]] == [member.cluster]
    assert other.cluster.name not in response.content.decode()


def test_my_clusters_says_when_there_is_none(client):
    client.force_login(UserFactory())

    response = client.get(reverse("my_clusters"))

    assert response.status_code == 200
    assert response.context["clusters"] == []


def matters(member):
    """Return the lines of what matters today, but that one's concept is not begun."""
    found = [one for one in sections(insider(member)) if one.page != "cluster_concepts"]
    return [line for section in found for line in section.lines]


def test_matters_are_ones_own_steps_and_not_a_colleagues():
    member, colleague = MemberFactory(), None
    colleague = MemberFactory(membership=member.membership)
    for owner, text in ((member, "моје"), (colleague, "њено"), (None, "општине")):
        NextStep.objects.create(
            cluster=member.cluster,
            owner=owner,
            membership=member.membership,
            text=text,
            created_at=AT,
        )
    NextStep.objects.create(
        cluster=member.cluster, owner=member, text="готово", state=StepState.DONE, created_at=AT
    )

    lines = lines_of(insider(member), "cluster_events")

    assert [line.text for line in lines] == ["моје", "општине"]


def test_matters_are_sessions_of_ones_own_local_government():
    member, other = MemberFactory(), MemberFactory()
    for one in (member, other):
        session = SessionFactory(resource_person=HelperFactory(cluster=member.cluster))
        session.session_members.create(membership=one.membership)

    lines = lines_of(insider(member), "cluster_mentoring")

    assert [line.text for line in lines] == [member.membership.government.name_sr]
    assert lines[0].link == "https://video.example/sastanak"


def test_matters_of_the_resource_person_are_ones_own_sessions_without_a_summary():
    guide = HelperFactory()
    colleague = HelperFactory(cluster=guide.cluster)
    over = DateTimeTZRange(AT - timedelta(hours=2), AT - timedelta(hours=1))
    before = DateTimeTZRange(AT - timedelta(hours=4), AT - timedelta(hours=3))
    session = SessionFactory(resource_person=guide, period=over)
    SessionFactory(resource_person=guide, period=before, state=SessionState.HELD)
    SessionFactory(resource_person=colleague, period=over)
    who = insider(guide, is_resource_person=True)

    lines = lines_of(who, "cluster_mentoring")

    with translation.override("sr"):
        log = reverse("cluster_log", args=[guide.cluster.slug, session.uid])
    assert [line.link for line in lines] == [log]


def test_matters_lead_from_a_step_to_the_event_it_was_agreed_at():
    member = MemberFactory()
    event = EventFactory(cluster=member.cluster, state=EventState.HELD)
    NextStep.objects.create(
        cluster=member.cluster, event=event, owner=member, text="корак", created_at=AT
    )

    lines = lines_of(insider(member), "cluster_events")

    assert [(line.text, line.link) for line in lines] == [
        ("корак", f"/sr/grozd/{member.cluster.slug}/dogodki/{event.pk}/")
    ]


def test_matters_of_a_foreign_cluster_are_nobodys():
    member = MemberFactory()
    EventFactory()
    foreign = MemberFactory()
    NextStep.objects.create(cluster=foreign.cluster, owner=foreign, text="туђе", created_at=AT)
    Question.objects.create(
        cluster=foreign.cluster, text="туђе", asked_at=AT, is_published=True, kind="question"
    )

    assert [one.page for one in sections(insider(member))] == ["cluster_concepts"]


def test_matters_overlapping_phases_are_both_told(client):
    from django.utils import timezone

    member = MemberFactory()
    today = timezone.localdate()
    for order in (1, 2):
        PhaseFactory(cluster=member.cluster, order=order, starts_on=today, ends_on=today)
    client.force_login(signed_up(member))

    response = client.get(home(member.cluster))

    assert [phase.order for phase in response.context["phases"]] == [1, 2]


def test_navigation_offers_what_is_of_use_to_whom():
    reviewer = HelperFactory(role=MemberRole.REVIEWER)
    names = {page.name for page in PAGES if page.is_for(insider(reviewer))}

    assert "cluster_days" not in names
    assert "cluster_mentoring" not in names
    assert "cluster_deliverables" in names


def test_navigation_marks_where_one_is():
    who = insider(MemberFactory())

    here = [link.url for link in links(who, home(who.cluster)) if link.is_current]

    assert here == [home(who.cluster)]
