"""The catalogue in the admin: who may, sums told in words, nothing typed is lost (T1–T4, X2)."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.roles import STAFF_ROLES, Role
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.training import (
    AdvancedFactory,
    BundleFactory,
    MeasureFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.announced import announced
from training.enums import Mode
from training.models import BundleGoal, Training, TrainingGoal
from training.staff.catalogue import VIEWSETS
from training.staff.forms.variants import MOST_DAYS

pytestmark = pytest.mark.django_db


def typed(client, path):
    """Return what the form of `path` would send as it stands, its rows too."""
    form = client.get(path).context["form"]
    rows = []
    for rows_of in (getattr(form, name, None) for name in ("variants", "side_works")):
        if rows_of is not None:
            rows += [rows_of.management_form, *rows_of]
    return {
        field.html_name: field.value()
        for part in (form, *rows)
        for field in part
        if field.value() is not None and field.value() is not False
    }


def edit(training):
    return reverse("training_trainings:edit", args=[training.pk])


@pytest.fixture
def basic():
    """Return the training of the specification: five hours live or five remotely."""
    training = TrainingFactory(slug="osnovna")
    VariantFactory(training=training, slug="v-zivo", parts=[(Mode.LIVE, 5)], order=1)
    VariantFactory(training=training, slug="na-daljavo", parts=[(Mode.REMOTE, 5)], order=2)
    return training


@pytest.fixture
def coordinator(client):
    staff(client, Role.TRAINING_COORDINATOR)
    return client


def parts(training):
    return [
        (variant.slug, [(part.mode, part.hours) for part in variant.segments.all()])
        for variant in training.variants.all()
    ]


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("viewset", VIEWSETS, ids=lambda viewset: viewset.name)
def test_facts_are_there_for_those_who_edit_them(client, viewset, role):
    staff(client, role)

    codes = {
        client.get(reverse(f"{viewset.name}:{view}")).status_code
        for view in ("index", "index_results", "add")
    }

    allowed = {Role.TRAINING_COORDINATOR, Role.EDITOR, Role.PORTAL_ADMINISTRATOR}
    assert codes == ({200} if role in allowed else {404})


@pytest.mark.req("X2")
def test_row_is_hidden_from_others_and_never_deleted(client, basic):
    paths = [
        reverse(f"training_trainings:{view}", args=[basic.pk])
        for view in ("edit", "delete", "history", "usage")
    ]
    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())
    without_role = {client.get(path).status_code for path in paths}
    staff(client, Role.CLERK)
    foreign = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths}

    staff(client, Role.TRAINING_COORDINATOR)
    client.post(reverse("training_trainings:delete", args=[basic.pk]))

    assert (anonymous, without_role) == ({"/prijava/login/"}, {403})
    assert (foreign, writes) == ({404}, {404})
    assert Training.objects.filter(pk=basic.pk).exists()


def test_menu_leads_to_the_catalogue(coordinator):
    home = coordinator.get(reverse("wagtailadmin_home")).content.decode()

    assert [reverse(f"{one.name}:index") in home for one in VIEWSETS] == [True] * len(VIEWSETS)


@pytest.mark.req("T3", "X3")
def test_hours_and_parts_are_changed_together(coordinator, basic):
    data = typed(coordinator, edit(basic)) | {"hours": "6"}
    data |= {"variants-0-hours_1": "6", "variants-1-hours_1": "4"}
    data |= {"variants-1-mode_2": "live", "variants-1-hours_2": "2"}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 302, response.context["form"].variants.errors
    basic.refresh_from_db()
    assert basic.hours == 6
    assert parts(basic) == [
        ("v-zivo", [("live", 6)]),
        ("na-daljavo", [("remote", 4), ("live", 2)]),
    ]
    assert set(AuditEntry.objects.get(verb="edited").changed_fields) == {"hours", "variants"}


@pytest.mark.req("T3")
@pytest.mark.parametrize(
    ("changed", "row"),
    [
        ({"hours": "6"}, 0),
        ({"variants-1-hours_1": "4"}, 1),
        ({"variants-1-mode_2": "live", "variants-1-hours_2": "1"}, 1),
    ],
)
def test_sum_that_is_wrong_is_told_and_nothing_is_lost(coordinator, basic, changed, row):
    data = typed(coordinator, edit(basic)) | changed

    response = coordinator.post(edit(basic), data)

    form = response.context["form"]
    assert response.status_code == 200
    assert len(form.variants.forms[row].non_field_errors()) == 1
    assert len(form.non_field_errors()) == 1
    again = response.content.decode()
    assert [f'name="{name}"' in again for name in changed] == [True] * len(changed)
    kept = {name: form.variants.data[name] for name in changed}
    assert kept == changed
    assert parts(basic) == [("v-zivo", [("live", 5)]), ("na-daljavo", [("remote", 5)])]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"variants-0-mode_1": ""}, "mode_1"),
        ({"variants-0-hours_1": ""}, "hours_1"),
        ({"variants-0-hours_1": "99"}, "hours_1"),
        ({"variants-0-name_en": ""}, "name_en"),
        ({"variants-0-slug": "z presledkom"}, "slug"),
        ({"variants-0-mode_3": "live", "variants-0-hours_3": "1"}, "__all__"),
        ({"variants-0-slug": "na-daljavo"}, None),
    ],
)
def test_row_that_is_not_right_names_its_field(coordinator, basic, changed, field):
    response = coordinator.post(edit(basic), typed(coordinator, edit(basic)) | changed)

    assert response.status_code == 200
    errors = [set(form.errors) for form in response.context["form"].variants]
    wanted = [{field}, set(), set()] if field else [set(), {"slug"}, set()]
    assert [found & want for found, want in zip(errors, wanted, strict=True)] == wanted


@pytest.mark.req("T3")
def test_new_variant_is_added_and_an_old_one_removed(coordinator, basic):
    data = typed(coordinator, edit(basic)) | {"variants-0-DELETE": "on"}
    data |= {f"variants-2-name_{code}": "Dva dneva" for code in ("sl", "sr", "en")}
    data |= {"variants-2-slug": "dva-dneva", "variants-2-mode_1": "live"}
    data |= {"variants-2-hours_1": "3", "variants-2-mode_2": "remote", "variants-2-hours_2": "2"}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 302
    assert parts(basic) == [
        ("na-daljavo", [("remote", 5)]),
        ("dva-dneva", [("live", 3), ("remote", 2)]),
    ]


def test_variant_that_has_runs_is_refused_in_words(coordinator, basic):
    announced(variant=basic.variants.get(slug="v-zivo"))
    data = typed(coordinator, edit(basic)) | {"hours": "4"}
    data |= {"variants-0-hours_1": "4", "variants-1-hours_1": "4"}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert response.context["form"]["hours"].value() == "4"
    basic.refresh_from_db()
    assert (basic.hours, len(parts(basic))) == (5, 2)


def test_names_of_a_variant_that_has_runs_may_change(coordinator, basic):
    announced(variant=basic.variants.get(slug="v-zivo"))
    data = typed(coordinator, edit(basic)) | {"variants-0-name_sl": "Na kraju samem"}

    assert coordinator.post(edit(basic), data).status_code == 302
    assert basic.variants.get(slug="v-zivo").name_sl == "Na kraju samem"


@pytest.mark.req("T1")
def test_kept_lists_are_lines_in_every_language(coordinator, basic):
    data = typed(coordinator, edit(basic))
    data |= {"goals_sl": "Prvi\n\nDrugi\n", "goals_sr": "Први\nДруги", "goals_en": "First\nSecond"}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 302
    goals = TrainingGoal.objects.filter(training=basic)
    assert [(one.text_sl, one.text_en) for one in goals] == [("Prvi", "First"), ("Drugi", "Second")]
    assert coordinator.get(edit(basic)).context["form"]["goals_sr"].value() == "Први\nДруги"


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"goals_sl": "Prvi\nDrugi", "goals_sr": "Први\nДруги", "goals_en": "First"}, "goals_en"),
        ({"goals_sl": "a" * 501, "goals_sr": "а", "goals_en": "a"}, "goals_sl"),
    ],
)
def test_line_that_lacks_a_language_or_is_too_long_is_named(coordinator, basic, texts, field):
    response = coordinator.post(edit(basic), typed(coordinator, edit(basic)) | texts)

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in texts} == texts


@pytest.mark.req("T4")
def test_work_before_and_after_is_kept_on_the_page(coordinator, basic):
    data = typed(coordinator, edit(basic))
    work = {"when": "before", "kind": "video", "title_sl": "Film", "title_sr": "Филм"}
    work |= {"title_en": "Film", "minutes": "15"}
    data |= {f"side_works-0-{name}": text for name, text in work.items()}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 302, response.context["form"].side_works.errors
    assert [(one.title_en, one.minutes) for one in basic.side_works.all()] == [("Film", 15)]


@pytest.mark.req("T2")
def test_required_prior_knowledge_names_a_training(coordinator, basic):
    data = typed(coordinator, edit(basic)) | {"prior": "required"}

    response = coordinator.post(edit(basic), data)

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1


@pytest.mark.req("T1")
def test_training_is_added_with_its_variant(coordinator):
    path = reverse("training_trainings:add")
    data = typed(coordinator, path) | {"bundle": BundleFactory().pk, "code": "N-1", "slug": "nova"}
    for code in ("sl", "sr", "en"):
        texts = {"name": "Nova", "purpose": "Namen", "target_group": "Vsi"}
        data |= {f"{name}_{code}": text for name, text in texts.items()}
        data[f"variants-0-name_{code}"] = "V živo"
    data |= {"level": "single", "hours": "4", "prior": "none", "coordinator_name": "Koordinatorka"}
    data |= {"coordinator_email": "k@akademija.example", "coordinator_phone": "01 000 00 00"}
    data |= {"variants-0-slug": "v-zivo", "variants-0-mode_1": "live", "variants-0-hours_1": "4"}

    wrong = coordinator.post(path, data | {"variants-0-hours_1": "3"})
    none_yet = Training.objects.count()
    right = coordinator.post(path, data)

    assert (wrong.status_code, none_yet) == (200, 0)
    assert right.status_code == 302, right.context["form"].errors
    assert parts(Training.objects.get()) == [("v-zivo", [("live", 4)])]


def test_address_of_a_fact_stays(coordinator):
    measure = MeasureFactory(slug="ukrep")
    path = reverse("training_measures:edit", args=[measure.pk])

    coordinator.post(path, typed(coordinator, path) | {"slug": "drug", "name_sl": "Nov ukrep"})

    measure.refresh_from_db()
    assert (measure.slug, measure.name_sl) == ("ukrep", "Nov ukrep")


@pytest.mark.req("T1")
def test_general_goals_stand_on_the_bundle(coordinator):
    bundle = BundleFactory()
    path = reverse("training_bundles:edit", args=[bundle.pk])
    data = typed(coordinator, path) | {f"goals_{code}": "A\nB" for code in ("sl", "sr", "en")}

    assert coordinator.post(path, data).status_code == 302
    assert [one.text_sl for one in BundleGoal.objects.filter(bundle=bundle)] == ["A", "B"]


def test_every_day_of_a_stored_variant_is_on_the_form(coordinator):
    training = AdvancedFactory()
    days = [(Mode.LIVE, 2)] * (MOST_DAYS - 1)
    VariantFactory(training=training, parts=days)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    form = coordinator.get(edit(training)).context["form"].variants.forms[0]

    assert [hours.value() for _day, _mode, hours in form.days] == [2, 2, 2, 2, None]
