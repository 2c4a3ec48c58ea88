"""The coordinator's pages of calls: who finds them, what they do (L12, X2)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import STAFF_ROLES, Role
from learning_cluster.enums import CriterionKind
from learning_cluster.messages import call as kinds
from learning_cluster.models import Application, Call, Criterion, Scorer
from learning_cluster.staff.urls.calls import urlpatterns
from messaging.models import Message
from tests.factories.accounts import signed_in, staff
from tests.factories.learning_cluster import (
    CallFactory,
    ClusterFactory,
    PaperFactory,
    ScorerFactory,
    SubmittedFactory,
)
from tests.learning_cluster.call.acts import close, draft, eligible, handed_in, open_call, scored

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
TERMS = {
    "name_sr": "Позив",
    "name_sl": "Poziv",
    "name_en": "Call",
    "slug": "novi-poziv",
    "about_sr": "Задатак",
    "about_sl": "",
    "about_en": "",
    "ceiling": "6131,52",
    "deadline": "2027-04-02T23:59",
}
CRITERION = {
    "kind": "required",
    "text_sr": "Диплома",
    "text_sl": "",
    "text_en": "",
    "most": "0",
    "order": "9999",
}


def path(name, *args):
    return reverse(f"learning_cluster:{name}", args=args)


@pytest.fixture
def coordinator(client):
    call = open_call(published_at=None)
    staff(client, Role.CLUSTER_COORDINATOR, scope=call.cluster)
    return call


def every_address(row):
    known = {
        "pk": row.call.pk,
        "uid": row.uid,
        "kind": PaperFactory(application=row).kind,
        "criterion": row.call.criteria.first().pk,
        "scorer": ScorerFactory(call=row.call).pk,
        "slug": row.call.cluster.slug,
    }
    for pattern in urlpatterns:
        args = {key: known[key] for key in pattern.pattern.converters}
        yield reverse(f"learning_cluster:{pattern.name}", kwargs=args)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.CLUSTER_COORDINATOR}))
def test_page_of_calls_is_not_there_for_other_staff(client, role):
    paths = list(every_address(eligible(close(open_call()))))
    staff(client, role)

    assert {client.get(one).status_code for one in paths} - {405} == {404}
    assert {client.post(one).status_code for one in paths} - {405} == {404}


@pytest.mark.req("X2")
def test_call_of_another_cluster_is_not_there(client):
    paths = list(every_address(eligible(close(open_call()))))
    staff(client, Role.CLUSTER_COORDINATOR, scope=ClusterFactory())
    theirs = paths[0]

    assert {client.get(one).status_code for one in paths[1:]} - {405} == {404}
    assert {client.post(one).status_code for one in paths[1:]} - {405} == {404}
    assert list(client.get(theirs).context["calls"]) == []


@pytest.mark.req("X2")
def test_coordinator_needs_the_second_factor(client):
    row = eligible(close(open_call()))
    staff(client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster)
    client.logout()
    signed_in(client, User.objects.latest("pk"), proven=False)

    codes = {client.get(one).status_code for one in every_address(row)}

    assert codes == {302}


def test_new_call_asks_what_the_last_one_asked(client, coordinator):
    answer = client.post(path("call_add", coordinator.cluster.slug), TERMS)

    call = Call.objects.get(slug="novi-poziv")
    local = call.deadline.astimezone(call.cluster.tz)
    assert answer.url == path("call", call.pk)
    assert (local.isoformat(), str(call.ceiling)) == ("2027-04-02T23:59:00+02:00", "6131.52")
    assert list(call.criteria.values_list("text_sr", flat=True)) == ["Искуство", "Предност"]


@pytest.mark.parametrize(
    "bad",
    [
        {"name_sr": ""},
        {"slug": "ni slug"},
        {"ceiling": "0"},
        {"ceiling": "mnogo"},
        {"deadline": "sutra"},
        {"deadline": ""},
        {"about_sr": ""},
    ],
)
def test_call_with_bad_input_is_told_and_kept_on_the_form(client, coordinator, bad):
    answer = client.post(path("call_add", coordinator.cluster.slug), TERMS | bad)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(bad)
    assert answer.context["form"]["name_en"].value() == "Call"


def test_call_with_a_taken_address_is_told(client, coordinator):
    answer = client.post(
        path("call_add", coordinator.cluster.slug), TERMS | {"slug": coordinator.slug}
    )

    assert set(answer.context["form"].errors) == {"slug"}


def test_call_is_changed_and_published_then_fixed(client, coordinator):
    changed = client.post(path("call_edit", coordinator.pk), TERMS | {"name_sr": "Други"})
    client.post(path("call_publish", coordinator.pk))

    late = client.post(path("call_edit", coordinator.pk), TERMS | {"name_sr": "Трећи"})
    criterion = client.post(path("criterion_add", coordinator.pk), CRITERION)

    coordinator.refresh_from_db()
    assert (changed.status_code, late.status_code, criterion.status_code) == (302, 409, 409)
    assert late.context["form"]["name_sr"].value() == "Трећи"
    assert (coordinator.name_sr, coordinator.criteria.count()) == ("Други", 2)
    assert coordinator.published_at is not None


def test_criteria_are_added_changed_and_removed(client, coordinator):
    client.post(path("criterion_add", coordinator.pk), CRITERION)
    row = coordinator.criteria.get(text_sr="Диплома")
    client.post(path("criterion_edit", coordinator.pk, row.pk), CRITERION | {"text_sr": "Језик"})
    first = coordinator.criteria.first()
    client.post(path("criterion_remove", coordinator.pk, first.pk))

    assert list(coordinator.criteria.values_list("text_sr", flat=True)) == ["Предност", "Језик"]


def test_advantage_without_points_is_refused(client, coordinator):
    answer = client.post(
        path("criterion_add", coordinator.pk), CRITERION | {"kind": CriterionKind.ADVANTAGE}
    )

    assert set(answer.context["form"].errors) == {"most"}


@pytest.mark.parametrize("way", ["past", "no criteria"])
def test_call_that_cannot_be_published_says_why(client, coordinator, way):
    if way == "past":
        Call.objects.update(deadline=timezone.now() - timedelta(hours=1))
    else:
        Criterion.objects.all().delete()

    answer = client.post(path("call_publish", coordinator.pk))

    coordinator.refresh_from_db()
    assert answer.status_code == 409
    assert answer.context["error"].code == {"past": "over", "no criteria": "no_criteria"}[way]
    assert coordinator.published_at is None


def test_deadline_is_moved_later_and_whoever_has_begun_is_told(client):
    call = open_call()
    begun, whole = draft(call), handed_in(call)
    draft(call, state="unconfirmed")
    staff(client, Role.CLUSTER_COORDINATOR, scope=call.cluster)
    later, earlier = (
        (call.deadline + timedelta(days=days))
        .astimezone(call.cluster.tz)
        .strftime("%Y-%m-%dT%H:%M")
        for days in (2, -2)
    )

    refused = client.post(path("call_extend", call.pk), {"deadline": earlier})
    moved = client.post(path("call_extend", call.pk), {"deadline": later})

    told = Message.objects.filter(kind=kinds.MOVED).values_list("recipient", flat=True)
    assert (refused.status_code, moved.status_code) == (409, 302)
    assert set(told) == {begun.email, whole.email}


def test_scorer_is_added_and_removed_and_one_who_is_new_gets_an_account(client, coordinator):
    known = ScorerFactory().user
    client.post(path("scorer_add", coordinator.pk), {"user": known.pk, "name": "Ana Primjer"})

    new = client.post(
        path("scorer_new", coordinator.pk), {"first_name": "Iva", "last_name": "Primjer"}
    )
    first = coordinator.scorers.get(user=known)
    client.post(path("scorer_remove", coordinator.pk, first.pk))

    scorer = Scorer.objects.get(call=coordinator)
    assert new.context["password"]
    assert scorer.user.check_password(new.context["password"])
    assert (scorer.name, scorer.user.has_first_password) == ("Iva Primjer", True)
    assert list(scorer.user.grants.values_list("role", flat=True)) == [Role.CALL_SCORER]


def test_scorer_who_has_said_something_stays(client):
    row = eligible(close(open_call()))
    scored(row, 3)
    staff(client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster)

    answer = client.post(path("scorer_remove", row.call.pk, row.call.scorers.get().pk))

    assert (answer.status_code, answer.context["error"].code) == (409, "has_scored")


def test_account_without_the_role_cannot_be_chosen(client, coordinator):
    somebody = User.objects.create(username="neko")

    answer = client.post(path("scorer_add", coordinator.pk), {"user": somebody.pk, "name": "N"})

    assert set(answer.context["scorer"].errors) == {"user"}


def test_coordinator_judges_ranks_decides_and_archives(client):
    call = close(open_call())
    row = SubmittedFactory(call=call)
    staff(client, Role.CLUSTER_COORDINATOR, scope=call.cluster)

    page = path("application", call.pk, row.uid)
    client.post(page, {"seen": "submitted", "verdict": "yes", "reason": ""})
    row.refresh_from_db()
    scored(row, 7, 8)
    shown = client.get(path("call_decision", call.pk))
    decided = client.post(path("call_decision", call.pk), {"selected": row.pk, "reason": ""})
    archived = client.post(path("call_archive", call.pk))

    row.refresh_from_db()
    (line,) = shown.context["lines"]
    assert (line.rank, line.points, line.sheets) == (1, "7,50", 2)
    assert (decided.status_code, archived.status_code) == (302, 302)
    assert (row.state, row.rank) == ("selected", 1)
    assert client.get(path("call", call.pk)).status_code == 200
    assert Call.objects.get(pk=call.pk).archived_at is not None


def test_verdict_on_an_old_state_is_told_and_nothing_typed_is_lost(client):
    row = SubmittedFactory(call=close(open_call()))
    staff(client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster)
    page = path("application", row.call.pk, row.uid)
    client.post(page, {"seen": "submitted", "verdict": "yes", "reason": ""})

    answer = client.post(page, {"seen": "submitted", "verdict": "no", "reason": "Fali prilog."})

    assert answer.status_code == 409
    assert answer.context["judgement"]["reason"].value() == "Fali prilog."
    assert Application.objects.get().state == "eligible"


@pytest.mark.parametrize(
    "data", [{}, {"verdict": "no", "seen": "submitted"}, {"verdict": "x", "seen": "submitted"}]
)
def test_verdict_without_a_reason_is_not_taken(client, data):
    row = SubmittedFactory(call=close(open_call()))
    staff(client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster)

    answer = client.post(path("application", row.call.pk, row.uid), data)

    assert answer.status_code == 200
    assert answer.context["judgement"].errors
    assert Application.objects.get().state == "submitted"


def test_list_asks_the_same_with_one_and_thirty_calls(client, coordinator):
    client.get(path("calls"))
    with CaptureQueriesContext(connection) as one:
        client.get(path("calls"))
    CallFactory.create_batch(29, cluster=coordinator.cluster)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path("calls"))

    assert len(thirty) == len(one)


def test_call_asks_the_same_with_one_and_thirty_applications(client):
    call = close(open_call())
    SubmittedFactory(call=call)
    staff(client, Role.CLUSTER_COORDINATOR, scope=call.cluster)
    client.get(path("call", call.pk))
    with CaptureQueriesContext(connection) as one:
        client.get(path("call", call.pk))
    SubmittedFactory.create_batch(29, call=call)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path("call", call.pk))

    assert len(thirty) == len(one)


@pytest.mark.parametrize("typed", ["nema-ga", "a\0b"])
def test_list_of_a_cluster_that_is_not_there_is_empty(client, typed):
    staff(client, Role.CLUSTER_COORDINATOR)
    CallFactory()

    response = client.get(reverse("learning_cluster:calls"), {"grozd": typed})

    assert (response.status_code, response.context["calls"]) == (200, [])
