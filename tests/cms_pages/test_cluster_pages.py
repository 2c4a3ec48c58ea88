"""Pages of the project and its clusters in the tree of the demonstration (L1, L2, L4)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms_pages.demo_learning_cluster import make_cluster_pages
from cms_pages.models import ArticlePage, ClusterPage, ProjectPage, SearchEntry
from cms_pages.search.find import find
from cms_pages.search.index import rebuild
from languages.offered import offered
from learning_cluster.actions.calls import publish_call
from learning_cluster.actions.event_announcing import announce
from learning_cluster.actions.planning import change_cluster
from learning_cluster.demo import PAST, RUNNING, load_project
from learning_cluster.enums import EventKind, EventState, MembershipKind, MembershipState
from learning_cluster.models import Cluster, Deliverable, Phase
from privacy.audit import SYSTEM
from tests.factories.learning_cluster import (
    CallFactory,
    CriterionFactory,
    EventFactory,
    LocalGovernmentFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L1")]

TOP = "ucni-grozdi"


@pytest.fixture(scope="module")
def clusters_planted(planted, django_db_blocker):
    """Plant project and clusters below the tree of the module; all is gone after the module."""
    at = timezone.now()
    with django_db_blocker.unblock():
        load_project(at=at)
        return make_cluster_pages(at=at)


@pytest.fixture
def tree(clusters_planted, db):
    return clusters_planted


def main(response) -> str:
    return response.content.decode().split("<main")[1].split("</main>")[0]


def words(response) -> str:
    text = re.sub(r"<[^>]+>", " ", main(response)).replace("\xa0", " ")
    return " ".join(text.split())


def cluster_page(client, slug=PAST, language="sl"):
    return client.get(f"/{language}/{TOP}/{slug}/")


@pytest.mark.req("M1")
@pytest.mark.parametrize("language", offered())
def test_every_page_opens_in_every_language(client, tree, language):
    pages = Page.objects.filter(locale__language_code=language).specific()
    ours = [page for page in pages if isinstance(page, ProjectPage | ClusterPage)]

    answers = [client.get(page.url) for page in ours]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert all(main(one).count("<h1") == 1 for one in answers)


def test_demonstration_again_makes_nothing(tree):
    again = load_project(at=timezone.now()), make_cluster_pages(at=timezone.now())

    assert set(again[0].values()) == {0}
    assert again[1] == {"cluster_pages": 0}


@pytest.mark.req("L4")
def test_one_cluster_of_the_demonstration_is_under_way_whenever_it_is_looked_at(tree):
    today = timezone.localdate()

    kinds = [
        phase.kind for phase in Phase.objects.filter(cluster__slug=RUNNING) if phase.is_on(today)
    ]

    assert kinds == ["conceptualisation"]


@pytest.mark.parametrize(
    ("language", "name", "elsewhere"),
    [("sl", "Kosovo", "Albanija"), ("sr", "Косово", "Албанија"), ("sr-latn", "Kosovo", "Albanija")],
)
def test_territory_stands_with_its_sign_and_footnote(client, tree, language, name, elsewhere):
    page = client.get(f"/{language}/{TOP}/")

    html = main(page)
    assert re.search(rf'<li>{name}<a class="okence-sign" href="#(opomba-\d+)">\*</a></li>', html)
    assert html.count('<p id="opomba-') == 1
    assert f"<li>{elsewhere}</li>" in html


def test_editors_words_carry_the_sign_too(client, tree):
    page = ArticlePage.objects.filter(locale__language_code="en").first()
    page.lead = "We answer questions from Kosovo."
    page.save()

    html = main(client.get(page.url))

    assert 'from Kosovo<a class="okence-sign"' in html
    assert html.count('<p id="opomba-') == 1


def test_project_names_goals_partners_and_courses(client, tree):
    text = words(client.get(f"/en/{TOP}/"))

    for part in (
        "Network of Associations of Local Authorities of South-East Europe",
        "German Federal Ministry for Economic Cooperation and Development",
        "answer better to migration",
        "LNOB social mapping",
        "North Macedonia",
    ):
        assert part in text


@pytest.mark.req("L2")
def test_pilots_of_the_region_are_never_added_to_those_of_a_cluster(client, tree):
    cluster = Cluster.objects.get(slug=PAST)
    pilot, more = [
        MembershipFactory(cluster=cluster, kind=kind, government__name_sl=name)
        for kind, name in ((MembershipKind.PILOT, "Prva"), (MembershipKind.ADDITIONAL, "Druga"))
    ]
    MembershipFactory(
        cluster=cluster,
        state=MembershipState.NOT_SELECTED,
        government=LocalGovernmentFactory(name_sl="Neizbrana"),
    )

    response = cluster_page(client)

    assert [rows for _label, rows in response.context["members"]] == [[pilot], [more]]
    assert "Neizbrana" not in words(response)


def test_people_and_deliverables_stay_inside(client, tree):
    cluster = Cluster.objects.get(slug=PAST)
    person = MemberFactory(membership=MembershipFactory(cluster=cluster))
    due = Deliverable.objects.filter(phase__cluster=cluster).first()
    secret = EventFactory(
        cluster=cluster, kind="meeting", is_public=False, name_sl="Zaprt sestanek"
    )

    text = words(cluster_page(client))

    assert [
        one for one in (person.name, person.email, due.name_sl, secret.name_sl) if one in text
    ] == []


def test_announced_event_is_shown_with_its_day(client, tree):
    cluster = Cluster.objects.get(slug=RUNNING)
    event = cluster.events.get(kind="exchange_1")
    shown = EventFactory.build(cluster=cluster)
    event.period, event.state = shown.period, EventState.ANNOUNCED
    event.announced_at = shown.announced_at
    event.save()

    response = cluster_page(client, RUNNING)

    assert list(response.context["events"]) == [event]


@pytest.mark.req("M2")
def test_town_of_an_event_is_in_the_readers_script(client, tree):
    EventFactory(cluster=Cluster.objects.get(slug=RUNNING), kind="meeting", town="Бања Лука")

    pages = [words(cluster_page(client, RUNNING, one)) for one in ("sl", "sr-latn", "sr")]

    assert [("Banja Luka" in one, "Бања Лука" in one) for one in pages] == [
        (True, False),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("facts", [{"is_public": False}, {"state": "draft"}])
def test_cluster_that_is_not_public_has_no_page(client, tree, facts):
    cluster = Cluster.objects.get(slug=PAST)

    change_cluster(cluster, facts=facts, seen=1, by=SYSTEM, at=timezone.now())

    assert cluster_page(client).status_code == 404
    assert PAST not in main(client.get(f"/sl/{TOP}/"))
    assert f"{PAST}/" not in client.get("/sitemap-1.xml").content.decode()
    assert not SearchEntry.objects.filter(
        page__in=ClusterPage.objects.filter(cluster=cluster)
    ).exists()


def test_cluster_is_found_and_renamed_everywhere(client, tree):
    rebuild()
    cluster = Cluster.objects.get(slug=PAST)
    pages = ClusterPage.objects.filter(cluster=cluster)
    found = SearchEntry.objects.filter(page__in=pages).count()

    change_cluster(cluster, facts={"name_sl": "Novo ime"}, seen=1, by=SYSTEM, at=timezone.now())

    assert found == len(offered())
    assert pages.get(locale__language_code="sl").title == "Novo ime"


@pytest.mark.req("U3", "L8", "L12")
@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("sr", "Сусрет у Теслићу"),
        ("sr-latn", "susret u Teslicu"),
        ("sl", "Srečanje v Tesliću"),
        ("sr", "позив за фасилитатора"),
        ("sr-latn", "poziv za fasilitatora"),
        ("sl", "razpis za vodjo"),
    ],
)
def test_announced_event_and_published_call_are_found_in_both_scripts(tree, language, question):
    rebuild()
    cluster, at = Cluster.objects.get(slug=RUNNING), timezone.now()
    hours = DateTimeTZRange(at + timedelta(days=9), at + timedelta(days=9, hours=6))
    event = EventFactory(
        cluster=cluster, kind=EventKind.MEETING, state=EventState.PLANNED, announced_at=None,
        period=hours, town="Теслић", name_sr="Сусрет у Теслићу", name_sl="Srečanje v Tesliću",
    )  # fmt: skip
    call = CallFactory(
        cluster=cluster, name_sr="Позив за фасилитатора", name_sl="Razpis za vodjo",
        published_at=None, deadline=at + timedelta(days=9),
    )  # fmt: skip
    CriterionFactory(call=call)
    before = pages_found(question, language)

    announce(event, seen=event.version, by=SYSTEM, at=at)
    publish_call(call, by=SYSTEM, at=at)

    assert before == []
    assert pages_found(question, language) == [cluster]


def pages_found(question, language):
    """Return the clusters whose names on their page hold every word of the question."""
    entries = find(question, language=language, at=timezone.now(), limit=9)
    return [one.page.specific.cluster for one in entries if is_cluster(one.page)]


def is_cluster(page) -> bool:
    return page is not None and isinstance(page.specific, ClusterPage)


def test_clusters_ask_as_often_for_one_as_for_thirty_phases(client, tree):
    cluster_page(client)
    with CaptureQueriesContext(connection) as few:
        cluster_page(client)
    cluster = Cluster.objects.get(slug=PAST)
    for number in range(20):
        PhaseFactory(cluster=cluster, order=50 + number)

    with CaptureQueriesContext(connection) as many:
        cluster_page(client)

    assert len(many) == len(few)
