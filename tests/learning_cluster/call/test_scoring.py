"""Scorers declare a conflict of interest before anything opens, then give points (L12)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions import give
from accounts.models import Grant
from accounts.roles import Role
from learning_cluster.actions import scoring
from learning_cluster.actions.scoring import Given
from learning_cluster.errors import ClusterError
from learning_cluster.models import Call, Score, Sheet
from learning_cluster.urls.call import urlpatterns
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory
from tests.factories.learning_cluster import (
    ClusterFactory,
    PaperFactory,
    ScorerFactory,
    SubmittedFactory,
)
from tests.learning_cluster.call.acts import address, close, eligible, open_call, scored

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
PAGES = [one for one in urlpatterns if str(one.name).startswith("call_scor")]


@pytest.fixture
def scorer(client):
    found = ScorerFactory(call=close(open_call()))
    client.force_login(found.user)
    return found


def page(name, row, *more):
    return address(name, row.call.slug, row.uid, *more)


def declare(client, row, answer="no", conflict=""):
    data = {"has_conflict": answer, "conflict": conflict}
    return client.post(page("call_score_conflict", row), data)


def points(row, required="1", advantage="7"):
    first, second = row.call.criteria.all()
    return {
        f"points_{first.pk}": required,
        f"points_{second.pk}": advantage,
        f"comment_{second.pk}": "Dobro.",
    }


def test_nothing_opens_before_the_declaration(client, scorer):
    row = eligible(scorer.call)
    PaperFactory(application=row)

    shown = client.get(page("call_score", row))
    file = client.get(page("call_score_file", row, "cv"))
    scores = client.post(page("call_score", row), points(row))

    assert "amount" not in shown.context
    assert b"6.000,00" not in shown.content
    assert file.status_code == 404
    assert (scores.status_code, Score.objects.count()) == (200, 0)


def test_who_has_no_conflict_reads_and_scores(client, scorer):
    row = eligible(scorer.call)
    PaperFactory(application=row)

    declared = declare(client, row)
    shown = client.get(page("call_score", row))
    file = client.get(page("call_score_file", row, "cv"))
    saved = client.post(page("call_score", row), points(row))

    assert declared.url == page("call_score", row)
    assert shown.context["amount"] == "6.000,00\u00a0КМ"
    assert file.status_code == 200
    assert saved.url == address("call_scoring", row.call.slug)
    assert list(Score.objects.order_by("pk").values_list("points", "comment")) == [
        (1, ""),
        (7, "Dobro."),
    ]
    assert Sheet.objects.get().finished_at is not None
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[-3:] == [
        "no_conflict",
        "paper_opened",
        "scored",
    ]


def test_who_has_a_conflict_never_reads_it_and_cannot_take_it_back(client, scorer):
    row = eligible(scorer.call)
    PaperFactory(application=row)

    declare(client, row, "yes", "Radili smo zajedno.")
    shown = client.get(page("call_score", row))
    back = declare(client, row, "no")
    codes = [
        client.get(page("call_score_file", row, "cv")).status_code,
        client.post(page("call_score", row), points(row)).status_code,
    ]

    sheet = Sheet.objects.get()
    assert (sheet.has_conflict, sheet.conflict) == (True, "Radili smo zajedno.")
    assert b"6.000,00" not in shown.content
    assert back.status_code == 409
    assert codes == [404, 200]
    assert Score.objects.count() == 0


def test_conflict_is_named(client, scorer):
    row = eligible(scorer.call)

    answer = declare(client, row, "yes")

    assert set(answer.context["form"].errors) == {"conflict"}
    assert Sheet.objects.count() == 0


def test_conflict_found_later_takes_the_points_away(client, scorer):
    row = eligible(scorer.call)
    declare(client, row)
    client.post(page("call_score", row), points(row))

    declare(client, row, "yes", "Tek sada sam je prepoznao.")

    assert (Score.objects.count(), Sheet.objects.get().counts) == (0, False)


@pytest.mark.parametrize(
    "bad",
    [
        {"advantage": "11"},
        {"advantage": "-1"},
        {"advantage": "7,5"},
        {"advantage": ""},
        {"advantage": "9" * 30},
        {"required": ""},
        {"required": "2"},
    ],
)
def test_points_out_of_range_are_refused_and_kept_on_the_form(client, scorer, bad):
    row = eligible(scorer.call)
    declare(client, row)
    data = points(row, **bad)

    answer = client.post(page("call_score", row), data)

    (field,) = answer.context["form"].errors
    assert answer.status_code == 200
    assert answer.context["form"][field].value() == data[field]
    assert Score.objects.count() == 0


@pytest.mark.parametrize(("most", "code"), [(10, None), (11, "too_many_points")])
def test_action_keeps_the_most_of_each_advantage(scorer, most, code):
    row = eligible(scorer.call)
    required, advantage = row.call.criteria.all()
    scoring.declare(scorer, row, has_conflict=False, by=SYSTEM, at=timezone.now())
    given = {required: Given(1), advantage: Given(most)}

    try:
        scoring.give_scores(scorer, row, given, by=SYSTEM, at=timezone.now())
        found = None
    except ClusterError as error:
        found = error.code

    assert found == code


def test_points_can_be_changed_until_the_decision(client, scorer):
    row = eligible(scorer.call)
    declare(client, row)
    client.post(page("call_score", row), points(row))
    client.post(page("call_score", row), points(row, advantage="9"))
    Call.objects.update(decided_at=timezone.now())

    late = client.post(page("call_score", row), points(row, advantage="1"))

    assert late.status_code == 409
    assert Score.objects.order_by("-points").first().points == 9


def test_scorers_do_not_see_one_anothers_words(client, scorer):
    row = eligible(scorer.call)
    ScorerFactory(call=row.call)
    scored(row, 3, 4)
    Score.objects.update(comment="Tajna ocjena")
    Score.objects.filter(sheet__scorer=scorer).update(comment="")

    shown = client.get(page("call_score", row))

    assert b"Tajna ocjena" not in shown.content


@pytest.mark.req("X2")
def test_what_does_not_meet_the_conditions_is_not_scored(client, scorer):
    waits = SubmittedFactory(call=scorer.call)

    codes = [client.get(page("call_score", waits)).status_code, declare(client, waits).status_code]

    assert codes == [404, 404]


def every_page(row):
    known = {"slug": row.call.slug, "uid": row.uid, "kind": "cv"}
    for pattern in PAGES:
        keys = pattern.pattern.converters
        yield address(pattern.name, *[known[key] for key in keys])


def statuses(client, row):
    reads = {client.get(one).status_code for one in every_page(row)}
    return reads, {client.post(one).status_code for one in every_page(row)} - {405}


@pytest.mark.req("X5")
def test_sign_in_leads_scorers_to_what_they_score(client, scorer):
    client.logout()

    response = client.post("/prijava/login/", {"login": scorer.user.username, "password": PASSWORD})

    with translation.override("sr"):
        assert response.url == reverse("call_scoring_home")


@pytest.mark.req("X2")
def test_strangers_are_led_to_the_sign_in(client):
    row = eligible(close(open_call()))

    assert len(PAGES) == 5
    for one in every_page(row):
        assert client.get(one)["Location"].split("?")[0] == "/prijava/login/"


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", [None, Role.CALL_SCORER, Role.CLUSTER_COORDINATOR])
def test_who_does_not_score_the_call_finds_nothing(client, role):
    row = eligible(close(open_call()))
    client.force_login(GrantFactory(role=role).user if role else UserFactory())

    assert statuses(client, row) == ({404}, {404})


@pytest.mark.req("X2")
@pytest.mark.req("X2")
def test_role_for_another_cluster_opens_nothing_of_this_one(client, scorer):
    row = eligible(scorer.call)
    Grant.objects.filter(user=scorer.user).update(valid_to=timezone.now())
    role, at = Role.CALL_SCORER, timezone.now()
    give(scorer.user, role, scope=ClusterFactory(), by=SYSTEM, at=at)
    before = client.get(page("call_score", row)).status_code

    give(scorer.user, role, scope=scorer.call.cluster, by=SYSTEM, at=at)

    assert (before, client.get(page("call_score", row)).status_code) == (404, 200)


def test_scorer_whose_role_has_ended_finds_nothing(client, scorer):
    row = eligible(scorer.call)
    Grant.objects.filter(user=scorer.user).update(valid_to=timezone.now())

    assert statuses(client, row) == ({404}, {404})


@pytest.mark.req("X2")
def test_application_of_another_call_is_not_there(client, scorer):
    other = eligible(close(open_call()))

    mixed = address("call_score", scorer.call.slug, other.uid)

    assert client.get(mixed).status_code == 404


def test_list_asks_the_same_with_one_and_thirty_applications(client, scorer):
    eligible(scorer.call)
    path = address("call_scoring", scorer.call.slug)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _n in range(29):
        eligible(scorer.call)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path)

    assert len(thirty) == len(one)
