"""Reports and the first page of the admin: who sees them, what they list, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Locale

from accounts.groups import PAGE_EDITORS, ROLES
from accounts.models import User
from accounts.roles import STAFF_ROLES, Role
from cms_pages.care.dashboard import boxes
from cms_pages.enums import LinkProblem, LinkState
from cms_pages.models import LinkCheck, LinkUse, PageReading
from tests.cms_pages.care.trees import article
from tests.cms_pages.writing import picture
from tests.factories.accounts import UserFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]

REPORTS = ("review_report", "links_report", "hints_report")
EDITORS = ROLES[PAGE_EDITORS]


def addresses():
    for name in REPORTS:
        yield reverse(name)
        yield reverse(f"{name}_results")
        yield f"{reverse(name)}?export=csv"


def broken(page, address="https://a.example/", **fields):
    fields = {
        "state": LinkState.BROKEN,
        "problem": LinkProblem.NOT_FOUND,
        "checked_at": timezone.now(),
        "first_failed_at": timezone.now(),
        **fields,
    }
    link = LinkCheck.objects.create(address=address, **fields)
    LinkUse.objects.create(link=link, page=page.page_ptr)
    return link


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


# ---- who -----------------------------------------------------------------------------------------
@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - EDITORS))
def test_reports_are_not_there_for_other_staff(client, home, role):
    link = broken(article(home))
    staff(client, role)

    assert {client.get(path).status_code for path in addresses()} == {404}
    assert client.post(reverse("link_check", args=[link.pk])).status_code == 404
    first = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("okence-day" in first, "a.example" in first) == (False, False)


@pytest.mark.parametrize("role", sorted(EDITORS))
def test_reports_open_for_page_editors(client, home, role):
    page = article(home, review_by=today())
    broken(page)
    PageReading.objects.create(page=page.page_ptr, long_sentences=2, example="Dolg stavek.")
    staff(client, role)

    assert {client.get(path).status_code for path in addresses()} == {200}
    assert "okence-day" in client.get(reverse("wagtailadmin_home")).content.decode()


# ---- links ---------------------------------------------------------------------------------------
def listed(client, name, **query):
    response = client.get(reverse(name), query)
    return list(response.context["object_list"])


def test_links_report_lists_what_to_mend_with_the_pages(client, home):
    page = article(home)
    link = broken(page)
    broken(page, "https://b.example/", state=LinkState.WORKING)
    broken(page, f"page:{page.pk}", state=LinkState.MOVED)
    broken(page, "page:99999", problem=LinkProblem.DELETED)
    staff(client, Role.EDITOR)

    found = listed(client, "links_report")

    assert [row.address for row in found] == [link.address, "page:99999", f"page:{page.pk}"]
    assert found[2].shown == page.title
    assert [use.edit_url for use in found[0].places] == [
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    ]
    assert [row.address for row in listed(client, "links_report", state="working")] == [
        "https://b.example/"
    ]


def test_nonsense_in_a_filter_is_no_error(client, home):
    staff(client, Role.EDITOR)

    for name in REPORTS:
        assert (
            client.get(reverse(name), {"state": "x", "owner": "x", "within": "x"}).status_code
            == 200
        )


def test_link_within_the_portal_is_checked_now(client, home):
    page = article(home)
    link = broken(page, f"page:{page.pk}")
    staff(client, Role.EDITOR)

    response = client.post(reverse("link_check", args=[link.pk]))

    link.refresh_from_db()
    assert (response.status_code, link.state) == (302, LinkState.WORKING)


def test_link_to_another_site_is_left_to_a_job_once(client, home):
    link = broken(article(home))
    staff(client, Role.EDITOR)

    codes = [client.post(reverse("link_check", args=[link.pk])).status_code for _ in range(2)]

    jobs = ProcrastinateJob.objects.filter(task_name="cms_pages.check_link")
    assert codes == [302, 302]
    assert [job.args for job in jobs] == [{"link_id": link.pk}]


def test_looking_checks_nothing(client, home):
    link = broken(article(home))
    staff(client, Role.EDITOR)

    assert client.get(reverse("link_check", args=[link.pk])).status_code == 405
    assert client.post(reverse("link_check", args=[link.pk + 1])).status_code == 404
    assert not ProcrastinateJob.objects.filter(task_name="cms_pages.check_link").exists()


# ---- reviews -------------------------------------------------------------------------------------
def test_reviews_are_filtered_by_owner_and_day(client, home):
    ana, eva = UserFactory(), UserFactory()
    article(home, "vceraj", review_by=today(-1), owner=ana)
    article(home, "cez-teden", review_by=today(7), owner=eva)
    article(home, "cez-leto", review_by=today(300))
    article(home, "brez")
    staff(client, Role.EDITOR)

    def slugs(**query):
        return [page.slug for page in listed(client, "review_report", **query)]

    assert slugs() == ["vceraj", "cez-teden", "cez-leto"]
    assert slugs(within="past") == ["vceraj"]
    assert slugs(within="fortnight") == ["vceraj", "cez-teden"]
    assert slugs(owner=eva.pk) == ["cez-teden"]


def test_page_in_four_languages_is_one_page_to_review(client, home):
    page = article(home, "stran", review_by=today())
    page.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    type(page).objects.update(live=True)
    staff(client, Role.EDITOR)

    assert [row.pk for row in listed(client, "review_report")] == [page.pk]


# ---- the first page ------------------------------------------------------------------------------
def box(user, key):
    return next(one for one in boxes(user) if one.key == key)


def texts(found):
    return [row.text for row in found.rows]


def test_my_drafts_are_mine(client, home):
    me = UserFactory()
    mine, other, done = (article(home, slug) for slug in ("moja", "tuja", "gotova"))
    mine.save_revision(user=me)
    other.save_revision(user=UserFactory())
    done.save_revision(user=me).publish()

    assert texts(box(me, "drafts")) == ["Moja"]


def test_pages_past_their_day_come_mine_first(home):
    me = UserFactory()
    article(home, "stara", review_by=today(-9))
    article(home, "moja", review_by=today(), owner=me)
    article(home, "jutri", review_by=today(1), owner=me)

    assert texts(box(me, "reviews")) == ["Moja", "Stara"]


def test_pages_without_a_translation_are_counted(home):
    page = article(home)
    english, _made = Locale.objects.get_or_create(language_code="en")

    def missing():
        return {row.text: row.note for row in box(UserFactory(), "translations").rows}["English"]

    before = int(missing().split()[0])
    page.copy_for_translation(english, copy_parents=True)
    drafts = int(missing().split()[0])
    type(page).objects.update(live=True)
    after = int(missing().split()[0])

    assert (drafts - before, after - before) == (0, -1)


def test_links_pictures_and_hints_are_listed(home):
    page = article(home)
    broken(page)
    picture(title="Brez opisa")
    picture(title="Z opisom", description="Tri okenca.")
    PageReading.objects.create(page=page.page_ptr, long_sentences=1)
    me = UserFactory()

    assert texts(box(me, "links")) == ["https://a.example/"]
    assert texts(box(me, "pictures")) == ["Brez opisa"]
    assert texts(box(me, "hints")) == ["Clanek"]


def test_nothing_to_do_is_said_in_words(client, home):
    Locale.objects.exclude(language_code="sl").delete()
    me = User.objects.get(pk=UserFactory().pk)

    assert [(one.key, one.rows, bool(one.empty)) for one in boxes(me)] == [
        (one, [], True)
        for one in ("drafts", "reviews", "translations", "links", "pictures", "hints")
    ]


def plenty(home, first, number, user):
    for count in range(first, first + number):
        page = article(home, f"stran-{count}", review_by=today(-1), owner=user)
        page.save_revision(user=user)
        broken(page, f"https://a.example/{count}")
        PageReading.objects.create(page=page.page_ptr, long_sentences=1, example="Dolg.")


@pytest.mark.parametrize("name", ["wagtailadmin_home", *REPORTS])
def test_thirty_rows_ask_as_often_as_one(client, home, name):
    staff(client, Role.EDITOR)
    user = User.objects.latest("pk")
    plenty(home, 0, 1, user)
    client.get(reverse(name))

    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    plenty(home, 1, 29, user)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name))

    assert len(many) == len(one)
