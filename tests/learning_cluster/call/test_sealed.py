"""Sealed means sealed: until the deadline nothing but a number leaves, whoever asks (L12).

Every page, export and table that staff, scorers and machines can read is searched for what an
applicant wrote. The negative control opens the same call and finds it.
"""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from accounts.models import User
from accounts.roles import Role
from cms_pages.search.index import rebuild
from learning_cluster.actions.deciding_call import decide_call, judge
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, LetterAnswer, Paper
from messaging.models import Message
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.accounts.test_every_view_has_a_rule import every_view
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.learning_cluster import ScorerFactory
from tests.learning_cluster.call.acts import address, close, draft, fill, handed_in, open_call

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
NAME, EMAIL, PHONE = "Zlatoustka Nevidljivka", "zlatoustka@skrivena.example", "065 999 111"
SECRETS = (
    NAME,
    "Zlatoustka",
    "Nevidljivka",
    EMAIL,
    PHONE,
    "6.131,51",
    "6131.51",
    "6131,51",
    "I have done so",
)


def secret(call):
    """Return an application with everything in it that must not leak."""
    row = handed_in(call, name=NAME, email=EMAIL)
    Application.objects.filter(pk=row.pk).update(phone=PHONE, amount="6131.51")
    draft(call, name=f"{NAME} draft", email=f"draft.{EMAIL}")
    return Application.objects.get(pk=row.pk)


def leaks(text, row):
    digests = row.papers.values_list("digest", flat=True)
    more = [str(row.uid), row.token(), row.link_hash, *digests]
    return [one for one in [*SECRETS, *more] if one in text]


def staff_pages(row, scorer):
    """Return every address of calls in the admin and of scorers, with the application's keys."""
    call, paper = row.call, row.papers.first()
    known = {
        "pk": call.pk,
        "uid": row.uid,
        "kind": paper.kind,
        "criterion": call.criteria.first().pk,
        "scorer": scorer.pk,
        "slug": call.slug,
    }
    from learning_cluster.staff.urls.calls import urlpatterns as of_staff
    from learning_cluster.urls.call import urlpatterns as of_everybody

    for prefix, patterns in (("learning_cluster:", of_staff), ("", of_everybody)):
        for pattern in patterns:
            keys = set(pattern.pattern.converters)
            if "token" in keys:
                continue  # the applicant's own
            args = {key: known[key] for key in keys}
            if pattern.name == "call_add":
                args["slug"] = call.cluster.slug
            yield reverse(f"{prefix}{pattern.name}", kwargs=args)


def body(answer):
    return b"".join(answer).decode("utf-8", "replace")


def found_by(client, row, scorer):
    """Return (address, secret) of everything that leaks to whoever is signed in."""
    return {
        (path, one)
        for path in staff_pages(row, scorer)
        for one in leaks(body(client.get(path)), row)
        if one not in path  # whoever asks for an address sees what they asked for
    }


READERS = {
    "coordinator": lambda client, row: staff(
        client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster
    ),
    "coordinator of all": lambda client, row: staff(client, Role.CLUSTER_COORDINATOR),
    "superuser": lambda client, row: signed_in(client, UserFactory(is_superuser=True)),
    "portal administrator": lambda client, row: staff(client, Role.PORTAL_ADMINISTRATOR),
    "auditor": lambda client, row: staff(client, Role.AUDITOR),
    "data protection officer": lambda client, row: staff(client, Role.DATA_PROTECTION_OFFICER),
    "nobody": lambda client, row: client,
}


@pytest.mark.parametrize("reader", READERS)
def test_page_of_staff_says_nothing_before_the_deadline(client, reader):
    row = secret(open_call())
    scorer = ScorerFactory(call=row.call)
    READERS[reader](client, row)

    assert found_by(client, row, scorer) == set()


def test_page_of_scorers_says_nothing_before_the_deadline(client):
    row = secret(open_call())
    scorer = ScorerFactory(call=row.call)
    client.force_login(scorer.user)

    assert found_by(client, row, scorer) == set()


@pytest.mark.parametrize("reader", ["coordinator", "coordinator of all", "superuser"])
def test_same_pages_tell_it_once_the_deadline_has_passed(client, reader):
    """The negative control: the search above can find something."""
    row = secret(open_call())
    scorer = ScorerFactory(call=row.call)
    close(row.call)
    READERS[reader](client, row)

    found = {one for _path, one in found_by(client, row, scorer)}

    assert {NAME, EMAIL, PHONE, "I have done so"} <= found


@pytest.mark.parametrize("reader", ["coordinator", "superuser"])
def test_what_was_never_handed_in_is_not_told_after_the_deadline_either(client, reader):
    call = open_call()
    row = fill(draft(call, name=NAME, email=EMAIL), timezone.now())
    scorer = ScorerFactory(call=call)
    close(call)
    READERS[reader](client, row)

    assert found_by(client, row, scorer) == set()


def test_coordinator_is_told_a_number_of_what_was_handed_in(client):
    call = open_call()
    for _n in range(2):
        handed_in(call)
    draft(call)
    staff(client, Role.CLUSTER_COORDINATOR, scope=call.cluster)

    page = client.get(reverse("learning_cluster:call", args=[call.pk]))

    assert page.context["received"] == 2
    assert list(page.context["applications"]) == []


def test_documents_are_not_there_before_the_deadline(client):
    row = secret(open_call())
    staff(client, Role.CLUSTER_COORDINATOR, scope=row.call.cluster)
    names = [
        reverse("learning_cluster:application_paper", args=[row.call.pk, row.uid, kind])
        for kind in ("cv", "letter", "offer")
    ]

    codes = [client.get(name).status_code for name in names]
    close(row.call)
    opened = [client.get(name).status_code for name in names]

    assert (codes, opened) == ([404] * 3, [200] * 3)


def test_no_file_is_served_by_its_name(client):
    row = secret(open_call())
    names = [paper.file.name for paper in row.papers.all()]

    codes = {
        client.get(f"/{folder}/{name}").status_code
        for name in names
        for folder in ("media", "media/images", "static", "private")
    }

    assert codes == {404}


@pytest.mark.parametrize("before", [timedelta(seconds=1), timedelta(days=10)])
def test_verdict_and_decision_wait_for_the_deadline(before):
    row = secret(open_call())
    at = row.call.deadline - before
    user = User.objects.create(username="super", is_superuser=True)
    codes = []
    for action in (
        lambda: judge(row, is_eligible=True, reason="", seen=row.state, by=SYSTEM, at=at),
        lambda: decide_call(row.call, selected=row, reason="x", by=SYSTEM, at=at),
    ):
        with pytest.raises(ClusterError) as error:
            action()
        codes.append(error.value.code)

    assert codes == ["sealed", "sealed"]
    assert list(Application.objects.visible_to(user, at)) == []
    assert list(Application.objects.visible_to(user, row.call.deadline)) == [row]


def test_audit_trail_names_nobody_and_nothing_that_was_written():
    row = secret(open_call())

    trail = json.dumps(list(AuditEntry.objects.values()), default=str)

    assert leaks(trail, row) == []
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"saved", "submitted"}


def test_history_search_and_references_of_the_admin_know_nothing():
    row = secret(open_call())
    rebuild()
    labels = {model._meta.model_name for model in (Application, LetterAnswer, Paper)}

    logged = ModelLogEntry.objects.filter(content_type__model__in=labels)
    referred = ReferenceIndex.objects.filter(base_content_type__model__in=labels)
    rows = json.dumps([list(model.objects.values()) for model in search_models()], default=str)

    assert (logged.count(), referred.count()) == (0, 0)
    assert leaks(rows, row) == []


def search_models():
    found = [
        model
        for model in apps.get_models()
        if "search" in model.__module__ or model.__name__ == "IndexEntry"
    ]
    assert found
    return found


def test_api_and_search_and_feeds_say_nothing(client):
    row = secret(open_call())
    rebuild()
    paths = [
        one
        for one, _name, _view in every_view()
        if one.startswith(("api/v1/", "koledarji/")) and "<" not in one and "?" not in one
    ]
    said = [body(client.get(f"/{one}")) for one in paths]
    said += [
        body(client.get("/sr/iskanje/", {"q": word})).replace(word, "")  # the question comes back
        for word in ("Zlatoustka", EMAIL)
    ]

    assert len(paths) > 5
    assert [leaks(text, row) for text in said if leaks(text, row)] == []


def test_public_pages_name_nobody_and_no_number(client):
    call = open_call()
    page = address("cluster_call", call.slug)
    before = client.get(page).content
    row = secret(call)

    after = client.get(page)

    assert leaks(after.content.decode(), row) == []
    assert after.content.replace(b"\n", b"") == before.replace(b"\n", b"")


def test_mails_about_a_sealed_application_go_to_its_applicant_alone():
    row = secret(open_call())

    assert set(Message.objects.values_list("recipient", flat=True)) == {row.email}


def test_row_says_nothing_of_its_applicant_by_its_name():
    row = secret(open_call())

    said = [str(row), *(str(one) for one in row.papers.all()), repr(row)]

    assert [leaks(text, row) for text in said] == [[]] * len(said)
