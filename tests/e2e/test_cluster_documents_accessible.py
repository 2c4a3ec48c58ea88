"""Documents of a cluster in a real browser: on a phone, without script, nothing for axe to find."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from learning_cluster.actions.deliverables import ask_partners
from learning_cluster.models import Document
from tests.e2e.html_validator import problems
from tests.e2e.test_runs_accessible import looks_right, opened_by
from tests.factories.accounts import signed_in
from tests.factories.learning_cluster import DeliverableFactory, EventFactory
from tests.learning_cluster.documents.scene import ANA, Scene, fresh, scene, whole_texts

PHONE = {"viewport": {"width": 360, "height": 740}}
pytestmark = [pytest.mark.browser, pytest.mark.req("X1"), pytest.mark.django_db(transaction=True)]


@transaction.atomic
def stage() -> Scene:
    """Return a scene whose deliverable is the agenda of an event; another one is overdue."""
    today = timezone.now().date()
    of = scene(partners=["NALAS"], due=today + timedelta(days=5))
    of.one.event = EventFactory(cluster=of.cluster, town="Бања Лука", about_sr="Размјена.")
    of.one.save()
    DeliverableFactory(phase=of.one.phase, due=today - timedelta(days=3))
    return of


def written_without_script(page, of: Scene, root: str) -> Document:
    """Begin the document of the deliverable, fill it from the records, write, hand in."""
    page.goto(f"{root}rezultati/{of.one.pk}/")
    page.locator("form[action$='/dokument/'] button").click()
    page.locator("form[action$='/osnutek/'] button").click()
    page.locator("a[href$='/pisi/']").click()
    for slug, text in whole_texts(of.one.template).items():
        page.fill(f"#id_section_{slug}", text)
    page.locator("main form button").click()
    page.locator("form[action$='/oddaj/'] button").click()
    return Document.objects.get(deliverable=of.one)


@pytest.mark.req("L6", "L7")
@pytest.mark.parametrize("language", ["sr", "sr-latn"])
def test_resource_person_writes_and_hands_in_on_a_phone_without_script(
    live_server, browser, tmp_path, language
):
    of = stage()
    client = Client()
    client.force_login(of.user)
    root = f"/{language}/grozd/{of.cluster.slug}/"
    page = opened_by(client, live_server, browser, java_script_enabled=False, **PHONE)
    seeing = opened_by(client, live_server, browser, **PHONE)

    document = written_without_script(page, of, root)
    own = f"{root}dokumenti/{document.uid}/"
    paths = [f"{root}rezultati/", f"{root}dokumenti/", own, f"{own}pisi/", f"{own}1/"]
    paths += [f"{root}rezultati/{one.pk}/" for one in of.one.phase.deliverables.all()]
    for path in paths:
        seeing.goto(path)
        looks_right(seeing)
    sources = {path: seeing.request.get(path).text() for path in paths}

    page.context.close()
    seeing.context.close()
    assert problems(sources, tmp_path) == []
    assert (fresh(of.one).state, document.newest.number) == ("submitted", 2)


@pytest.mark.parametrize("width", [1280, 360])
def test_coordinator_s_and_reviewer_s_pages_are_accessible(live_server, browser, width):
    of = stage()
    at = timezone.now()
    document = Document.objects.create(cluster=of.cluster, template="agenda", created_at=at)
    document.versions.create(number=1, texts=whole_texts("agenda"), saved_at=at)
    type(of.one).objects.filter(pk=of.one.pk).update(state="submitted", document=document)
    ask_partners(of.one, until=at.date(), reviewers={"NALAS": of.reviewer}, by=ANA, at=at)
    size = {"viewport": {"width": width, "height": 900}}
    host = opened_by(signed_in(Client(), of.coordinator.user), live_server, browser, **size)
    client = Client()
    client.force_login(of.reviewer.user)
    reviewer = opened_by(client, live_server, browser, **size)
    root = f"/admin/ucni-grozd/{of.cluster.slug}/"
    one = f"{root}rezultati/{of.one.pk}/"
    opinion = f"{one}mnenja/{of.one.consultations.get().pk}/"
    paths = ["/admin/ucni-grozd/manjka/", f"{root}rezultati/", one, opinion]

    for path in [*paths, f"{root}dokumenti/", f"{root}dokumenti/{document.uid}/"]:
        host.goto(path)
        looks_right(host)
    host.goto(one)
    host.locator(f"form[action='{one}'] button").click()
    looks_right(host)  # refused: the partner has not answered
    reviewer.goto(f"/sr/grozd/{of.cluster.slug}/rezultati/{of.one.pk}/")
    reviewer.locator("form[action$='/mnenje/'] button").click()
    looks_right(reviewer)  # with an error

    host.context.close()
    reviewer.context.close()
    assert fresh(of.one).state == "consulted"
