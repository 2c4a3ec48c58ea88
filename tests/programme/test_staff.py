"""Triage and editing in the admin: who may, what a page does, what leaves as a workbook."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import STAFF_ROLES, Role
from privacy.models import AuditEntry
from programme.models import Authority, Operation
from programme.staff.urls import urlpatterns
from programme.staff.viewsets import VIEWSETS
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.programme import (
    AuthorityFactory,
    ChallengeFactory,
    OperationFactory,
    SupportRequestFactory,
)

pytestmark = pytest.mark.django_db


def triage_addresses():
    rows = {"challenge": ChallengeFactory(), "support": SupportRequestFactory()}
    for pattern in urlpatterns:
        row = rows["support" if pattern.name.startswith("support") else "challenge"]
        args = [row.pk] if pattern.pattern.converters else []
        yield reverse(f"programme:{pattern.name}", args=args)


@pytest.mark.req("P4", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_triage_is_there_for_triage_alone(client, role):
    paths = list(triage_addresses())
    staff(client, role)

    reads = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths} - {405}

    if role == Role.PROGRAMME_TRIAGE:
        assert reads == {200, 302}
    else:
        assert reads == {404}
        assert writes == {404}


@pytest.mark.req("X2")
def test_triage_leads_strangers_to_the_sign_in(client):
    paths = list(triage_addresses())

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.req("P4", "X2")
def test_what_is_not_confirmed_is_not_there(client):
    hidden = ChallengeFactory(unconfirmed=True)
    staff(client, Role.PROGRAMME_TRIAGE)

    assert client.get(reverse("programme:challenge", args=[hidden.pk])).status_code == 404
    assert client.post(reverse("programme:challenge", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("programme:challenges")).context["page"].object_list.count() == 0


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("viewset", VIEWSETS, ids=lambda viewset: viewset.name)
def test_facts_are_there_for_those_who_edit_them(client, viewset, role):
    staff(client, role)

    codes = {
        client.get(reverse(f"{viewset.name}:{view}")).status_code
        for view in ("index", "index_results", "add")
    }

    assert codes == ({200} if role in viewset.roles else {404})


@pytest.mark.req("X2")
def test_every_address_of_a_fact_is_guarded_and_what_others_need_stays(client):
    authority = AuthorityFactory()
    views = ("edit", "delete", "history", "history_results", "usage", "inspect")
    paths = [
        reverse(f"programme_authorities:{view}", args=[authority.pk])
        for view in views
        if view != "inspect"
    ]
    staff(client, Role.EDITOR)
    foreign = {client.get(path).status_code for path in paths}

    staff(client, Role.PORTAL_ADMINISTRATOR)
    client.post(reverse("programme_authorities:delete", args=[authority.pk]))

    assert foreign == {404}
    assert Authority.objects.filter(pk=authority.pk).exists()


@pytest.mark.parametrize(
    ("role", "shown"),
    [(Role.PROGRAMME_TRIAGE, True), (Role.EDITOR, False), (Role.CLERK, False)],
)
def test_menu_offers_triage_to_triage_alone(client, role, shown):
    staff(client, role)

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("programme:challenges") in home) is shown


@pytest.mark.req("P3", "X3")
def test_funds_that_do_not_add_up_are_told_on_the_form_and_a_change_is_recorded(client):
    operation = OperationFactory(slug="inovativen-si")
    staff(client, Role.EDITOR)
    path = reverse("programme_operations:edit", args=[operation.pk])
    typed = {
        field.html_name: field.value()
        for field in client.get(path).context["form"]
        if field.value() is not None
    }

    wrong = client.post(path, typed | {"other_funds": "100000"})
    right = client.post(path, typed | {"public_funds": "900000", "other_funds": "100000"})

    operation.refresh_from_db()
    assert wrong.status_code == 200
    assert len(wrong.context["form"].non_field_errors()) == 1
    assert right.status_code == 302, right.context["form"].errors
    assert operation.public_funds == 900_000
    entry = AuditEntry.objects.get(verb="edited")
    assert set(entry.changed_fields) == {"public_funds", "other_funds"}
    assert Operation.objects.count() == 1


@pytest.mark.req("P4")
def test_step_is_taken_on_the_page(client):
    row = ChallengeFactory()
    staff(client, Role.PROGRAMME_TRIAGE)
    path = reverse("programme:challenge", args=[row.pk])

    response = client.post(path, {"seen": 1, "to": "triage"})

    row.refresh_from_db()
    assert response.url == path
    assert row.state == "triage"
    assert [event.what for event in client.get(path).context["history"]] == [
        row.get_state_display()
    ]


@pytest.mark.req("P4")
def test_second_of_two_is_told_and_keeps_what_was_typed(client):
    row = ChallengeFactory(state="triage", version=4)
    staff(client, Role.PROGRAMME_TRIAGE)
    path = reverse("programme:challenge", args=[row.pk])

    response = client.post(path, {"seen": 3, "to": "declined", "reason": "Ni naše"})

    row.refresh_from_db()
    assert response.status_code == 409
    assert response.context["error"].code == "changed_meanwhile"
    assert response.context["decision"]["reason"].value() == "Ni naše"
    assert response.context["decision"]["seen"].value() == 4
    assert row.state == "triage"


def test_description_is_kept_and_a_stale_one_is_not(client):
    row = ChallengeFactory(state="accepted")
    staff(client, Role.PROGRAMME_TRIAGE)
    path = reverse("programme:describe", args=[row.pk])
    texts = {"prototype": "Skica", "users_involved": "Pet", "result": ""}

    first = client.post(path, texts | {"seen": 1})
    second = client.post(path, texts | {"seen": 1, "prototype": "Druga skica"})

    row.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert row.prototype == "Skica"
    assert second.context["description"]["prototype"].value() == "Druga skica"


@pytest.mark.parametrize("bad", [{}, {"seen": "x", "to": "triage"}, {"seen": 1, "to": "nowhere"}])
def test_bad_decision_is_told(client, bad):
    row = ChallengeFactory()
    staff(client, Role.PROGRAMME_TRIAGE)

    response = client.post(reverse("programme:challenge", args=[row.pk]), bad)

    assert response.status_code == 200
    assert response.context["decision"].errors


def test_list_filters_by_state_and_asks_the_same_for_one_and_thirty(client):
    authority = AuthorityFactory()
    ChallengeFactory(authority=authority)
    staff(client, Role.PROGRAMME_TRIAGE)
    path = reverse("programme:challenges")
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    ChallengeFactory.create_batch(29, authority=authority, state="triage")

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path)

    assert len(thirty) == len(one)
    assert [(key, count) for key, _words, count in page.context["states"]] == [
        ("received", 1),
        ("triage", 29),
    ]
    assert len(client.get(path, {"stanje": "received"}).context["page"]) == 1


@pytest.mark.req("P4")
def test_workbook_holds_challenges_without_people_or_formulas(client):
    ChallengeFactory(title="=HYPERLINK(1)", state="declined", reason="Ni naše")
    ChallengeFactory(unconfirmed=True, title="Skrito")
    staff(client, Role.PROGRAMME_TRIAGE)

    response = client.get(reverse("programme:challenges_export"))

    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heading, *rows = sheet.iter_rows()
    assert len(rows) == 1
    assert (rows[0][0].value, rows[0][0].data_type) == ("=HYPERLINK(1)", "s")
    assert "Ni naše" in {cell.value for cell in rows[0]}
    assert not {"Ana Primer", "ana.primer@organ-a.example"} & {cell.value for cell in rows[0]}
    assert len(heading) == len(rows[0])
