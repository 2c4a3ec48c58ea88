"""What Wagtail brings for an editor's day is open to the role that needs it (U1)."""

import pytest
from django.urls import reverse
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.roles import Role
from cms_pages.models import ArticlePage
from tests.cms_pages.care.trees import article
from tests.cms_pages.writing import picture
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]


def form_of(page, comments=(), **changes):
    """Return what the page's editor posts."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": page.lead,
            "body": streamfield([]),
            "seo_title": "",
            "search_description": "",
            "review_by": "",
            "comments": inline_formset(list(comments)),
            **changes,
        }
    )


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_editor_comments_on_a_page(client, home):
    page = article(home)
    staff(client, Role.EDITOR)
    comment = {
        "text": "Ali to še velja?",
        "contentpath": "lead",
        "position": "",
        "id": "",
        "replies": inline_formset([]),
        "resolved": "",
        "DELETE": "",
    }

    response = client.post(edit(page), form_of(page, [comment]))

    assert response.status_code == 302
    assert [(one.text, one.contentpath) for one in Comment.objects.filter(page=page.pk)] == [
        ("Ali to še velja?", "lead")
    ]


def test_editor_compares_two_states_of_a_page(client, home):
    page = article(home, title="Prej")
    page.save_revision()
    page.title = "Potem"
    page.save_revision()
    staff(client, Role.EDITOR)

    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    compared = client.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    )

    assert (history.status_code, compared.status_code) == (200, 200)
    assert '<span class="deletion">Prej</span>' in compared.content.decode()


@pytest.mark.parametrize(("action", "live"), [("publish", True), ("unpublish", False)])
def test_publisher_publishes_and_takes_back_several_at_once(client, home, action, live):
    pages = [article(home, slug, live=not live) for slug in ("prva", "druga")]
    for page in pages:
        page.save_revision()
    staff(client, Role.PUBLISHER)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = "&".join(f"id={page.pk}" for page in pages)

    asked = client.get(f"{address}?{query}&next=/admin/")
    done = client.post(f"{address}?{query}&next=/admin/", {"include_descendants": ""})

    assert (asked.status_code, done.status_code) == (200, 302)
    assert set(ArticlePage.objects.child_of(home).values_list("live", flat=True)) == {live}


def test_editor_sets_what_of_a_picture_must_stay_seen(client, home):
    image = picture()
    staff(client, Role.EDITOR)
    before = image.get_rendition("fill-100x400").focal_point_key
    point = {"x": 800, "y": 450, "width": 200, "height": 100}

    response = client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": image.title,
            "credit": image.credit,
            "licence": image.licence,
            "description": "",
            "tags": "",
            **{f"focal_point_{name}": value for name, value in point.items()},
        },
    )

    image.refresh_from_db()
    assert response.status_code == 302
    assert (image.focal_point_x, image.focal_point_y) == (800, 450)
    assert image.get_rendition("fill-100x400").focal_point_key != before


def test_publisher_sets_the_hours_of_a_page(client, home):
    page = article(home, live=False)
    staff(client, Role.PUBLISHER)

    response = client.post(
        edit(page),
        form_of(page, go_live_at="2030-01-01 08:00", expire_at="2030-02-01 08:00")
        | {"action-publish": "1"},
    )

    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.live, page.approved_schedule) == (False, True)


def test_redirects_made_by_themselves_need_no_editor(client, home):
    """Redirects follow the pages; the list of them is no screen of an editor's."""
    staff(client, Role.EDITOR)

    assert client.get(reverse("wagtailredirects:index")).status_code == 302
