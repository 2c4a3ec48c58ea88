"""Booking, signing and confirming days by forms, and the sheet on paper (L5, L9)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from learning_cluster.actions.time_sheets import days_to_sign, lines_of
from learning_cluster.actions.work_days import book_day
from learning_cluster.models import TimeSheet, WorkDay
from learning_cluster.sheet_lines import digest
from printing.pdf import is_available
from tests.factories.accounts import staff
from tests.learning_cluster.mentoring.scene import AT, NOBODY, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L5")]
MONDAY = date(2026, 11, 16)


def path(of, name, *args):
    return reverse(name, args=[of.cluster.slug, *args])


def typed(of, **facts):
    return {
        "day": "2026-11-16",
        "halves": "1",
        "phase": of.phase.pk,
        "what": "Сесија",
        "reason": "",
    } | facts


@pytest.fixture
def guiding(client):
    of = scene()
    client.force_login(of.guide.user)
    return of


def day(of, **facts):
    given = {"phase": of.phase, "day": MONDAY, "halves": 1, "what": "Сесија", "reason": ""} | facts
    return book_day(of.guide, **given, by=NOBODY, at=AT)


def test_half_a_day_over_the_plan_asks_for_the_reason_in_its_field_and_keeps_the_rest(
    client, guiding
):
    guiding.phase.halves = 1
    guiding.phase.save()
    day(guiding)

    refused = client.post(path(guiding, "cluster_days"), typed(guiding, day="2026-11-17"))
    client.post(
        path(guiding, "cluster_days"), typed(guiding, day="2026-11-17", reason="Још једна општина")
    )

    assert (refused.status_code, list(refused.context["form"].errors)) == (409, ["reason"])
    assert refused.context["form"]["what"].value() == "Сесија"
    assert WorkDay.objects.get(is_over=True).reason == "Још једна општина"


@pytest.mark.parametrize(
    ("field", "value"),
    [("day", "x"), ("day", "99999-01-01"), ("halves", "3"), ("phase", "0"), ("what", "")],
)
def test_day_names_the_field_that_is_wrong(client, guiding, field, value):
    page = client.post(path(guiding, "cluster_days"), typed(guiding, **{field: value}))

    assert list(page.context["form"].errors) == [field]
    assert not WorkDay.objects.exists()


def test_days_are_shown_then_signed_as_shown(client, guiding):
    day(guiding)
    period = {"first": "2026-11-16", "last": "2026-11-20"}
    shown = client.get(path(guiding, "cluster_sign_sheet"), period)
    sent = period | {"seen": shown.context["form"].initial["seen"]}

    unticked = client.post(path(guiding, "cluster_sign_sheet"), sent)
    client.post(path(guiding, "cluster_sign_sheet"), sent | {"is_true": "on"})

    assert list(unticked.context["form"].errors) == ["is_true"]
    assert TimeSheet.objects.get().signed_name == guiding.guide.name


@pytest.mark.parametrize(
    "period", [{}, {"first": "x", "last": "y"}, {"first": "2026-11-20", "last": "2026-11-16"}]
)
def test_period_that_is_none_is_asked_for_again(client, guiding, period):
    page = client.get(path(guiding, "cluster_sign_sheet"), period)

    assert page.status_code == 200
    assert page.context["lines"] == []
    # Nobody has done anything wrong yet who was only led here.
    assert page.context["has_errors"] == bool(period)


def signed(client, of):
    day(of)
    seen = digest(lines_of(days_to_sign(of.guide, MONDAY, MONDAY)))
    sent = {"first": "2026-11-16", "last": "2026-11-16", "seen": seen, "is_true": "on"}
    client.post(path(of, "cluster_sign_sheet"), sent)
    return TimeSheet.objects.get()


@pytest.mark.skipif(not is_available(), reason="this machine has no pango")
def test_sheet_on_paper_is_a_pdf(client, guiding):
    sheet = signed(client, guiding)

    answer = client.get(path(guiding, "cluster_sheet_pdf", sheet.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_sheet_changed_behind_its_signature_says_so(client, guiding):
    sheet = signed(client, guiding)
    sound = client.get(path(guiding, "cluster_sheet", sheet.pk)).context["is_unbroken"]
    TimeSheet.objects.filter(pk=sheet.pk).update(lines=[])

    page = client.get(path(guiding, "cluster_sheet", sheet.pk))

    assert (sound, page.context["is_unbroken"]) == (True, False)


def test_signer_takes_the_sheet_back_until_it_is_confirmed(client, guiding):
    sheet = signed(client, guiding)

    client.post(path(guiding, "cluster_take_back_sheet", sheet.pk))

    assert not TimeSheet.objects.exists()
    assert WorkDay.objects.get().sheet is None


def test_coordinator_confirms_or_gives_back_in_the_admin(client, guiding):
    sheet = signed(client, guiding)
    staff(client, Role.CLUSTER_COORDINATOR, scope=guiding.cluster)
    args = [guiding.cluster.slug, sheet.pk]

    page = client.get(reverse("learning_cluster:mentoring", args=args[:1]))
    empty = client.post(reverse("learning_cluster:return_sheet", args=args), {"reason": ""})
    client.post(reverse("learning_cluster:confirm_sheet", args=args))
    late = client.post(reverse("learning_cluster:return_sheet", args=args), {"reason": "Касно"})

    sheet.refresh_from_db()
    assert page.status_code == 200
    assert list(empty.context["form"].errors) == ["reason"]
    assert sheet.confirmed_at == AT
    assert (late.status_code, late.context["error"].code) == (409, "confirmed")


@pytest.mark.req("X2")
def test_page_of_the_coordinator_is_for_coordinators_of_that_cluster_alone(client, guiding):
    sheet = signed(client, guiding)
    elsewhere = scene()
    names = [("mentoring", []), ("confirm_sheet", [sheet.pk]), ("return_sheet", [sheet.pk])]
    found = []
    for role, scope in (
        (Role.CLUSTER_COORDINATOR, elsewhere.cluster),
        (Role.TRAINING_COORDINATOR, None),
    ):
        staff(client, role, scope=scope)
        for name, args in names:
            address = reverse(f"learning_cluster:{name}", args=[guiding.cluster.slug, *args])
            ask = client.get if name == "mentoring" else client.post
            found.append(ask(address).status_code)

    assert found == [404] * 6
