"""Pages of the programme in the tree of the demonstration."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from accounts.roles import Role
from cms_pages.demo_programme import make_programme_pages
from cms_pages.models import (
    ChallengeIndexPage,
    ChallengePage,
    CommunityPage,
    GoodPracticeIndexPage,
    GoodPracticePage,
    ProgrammePage,
    ProjectGroupPage,
)
from languages.offered import offered
from messaging.models import Message
from privacy.models import AuditEntry
from programme.demo import load_programme
from programme.models import Challenge, Goal, GoodPractice
from tests.factories.accounts import staff
from tests.factories.programme import ChallengeFactory, GoodPracticeFactory

pytestmark = pytest.mark.django_db

OURS = (
    ProgrammePage,
    ProjectGroupPage,
    ChallengeIndexPage,
    ChallengePage,
    GoodPracticeIndexPage,
    GoodPracticePage,
    CommunityPage,
)

LANGUAGES = offered()


@pytest.fixture(scope="module")
def programme_planted(planted, django_db_blocker):
    """Plant the programme below the tree of the module; all is gone after the module."""
    at = timezone.now()
    with django_db_blocker.unblock():
        load_programme(at=at)
        return make_programme_pages(at=at)


@pytest.fixture
def tree(programme_planted, db):
    return programme_planted


def of(model, language="sl", **wanted):
    return model.objects.get(locale__language_code=language, **wanted)


def text(client, page, **query):
    """Return what a page says, its numbers and spaces as a reader sees them."""
    response = client.get(page.url, query)
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\xa0", " ").split())


@pytest.mark.req("M1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(client, tree, language):
    pages = Page.objects.filter(locale__language_code=language).specific()
    ours = [page for page in pages if isinstance(page, OURS)]

    assert {type(page) for page in ours} == set(OURS)
    assert {client.get(page.url).status_code for page in ours} == {200}
    with translation.override(language):
        assert reverse("programme") == of(ProgrammePage, language).url


def test_demonstration_again_makes_nothing_and_keeps_edits(tree):
    Challenge.objects.all().update(title="Drugače")

    again = load_programme(at=timezone.now()), make_programme_pages(at=timezone.now())

    assert again[1] == {"programme_pages": 0}
    assert set(Challenge.objects.values_list("title", flat=True)) == {"Drugače"}
    assert Message.objects.count() == 0


@pytest.mark.req("P1")
def test_goals_are_kept_once_and_shown_wherever_needed(client, tree):
    goal = Goal.objects.filter(project__isnull=False).first()
    Goal.objects.filter(pk=goal.pk).update(text_sl="Povsem nov cilj")

    pages = [text(client, of(model)) for model in (ProgrammePage, ProjectGroupPage)]

    assert ["Povsem nov cilj" in page for page in pages] == [True, True]


@pytest.mark.req("P2")
def test_indicator_shows_people_and_participations_apart_with_the_day(client, tree):
    page = client.get(of(ProgrammePage).url)

    count = page.context["count"]
    assert (count.people, count.participations) == (538, 731)
    assert (count.read_on.isoformat(), page.context["operation"].target_people) == (
        "2026-09-30",
        1200,
    )
    assert "1.200" in text(client, of(ProgrammePage))
    assert "30. 9. 2026" in text(client, of(ProgrammePage))


@pytest.mark.req("P3")
def test_funding_and_emblem_are_shown(client, tree):
    response = client.get(of(ProgrammePage).url)

    said = text(client, of(ProgrammePage))
    assert [sum_ in said for sum_ in ("1.000.000 EUR", "800.000 EUR", "200.000 EUR")] == [True] * 3
    assert "eu-emblem.svg" in response.content.decode()


@pytest.mark.req("P1")
def test_group_page_offers_the_think_tank_in_its_two_fields(client, tree):
    page = client.get(of(ProjectGroupPage).url)

    assert len(page.context["support_fields"]) == 2
    assert len(page.context["tasks"]) == 2
    with translation.override("sl"):
        assert reverse("programme_support") in page.content.decode()


@pytest.mark.req("P5")
def test_library_filters_by_field_country_method_and_year(client, tree):
    index = of(GoodPracticeIndexPage)

    def found(**query):
        return {page.slug for page in client.get(index.url, query).context["page_obj"]}

    every = set(GoodPractice.objects.values_list("slug", flat=True))
    assert found() == every
    assert found(podrocje="labs") == {"mindlab", "labx"}
    assert found(drzava="pt") == {"labx"}
    assert found(metoda="prototyping", leto="2014") == {"policy-lab"}
    assert found(podrocje="labs", drzava="ee") == set()
    assert found(podrocje="nič takega", leto="xx", page="-3") == every


@pytest.mark.req("P5")
def test_count_beside_a_choice_is_what_it_would_leave(client, tree):
    index = of(GoodPracticeIndexPage)
    filters = client.get(index.url, {"podrocje": "labs"}).context["filters"]

    for one in filters:
        for choice in one["choices"]:
            query = {"podrocje": "labs", one["name"]: choice["key"]}
            assert client.get(index.url, query).context["total"] == choice["count"]


@pytest.mark.req("P5")
def test_library_asks_the_same_for_one_and_thirty(client, tree):
    index = of(GoodPracticeIndexPage)
    GoodPracticePage.objects.child_of(index).exclude(slug="labx").delete()
    client.get(index.url)
    with CaptureQueriesContext(connection) as one:
        client.get(index.url)
    for number in range(29):
        add_practice(index, f"praksa-{number}")

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(index.url)

    assert page.context["total"] == 30
    assert len(thirty) == len(one)


def add_practice(index, slug):
    index.refresh_from_db()
    page = GoodPracticePage(practice=GoodPracticeFactory(slug=slug), locale=index.locale)
    page.take_name()
    index.add_child(instance=page)


@pytest.mark.req("P4")
def test_cases_ask_the_same_for_one_and_thirty(client, tree):
    index = of(ChallengeIndexPage)
    client.get(index.url)
    with CaptureQueriesContext(connection) as one:
        client.get(index.url)
    for number in range(19):  # with the first one a full page
        index.refresh_from_db()
        add_case(index, f"primer-{number}", state="published", described=True)

    with CaptureQueriesContext(connection) as twenty:
        page = client.get(index.url)

    assert len(page.context["page_obj"]) == 20
    assert len(twenty) == len(one)


def add_case(index, slug, *, live=True, **facts):
    page = ChallengePage(
        title="Primer",
        slug=slug,
        challenge=ChallengeFactory(**facts),
        locale=Locale.objects.get(language_code="sl"),
        live=live,
    )
    return index.add_child(instance=page)


@pytest.mark.req("P4")
def test_case_that_goes_live_publishes_its_challenge_and_tells_the_authority(tree):
    page = add_case(of(ChallengeIndexPage), "primer", live=False, state="tested", described=True)

    page.save_revision().publish()
    page.save_revision().publish()

    page.challenge.refresh_from_db()
    assert page.challenge.state == "published"
    assert [message.context["state"] for message in Message.objects.all()] == ["published"]
    assert AuditEntry.objects.filter(object_id=page.challenge.pk, verb="published").count() == 1


@pytest.mark.req("P4")
def test_challenge_without_a_tested_prototype_cannot_become_a_case(tree):
    page = add_case(of(ChallengeIndexPage), "primer", live=False, state="accepted")

    with pytest.raises(ValidationError) as error:
        page.full_clean()

    assert set(error.value.message_dict) == {"challenge"}


def test_case_whose_challenge_was_stopped_meanwhile_does_not_go_live(tree):
    page = add_case(of(ChallengeIndexPage), "primer", live=False, state="tested", described=True)
    revision = page.save_revision()
    Challenge.objects.filter(pk=page.challenge_id).update(state="stopped", reason="Ni časa")

    with pytest.raises(ValidationError):
        revision.publish()

    page.refresh_from_db()
    assert (page.live, page.challenge.state) == (False, "stopped")
    assert Message.objects.count() == 0


@pytest.mark.parametrize("model", [ChallengePage, GoodPracticePage, ProjectGroupPage])
def test_pages_stand_only_where_they_belong(tree, model):
    home = of(ProgrammePage).get_parent().specific

    assert not model.can_create_at(home)
    assert ProgrammePage.can_create_at(home)


@pytest.mark.req("M1")
def test_editor_opens_the_pages_in_the_admin(client, tree):
    staff(client, Role.EDITOR)

    codes = {
        client.get(reverse("wagtailadmin_pages:edit", args=[of(model).pk])).status_code
        for model in (ProgrammePage, ProjectGroupPage, ChallengePage)
    }

    assert codes == {200}
