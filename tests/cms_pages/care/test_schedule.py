"""Pages appear and vanish at the hour an editor set, and everything follows (U1)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from cms_pages.care.schedule import publish_due
from cms_pages.kept_pages import content_version
from cms_pages.models import ArticlePage, PageReading, SearchEntry
from tests.cms_pages.care.trees import article, tree

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]

HOUR = timedelta(hours=1)


def scheduled(home, slug="kmalu", **fields):
    """Put a page in whose text goes live in an hour."""
    page = article(home, slug, live=False, body=[("text", "<p>Novo.</p>")], **fields)
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()
    return page


def two_hours_pass():
    """Move every hour that was set into the past: Wagtail reads the clock of the machine."""
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        moment = revision.approved_go_live_at - 2 * HOUR
        revision.content["go_live_at"] = moment.isoformat()
        revision.approved_go_live_at = moment
        revision.save()
    Page.objects.filter(expire_at__isnull=False).update(expire_at=timezone.now() - HOUR)


def seen(client, page):
    """Return whether readers, the sitemap and the search see the page."""
    in_sitemap = f"{page.slug}/" in client.get("/sitemap.xml").content.decode()
    in_search = SearchEntry.objects.visible("sl", timezone.now()).filter(page=page.pk).exists()
    return client.get(f"/sl/{page.slug}/").status_code == 200, in_sitemap, in_search


def test_page_appears_at_its_hour_everywhere(client, home):
    page = scheduled(home)
    before = seen(client, page)

    two_hours_pass()
    counts = publish_due(at=timezone.now())

    assert (before, counts, seen(client, page)) == ((False,) * 3, (0, 1), (True,) * 3)


def test_page_whose_hour_has_not_come_waits(client, home):
    page = scheduled(home)

    assert publish_due(at=timezone.now()) == (0, 0)
    assert seen(client, page) == (False,) * 3


def test_page_vanishes_at_its_end_everywhere(client, home):
    page = article(home, "kmalu", live=False)
    page.expire_at = timezone.now() + HOUR
    page.save_revision().publish()
    before = seen(client, page)

    two_hours_pass()
    counts = publish_due(at=timezone.now())

    assert (before, counts, seen(client, page)) == ((True,) * 3, (1, 0), (False,) * 3)
    assert not PageReading.objects.filter(page=page.pk).exists()


def test_page_that_may_not_be_published_keeps_no_other_waiting(home, caplog):
    """The alternative text of a picture was taken out after the hour had been set."""
    faulty, other = scheduled(home, "napaka"), scheduled(home, "druga")
    revision = faulty.latest_revision
    photo = {"picture": None, "alternative_text": "", "caption": ""}
    revision.content["body"] = f'[{{"type": "photo", "value": {photo}}}]'.replace(
        "None", "null"
    ).replace("'", '"')
    revision.save()

    two_hours_pass()
    counts = publish_due(at=timezone.now())

    assert counts == (0, 1)
    assert list(ArticlePage.objects.live().values_list("slug", flat=True)) == [other.slug]
    assert [record.args[0] for record in caplog.records if record.args] == [str(faulty.pk)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [False, True])
def test_kept_pages_follow_the_hour(end):
    home = tree()
    if end:
        page = article(home, live=False)
        page.expire_at = timezone.now() + HOUR
        page.save_revision().publish()
    else:
        scheduled(home)
    two_hours_pass()
    before = content_version()

    publish_due(at=timezone.now())

    assert content_version() > before
