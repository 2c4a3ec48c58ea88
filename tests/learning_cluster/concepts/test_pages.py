"""Pages of concepts: the list, one, its versions compared, in both scripts (L11)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from learning_cluster.actions.concepts import start
from learning_cluster.enums import ConceptStage, ImplementationState
from learning_cluster.models import Concept, Implementation
from learning_cluster.plan_text import PLAN
from tests.factories.accounts import staff
from tests.factories.learning_cluster import AT, MembershipFactory
from tests.factories.learning_concepts import ConceptFactory, FeedbackFactory, VersionFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, inside, path, scene, signed

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]


def text_of(response):
    return " ".join(response.content.decode().split())


def second(of, **texts):
    return VersionFactory(author=of.bojan, texts=FIRST | texts, saved_at=AT + timedelta(hours=1))


def test_list_puts_ones_own_first_and_then_the_funded(client):
    of = scene()
    cluster = of.cluster
    names = [("Општина Б", False), ("Општина В", True), ("Општина А", False)]
    for name, is_funded in names:
        membership = MembershipFactory(
            cluster=cluster, is_funded=is_funded, government__name_sr=name
        )
        ConceptFactory(membership=membership, is_open_to_peers=True)

    page = signed(client, of.ana).get(inside("concepts", of))

    assert page.context["own"] == of.concept
    others = [one.membership.government.name_sr for one in page.context["others"]]
    assert others == ["Општина В", "Општина А", "Општина Б"]
    assert page.context["own"].number == 1


def test_list_is_empty_with_a_word_for_whoever_sees_none(client):
    of = scene()

    page = signed(client, of.reviewer).get(inside("concepts", of, language="en"))

    assert "No concepts to read yet" in text_of(page)


def test_concept_is_begun_from_the_list_and_opens_in_the_form(client):
    of = scene()
    signed(client, of.vera)

    answers = [client.post(inside("concept_start", of)) for _time in range(2)]

    concept = Concept.objects.get(membership=of.vera.membership)
    edit = reverse("cluster_concept_edit", args=[of.cluster.slug, concept.document.uid])
    assert {answer["Location"] for answer in answers} == {edit}


@pytest.mark.parametrize(
    ("language", "text"),
    [("sr", "Дневни центар."), ("sr-latn", "Dnevni centar."), ("sl", "Dnevni centar.")],
)
def test_concept_is_read_in_both_scripts(client, language, text):
    of = scene()

    page = signed(client, of.ana).get(path("concept", of, language=language))

    assert f"<p>{text}</p>" in text_of(page)


@pytest.mark.parametrize(("language", "marked"), [("sl", 1), ("sr", 0), ("sr-latn", 0)])
def test_text_in_another_language_than_the_page_says_so(client, language, marked):
    of = scene()

    page = signed(client, of.ana).get(path("concept", of, language=language))

    assert text_of(page).count('<div class="okence-prose" lang="sr-Latn">') == 2 * marked


def test_feedback_stands_under_the_section_of_the_current_version(client):
    of = scene()
    old = FeedbackFactory(version=of.first, author=of.guide, section="usluga")
    now = second(of, usluga="Мобилни тим.")
    new = FeedbackFactory(version=now, author=of.guide, section="usluga")
    whole = FeedbackFactory(version=now, author=of.guide)

    page = signed(client, of.ana).get(path("concept", of))

    said = {section.slug: rows for section, rows in page.context["sections"]}
    assert said == {"potrebe": [], "usluga": [new], "rizici": []}
    assert (page.context["whole"], page.context["earlier"]) == ([whole], [old])


def test_section_the_template_has_no_longer_is_still_read(client):
    of = scene()
    second(of, nekada="Стари текст.")

    page = signed(client, of.ana).get(path("concept", of))

    assert [one.slug for one, _said in page.context["sections"]][-1] == "nekada"


def test_earlier_version_is_read_as_it_was(client):
    of = scene()
    second(of, usluga="Мобилни тим.")
    signed(client, of.ana)

    page = client.get(path("concept_version", of, 1))

    assert "Dnevni centar." in text_of(page)
    assert "Mobilni tim." not in text_of(page)
    assert page.context["is_current"] is False
    assert client.get(path("concept_version", of, 3)).status_code == 404


def test_compare_marks_what_was_removed_and_added_by_elements_and_words(client):
    of = scene()
    second(of, usluga="Дневни боравак.")

    text = text_of(signed(client, of.ana).get(path("concept_compare", of, language="en")))

    assert (
        'Dnevni <del><span class="govuk-visually-hidden">[removed: </span>centar.'
        '<span class="govuk-visually-hidden">]</span></del>'
    ) in text
    assert (
        'Dnevni <ins><span class="govuk-visually-hidden">[added: </span>boravak.'
        '<span class="govuk-visually-hidden">]</span></ins>'
    ) in text
    assert "1 section has changed." in text


def test_compare_is_written_in_the_readers_script(client):
    of = scene()
    second(of, usluga="Dnevni boravak.")

    text = text_of(signed(client, of.ana).get(path("concept_compare", of, language="sr-latn")))

    assert "Dnevni <del>" in text  # the same word in two scripts is no change


def test_compare_shows_the_action_plan_of_versions_that_have_it(client):
    of = scene()
    for plan in ("Опремити", "Опремити\nЗапослити"):
        second(of, **{PLAN: plan})
    signed(client, of.ana)

    both = client.get(path("concept_compare", of), {"stara": 2, "nova": 3})
    without = client.get(path("concept_compare", of), {"stara": 1, "nova": 3})

    assert [one.is_changed for one in both.context["sections"]] == [False, False, False, True]
    assert len(without.context["sections"]) == 3


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, (2, 3)),
        ({"stara": "3", "nova": "1"}, (1, 3)),
        ({"stara": "1", "nova": "2"}, (1, 2)),
        ({"nova": "2"}, (1, 2)),
        ({"nova": "1"}, (1, 2)),
        ({"stara": "x", "nova": "99"}, (2, 3)),
        ({"stara": "2", "nova": "2"}, (2, 2)),
    ],
)
def test_compare_shows_the_versions_asked_for(client, asked, shown):
    of = scene()
    second(of, usluga="Друго.")
    second(of, usluga="Треће.")

    page = signed(client, of.ana).get(path("concept_compare", of), asked)

    assert (page.context["older"].number, page.context["newer"].number) == shown


def test_compare_of_a_single_version_leads_back(client):
    of = scene()

    answer = signed(client, of.ana).get(path("concept_compare", of))

    assert answer["Location"] == path("concept", of)


def test_what_is_written_cannot_bring_markup(client):
    of = scene()
    second(of, usluga="<script>alert(1)</script>")
    signed(client, of.ana)

    for name in ("concept", "concept_compare", "concept_edit"):
        assert "<script>alert(1)" not in text_of(client.get(path(name, of)))


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def more(of, number):
    for _one in range(number):
        concept = start(MembershipFactory(cluster=of.cluster), by=BY, at=AT)
        facts = {"state": ImplementationState.PREPARED, "changed_at": AT}
        row = Implementation.objects.create(
            membership=concept.membership, service="Центар", **facts
        )
        row.notes.create(progress=1, state=row.state, noted_at=AT)


@pytest.mark.parametrize("name", ["concepts", "implementation"])
def test_list_asks_the_same_for_one_and_thirty(client, name):
    of = scene()
    more(of, 1)
    signed(client, of.guide)
    one = queries(client, inside(name, of))

    more(of, 29)

    assert queries(client, inside(name, of)) == one


def test_concept_asks_the_same_for_one_and_thirty_feedbacks(client):
    of = scene()
    FeedbackFactory(version=of.first, author=of.guide)
    signed(client, of.ana)
    one = queries(client, path("concept", of))

    for _number in range(29):
        FeedbackFactory(version=of.first, author=of.guide)

    assert queries(client, path("concept", of)) == one


def test_board_asks_the_same_for_one_and_thirty(client):
    of = scene()
    more(of, 1)
    staff(client, Role.CLUSTER_COORDINATOR, scope=of.cluster)
    board = reverse("learning_cluster:concepts", args=[of.cluster.slug])
    one = queries(client, board)

    more(of, 29)

    assert queries(client, board) == one


def test_board_says_for_whom_each_concept_waits(client):
    of = scene()
    staff(client, Role.CLUSTER_COORDINATOR, scope=of.cluster)
    board = reverse("learning_cluster:concepts", args=[of.cluster.slug])
    waits = []

    for stage in ConceptStage:
        Concept.objects.update(stage=stage)
        lines = client.get(board).context["lines"]
        waits += [line.waits_for for line in lines if line.membership == of.own]
    Concept.objects.update(plan_title="Стратегија")
    lines = client.get(board).context["lines"]
    waits += [line.waits_for for line in lines if line.membership == of.own]
    Concept.objects.update(decision_number="01-1/26")
    lines = client.get(board).context["lines"]
    waits += [line.waits_for for line in lines if line.membership == of.own]

    assert len(set(waits)) == 7
    assert waits[-1] == ""
    assert [line.concept for line in lines if line.membership != of.own] == [None]


def test_board_opens_a_final_concept_again(client):
    of = scene()
    Concept.objects.update(stage=ConceptStage.FINAL)
    staff(client, Role.CLUSTER_COORDINATOR, scope=of.cluster)
    args = [of.cluster.slug, of.concept.document.uid]

    answer = client.post(reverse("learning_cluster:concept_reopen", args=args))

    assert answer["Location"] == reverse("learning_cluster:concepts", args=args[:1])
    assert of.fresh().stage == ConceptStage.CONSULTATION
