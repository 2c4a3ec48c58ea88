"""Facts and prose of a service edited side by side, there and back (U1)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from booking.models import RequiredDocument
from cms_pages.models import ServiceIndexPage, ServicePage
from cms_pages.panels import ServiceFactsPanel
from tests.cms_pages.test_catalogue_admin import posted
from tests.factories.accounts import staff
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]


@pytest.fixture
def page(service):
    return ServicePage.objects.get(service=service, locale__language_code="sl")


def facts_of(service, page=""):
    return reverse("catalogue_services:edit", args=[service.pk]) + (
        f"?stran={page}" if page else ""
    )


def rows(service):
    return list(service.documents.values_list("text_sl", flat=True))


def test_page_shows_the_facts_in_every_language_and_leads_to_them(client, service, page):
    RequiredDocumentFactory(service=service, case="lost")
    staff(client, Role.EDITOR)

    body = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    for text in (service.summary_sl, service.summary_sr, service.summary_en):
        assert text in body
    assert "Стара лична карта" in body
    assert facts_of(service, page.pk) in body


def test_facts_show_the_newest_prose_of_every_language(client, service, page):
    page.body = [("text", page.body[0].value.__class__("<p>Novejše besedilo.</p>"))]
    page.save_revision()
    staff(client, Role.EDITOR)

    response = client.get(facts_of(service))

    body = response.content.decode()
    others = ServicePage.objects.filter(service=service, locale__language_code__in=["sr", "en"])
    assert "Novejše besedilo." in body
    for other in [page, *others]:
        assert reverse("wagtailadmin_pages:edit", args=[other.pk]) in body


def test_who_came_from_the_page_goes_back_to_it(client, service, page):
    staff(client, Role.EDITOR)

    form = client.get(facts_of(service, page.pk))
    saved = posted(client, service, path=facts_of(service, page.pk), minutes="25")

    back = reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#service-facts"
    assert f'action="{facts_of(service, page.pk)}"' in form.content.decode()
    assert back in form.content.decode()
    assert saved.url == back


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "²", "0", "other"])
def test_no_other_page_is_gone_back_to(client, service, page, key):
    if key == "other":
        index = ServiceIndexPage.objects.get(locale__language_code="sl")
        other = ServicePage(service=ServiceFactory(slug="poroka"))
        key = index.add_child(instance=other).pk
    staff(client, Role.EDITOR)

    saved = posted(client, service, path=facts_of(service, key), minutes="25")

    assert saved.url == reverse("catalogue_services:index")


def test_refused_facts_keep_the_way_back(client, service, page):
    staff(client, Role.EDITOR)

    refused = posted(client, service, path=facts_of(service, page.pk), minutes="0")

    assert refused.status_code == 200
    assert f'action="{facts_of(service, page.pk)}"' in refused.content.decode()


@pytest.mark.req("X2")
def test_way_to_the_facts_is_only_for_those_who_edit_them(rf, service, page, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(username="nekdo")
    panel = ServiceFactsPanel().bind_to_model(ServicePage)

    bound = panel.get_bound_panel(instance=page, request=request, form=None)

    assert "edit_url" not in bound.get_context_data()


def test_documents_are_reordered_added_and_removed(client, service, page):
    for order, text in enumerate(("prva", "druga", "tretja"), start=1):
        RequiredDocumentFactory(service=service, order=order, text_sl=text)
    staff(client, Role.EDITOR)
    more = {
        "documents-3-text_sl": "nova",
        "documents-3-text_sr": "нова",
        "documents-3-text_en": "n",
    }

    posted(
        client,
        service,
        **{"documents-0-order": "3", "documents-2-order": "1", "documents-1-DELETE": "on"},
        **more,
    )

    assert rows(service) == ["tretja", "prva", "nova"]


def test_empty_row_moved_to_another_place_is_no_document(client, service, page):
    RequiredDocumentFactory(service=service, order=1)
    staff(client, Role.EDITOR)

    saved = posted(client, service, **{"documents-1-order": "9", "minutes": "25"})

    assert saved.status_code == 302
    assert RequiredDocument.objects.filter(service=service).count() == 1


def test_condition_without_a_text_is_refused(client, service, page):
    staff(client, Role.EDITOR)

    refused = posted(client, service, **{"documents-0-case": "lost"})

    assert refused.status_code == 200
    assert rows(service) == []
