"""Pages of trainings in the tree of the demonstration (T1–T4, T12, T13)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from cms_pages.demo_training import make_training_pages
from cms_pages.models import SearchEntry, StatementPage, TrainingIndexPage, TrainingPage
from cms_pages.search.index import rebuild
from languages.offered import offered
from languages.transliteration import to_latin
from privacy.actions import publish_notice
from privacy.enums import NoticeKind
from tests.factories.training import TrainingFactory, VariantFactory
from tests.training.announced import announced
from training.demo import load_trainings
from training.enums import Place
from training.findable import catalogue_changed
from training.models import Training, Variant

pytestmark = pytest.mark.django_db

BASIC, ADVANCED = "soustvarjanje-osnovna-raven", "soustvarjanje-napredna-raven"


@pytest.fixture(scope="module")
def trainings_planted(planted, django_db_blocker):
    """Plant the catalogue below the tree of the module; all is gone after the module."""
    at = timezone.now()
    with django_db_blocker.unblock():
        load_trainings(at=at)
        return make_training_pages(at=at)


@pytest.fixture
def tree(trainings_planted, db):
    return trainings_planted


def get(client, name, *args, language="sl", **query):
    with translation.override(language):
        response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def text(response):
    """Return what a page says, its spaces as a reader sees them."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\xa0", " ").split())


def listed(response):
    return [one.training.slug for _bundle, group in response.context["bundles"] for one in group]


@pytest.mark.req("M1")
@pytest.mark.parametrize("language", offered())
def test_every_page_opens_in_every_language(client, tree, language):
    kinds = (TrainingIndexPage, TrainingPage)
    pages = Page.objects.filter(locale__language_code=language).specific()
    ours = [page for page in pages if isinstance(page, kinds)]

    assert [type(page) for page in ours].count(TrainingPage) == 3
    assert {client.get(page.url).status_code for page in ours} == {200}
    assert text(get(client, "training_guidelines", language=language))


def test_demonstration_again_makes_nothing_and_keeps_edits(tree):
    Training.objects.filter(slug=BASIC).update(purpose_sl="Drugače")

    again = load_trainings(at=timezone.now()), make_training_pages(at=timezone.now())

    assert again[0] == {"bundles": 0, "trainings": 0, "variants": 0}
    assert again[1] == {"training_pages": 0}
    assert Training.objects.get(slug=BASIC).purpose_sl == "Drugače"


@pytest.mark.req("T1", "T3")
def test_demonstration_is_that_of_the_specification(tree):
    parts = {
        (variant.training.slug, variant.slug): [
            (part.day, part.mode, part.hours) for part in variant.segments.all()
        ]
        for variant in Variant.objects.filter(training__slug__in=[BASIC, ADVANCED])
    }

    assert parts == {
        (BASIC, "v-zivo"): [(1, "live", 5)],
        (BASIC, "na-daljavo"): [(1, "remote", 5)],
        (ADVANCED, "dva-dneva"): [(1, "live", 4), (2, "remote", 4)],
    }
    advanced = Training.objects.get(slug=ADVANCED)
    assert (advanced.trainers_needed, advanced.prerequisite.slug) == (2, BASIC)
    assert advanced.bundle.goals.count() == 4
    assert advanced.bundle.programme.ends_on is None


@pytest.mark.req("P2")
def test_third_training_alone_belongs_to_the_operation(tree):
    fed = Training.objects.exclude(bundle__programme__operation_slug="")

    assert [(one.code, one.bundle.programme.operation_slug) for one in fed] == [
        ("INO-1", "inovativen-si")
    ]


@pytest.mark.req("T1", "T13")
def test_catalogue_shows_measure_programme_bundle_and_who_pays(client, tree):
    page = get(client, "trainings")

    assert listed(page) == [BASIC, ADVANCED, "od-izziva-do-prototipa"]
    for bundle, _group in page.context["bundles"]:
        programme = bundle.programme
        needed = (programme.measure.name_sl, programme.name_sl, programme.statement_sl)
        assert [one for one in needed if one not in text(page)] == []
    assert page.content.decode().count("eu-emblem.svg") == 2


@pytest.mark.req("T16")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"raven": "advanced"}, [ADVANCED]),
        ({"metoda": "persone"}, [BASIC]),
        ({"nacin": "remote"}, [BASIC, ADVANCED]),
        ({"kraj": "elsewhere"}, [ADVANCED]),
        ({"raven": "advanced", "metoda": "persone"}, []),
    ],
)
def test_catalogue_is_narrowed_and_keeps_the_choice(client, tree, query, found):
    announced(variant=Variant.objects.get(slug="dva-dneva"), place=Place.ELSEWHERE)

    page = get(client, "trainings", **query)

    assert listed(page) == found
    assert {name: page.context["form"][name].value() for name in query} == query
    assert ("okence-empty" in page.content.decode()) is (not found)


def test_choice_nobody_offers_is_named(client, tree):
    page = get(client, "trainings", raven="highest")

    assert list(page.context["form"].errors) == ["raven"]
    assert len(listed(page)) == 3


@pytest.mark.req("T1", "T2", "T3", "T4", "T13")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_page_shows_every_field(client, tree, language):
    training = Training.objects.get(slug=ADVANCED)

    page = text(get(client, "training", ADVANCED, language=language))

    with translation.override(language):
        needed = [training.name, training.target_group, training.purpose, training.prior_text]
        needed += [training.prerequisite.name, training.bundle.name]
        for rows in (training.goals, training.contents):
            needed += [row.text for row in rows.all()]
        needed += [row.title for row in training.side_works.all()]
        for names in (training.methods, training.work_forms):
            needed += [row.name for row in names.all()]
        needed += [training.coordinator_name, training.coordinator_phone]
        programme = training.bundle.programme
        needed += [programme.statement, programme.name, programme.measure.name]
    assert [one for one in needed if one not in page] == []


@pytest.mark.req("T2", "T3")
def test_page_says_hours_and_prerequisite_in_words(client, tree):
    page = get(client, "training", ADVANCED, language="en")

    assert "4 pedagogical hours live (day 1) and 4 pedagogical hours remotely (day 2)" in text(page)
    assert "by the clock 6 h" in text(page)
    assert f'href="/en/usposabljanja/{BASIC}/"' in page.content.decode()


@pytest.mark.req("T16")
def test_page_shows_its_next_runs_and_their_places(client, tree):
    run = announced(variant=Variant.objects.get(slug="v-zivo", training__slug=BASIC), days=9)
    announced(variant=run.variant, days=-9)

    page = get(client, "training", BASIC)

    assert [one.run for one in page.context["runs"]] == [run]
    assert f"/sl/usposabljanja/izvedba/{run.pk}/" in page.content.decode()
    assert f"/sl/usposabljanja/narocilo/{BASIC}/" in page.content.decode()
    node = page.context["structured_data"]
    assert [one["url"].endswith(f"/izvedba/{run.pk}/") for one in node["hasCourseInstance"]] == [
        True
    ]


def test_training_without_a_page_has_one_all_the_same(client, tree):
    VariantFactory(training=TrainingFactory(slug="brez-strani", name_sl="Brez strani"))

    page = get(client, "training", "brez-strani")

    assert "Brez strani" in text(page)


def test_training_out_of_the_catalogue_has_no_page(client, tree):
    Training.objects.filter(slug=BASIC).update(is_published=False)
    catalogue_changed()

    assert client.get(f"/sl/usposabljanja/{BASIC}/").status_code == 404
    assert BASIC not in listed(get(client, "trainings"))
    assert BASIC not in client.get("/sitemap-1.xml").content.decode()
    assert not SearchEntry.objects.filter(page__in=TrainingPage.objects.filter(slug=BASIC)).exists()


@pytest.mark.parametrize(("is_published", "status"), [(True, 200), (False, 404)])
def test_training_out_of_the_catalogue_has_no_page_below_a_renamed_one(
    client, tree, is_published, status
):
    index = TrainingIndexPage.objects.get(locale__language_code="sl")
    index.slug = "izobrazevanja"
    index.save()
    Training.objects.filter(slug=BASIC).update(is_published=is_published)
    catalogue_changed()

    response = client.get(f"/sl/izobrazevanja/{BASIC}/")

    assert response.status_code == status


def test_catalogue_opens_without_any_page(client, tree):
    Page.objects.filter(slug="usposabljanja").update(live=False)
    TrainingPage.objects.update(live=False)

    assert len(listed(get(client, "trainings"))) == 3
    assert text(get(client, "training", BASIC))
    assert client.get("/sl/usposabljanja/none-such/").status_code == 404


@pytest.mark.req("T12")
@pytest.mark.parametrize("language", ["sl", "sr", "en"])
def test_guidelines_in_force_are_shown_with_their_version(client, tree, language):
    texts = {code: f"Smernice {code}" for code in ("sl", "sr", "en")}
    publish_notice(NoticeKind.GUIDELINES, "training", texts, at=timezone.now())

    page = get(client, "training_guidelines", language=language)

    assert page.context["notice"].version == 2
    assert texts[language] in text(page)
    assert StatementPage.objects.filter(kind="guidelines").count() == 4


@pytest.mark.req("T12")
def test_guidelines_have_an_address_before_there_is_a_page(client, tree):
    Page.objects.filter(slug="didakticne-smernice").update(live=False)

    assert get(client, "training_guidelines").context["notice"].version == 1


@pytest.mark.req("U3")
@pytest.mark.parametrize(
    ("language", "question"),
    [("sl", "soustvarjanje"), ("sl", "persone"), ("sr", "прототипа"), ("en", "co-creation")],
)
def test_trainings_are_found(client, tree, language, question):
    rebuild()

    page = get(client, "search", language=language, q=question)

    with translation.override(language):
        wanted = [one.get_absolute_url() for one in Training.objects.all()]
    assert [url for url in wanted if f'href="{url}"' in page.content.decode()] != []


@pytest.mark.req("U3")
def test_new_name_is_on_the_pages_and_in_the_search_at_once(client, tree):
    Training.objects.filter(slug=BASIC).update(name_sl="Zlatorog", name_sr="Златорог")
    catalogue_changed()

    titles = dict(
        TrainingPage.objects.filter(slug=BASIC).values_list("locale__language_code", "title")
    )
    page = get(client, "search", q="zlatorog")

    assert (titles["sl"], titles["sr-latn"]) == ("Zlatorog", to_latin("Златорог"))
    assert f'href="/sl/usposabljanja/{BASIC}/"' in page.content.decode()


@pytest.mark.parametrize("name", ["trainings", "training"])
def test_thirty_runs_cost_what_one_costs(client, tree, name):
    variant = Variant.objects.get(slug="v-zivo", training__slug=BASIC)
    announced(variant=variant, days=1)
    args = [BASIC] if name == "training" else []
    get(client, name, *args)
    counts = []
    for number in (0, 29):
        for extra in range(number):
            announced(variant=variant, days=2 + extra)
        with CaptureQueriesContext(connection) as captured:
            get(client, name, *args)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_thirty_trainings_cost_what_three_cost(client, tree):
    get(client, "trainings")
    counts = []
    for number in (0, 27):
        for _extra in range(number):
            VariantFactory(training=TrainingFactory(bundle=Training.objects.first().bundle))
        with CaptureQueriesContext(connection) as captured:
            get(client, "trainings")
        counts.append(len(captured))

    assert counts[0] == counts[1]
