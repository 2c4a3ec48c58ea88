"""Which links stand where and whether they work: kept right at every change of a page."""

from datetime import timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from cms_pages.care import links
from cms_pages.care.fetching import Answer
from cms_pages.care.links import check_due, check_outside, check_waiting, read_all
from cms_pages.enums import LinkProblem, LinkState
from cms_pages.models import LinkCheck, LinkUse, MenuLink, PageReading, SharedText
from tests.cms_pages.care.trees import article
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]

LONG = " ".join(["beseda"] * 30)


def text(html):
    return [("text", f"<p>{html}</p>")]


def link_to(page):
    return text(f'<a linktype="page" id="{page.pk}">tja</a>')


def states():
    return {row.address: (row.state, row.problem) for row in LinkCheck.objects.all()}


# ---- reading -------------------------------------------------------------------------------------
def test_every_place_is_read(home, at):
    MenuLink.objects.all().delete()
    page = article(home, body=text('<a href="https://a.example/">a</a>'))
    service = ServiceFactory(summary_sl="Glejte https://b.example/.")
    menu = MenuLink.objects.create(place="footer", url="https://c.example/", text_sl="C")
    shared = SharedText.objects.create(name="P", text_sl='<a href="https://d.example/">d</a>')

    read_all(at=at)

    assert {use.link.address: use.place for use in LinkUse.objects.all()} == {
        "https://a.example/": page.page_ptr,
        "https://b.example/": service,
        "https://c.example/": menu,
        "https://d.example/": shared,
    }


def test_reading_again_changes_nothing_and_forgets_what_is_gone(home, at):
    page = article(home, body=text('<a href="https://a.example/">a</a>'))
    read_all(at=at)
    before = set(LinkUse.objects.values_list("pk", flat=True))

    read_all(at=at)
    assert set(LinkUse.objects.values_list("pk", flat=True)) == before

    type(page).objects.filter(pk=page.pk).update(live=False)
    read_all(at=at)
    assert not LinkCheck.objects.filter(address="https://a.example/").exists()
    assert not PageReading.objects.filter(page=page.pk).exists()


def test_published_page_is_read_at_once(home):
    page = article(home, live=False, body=text(f"{LONG}. Glejte <a href='/sl/ni-je/'>tja</a>."))

    page.save_revision().publish()

    reading = PageReading.objects.get(page=page.pk)
    assert (reading.long_sentences, reading.example) == (1, f"{LONG}.")
    assert states() == {"/sl/ni-je/": (LinkState.WAITING, "")}


def test_new_paths_are_looked_up_by_the_next_job(home, at):
    article(home, live=False, body=text("<a href='/sl/ni-je/'>tja</a>")).save_revision().publish()

    check_waiting(at=at)

    assert states() == {"/sl/ni-je/": (LinkState.BROKEN, LinkProblem.NOT_FOUND)}


def test_draft_is_not_read(home):
    page = article(home, body=text("Kratko."))

    page.body = [("text", "<p><a href='https://a.example/'>a</a></p>")]
    page.save_revision()

    assert not LinkCheck.objects.exists()


def test_page_that_waits_for_its_hour_is_not_read(home):
    page = article(home, live=False, body=text(LONG))
    page.go_live_at = timezone.now() + timedelta(days=1)

    page.save_revision().publish()

    assert not PageReading.objects.exists()


# ---- within the portal ---------------------------------------------------------------------------
def test_link_breaks_when_its_page_is_taken_offline_and_works_when_it_is_back(home):
    goal = article(home, "cilj")
    article(home, "izvor", live=False, body=link_to(goal)).save_revision().publish()
    address = f"page:{goal.pk}"
    assert states()[address] == (LinkState.WORKING, "")

    goal.unpublish()
    assert states()[address] == (LinkState.BROKEN, LinkProblem.UNPUBLISHED)

    goal.save_revision().publish()
    assert states()[address] == (LinkState.WORKING, "")


def test_link_to_a_deleted_page_or_document_is_broken(home, at):
    goal = article(home, "cilj")
    article(home, "izvor", body=link_to(goal) + text('<a linktype="document" id="999">d</a>'))
    key = goal.pk
    goal.delete()

    read_all(at=at)

    assert states() == {
        f"page:{key}": (LinkState.BROKEN, LinkProblem.DELETED),
        "document:999": (LinkState.BROKEN, LinkProblem.DELETED),
    }


def test_path_is_followed_to_where_the_page_has_moved(home, at):
    goal = article(home, "staro")
    article(home, "izvor", body=text('<a href="/sl/staro/">s</a> <a href="/sl/izvor/">i</a>'))
    goal.slug = "novo"
    with TestCase.captureOnCommitCallbacks(execute=True):
        goal.save_revision().publish()

    read_all(at=at)

    assert states() == {
        "/sl/staro/": (LinkState.MOVED, LinkProblem.MOVED),
        "/sl/izvor/": (LinkState.WORKING, ""),
    }


# ---- other sites ---------------------------------------------------------------------------------
@pytest.fixture
def outside(monkeypatch):
    """Answer for other sites as the test says; what really answers is in test_fetching."""
    said = {"answer": Answer(LinkState.WORKING), "asked": []}

    def fetch(url, *, base, allowed):
        said["asked"].append(url)
        return said["answer"]

    monkeypatch.setattr(links, "fetch", fetch)
    return said


FAILED = Answer(LinkState.FAILING, LinkProblem.NO_ANSWER)


def checked(row, at):
    check_outside(row, at=at)
    row.refresh_from_db()
    return row.state


def test_link_is_called_broken_when_it_has_failed_twice_a_day_apart(outside, at):
    outside["answer"] = FAILED
    row = LinkCheck.objects.create(address="https://a.example/")

    found = [checked(row, at + timedelta(hours=hours)) for hours in (0, 1, 20)]

    assert found == [LinkState.FAILING, LinkState.FAILING, LinkState.BROKEN]
    assert row.first_failed_at == at


def test_link_that_answers_again_is_forgiven(outside, at):
    outside["answer"] = FAILED
    row = LinkCheck.objects.create(address="https://a.example/")
    checked(row, at)
    outside["answer"] = Answer(LinkState.WORKING)

    assert checked(row, at + timedelta(hours=20)) == LinkState.WORKING
    assert (row.first_failed_at, row.problem) == (None, "")


@pytest.mark.parametrize(
    ("state", "age", "is_due"),
    [
        (LinkState.WAITING, None, True),
        (LinkState.WORKING, timedelta(days=6), False),
        (LinkState.WORKING, timedelta(days=7), True),
        (LinkState.FAILING, timedelta(hours=19), False),
        (LinkState.FAILING, timedelta(hours=20), True),
        (LinkState.BROKEN, timedelta(days=6), False),
    ],
)
def test_link_is_asked_for_once_a_week_or_the_day_after_it_failed(outside, at, state, age, is_due):
    moment = at - age if age else None
    LinkCheck.objects.create(address="https://a.example/", state=state, checked_at=moment)

    assert check_due(at=at, pause=pytest.fail) == is_due
    assert len(outside["asked"]) == is_due


def test_hosts_are_asked_in_turn_with_a_pause_at_one_of_them(outside, at):
    for address in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        LinkCheck.objects.create(address=address)
    LinkCheck.objects.create(address="https://a.example/3")
    pauses = []

    check_due(at=at, pause=pauses.append)

    hosts = [address.split("/")[2][0] for address in outside["asked"]]
    assert (hosts, pauses) == (["a", "b", "a", "a"], [links.PAUSE])


def test_links_within_the_portal_are_not_asked_of_others(outside, at):
    LinkCheck.objects.create(address="page:1")
    LinkCheck.objects.create(address="/sl/")
    LinkCheck.objects.create(address="document:2")

    assert check_due(at=at, pause=pytest.fail) == 0


def test_place_of_a_link_is_one_thing(at):
    row = LinkCheck.objects.create(address="https://a.example/")

    with pytest.raises(Exception, match="cms_pages_linkuse_one_place"):
        LinkUse.objects.create(link=row)
