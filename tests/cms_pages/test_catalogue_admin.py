"""Editing the catalogue's facts: who may, and what a save does."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from accounts.roles import STAFF_ROLES, Role
from booking.models import LifeEvent, RequiredDocument, Service, ServiceCategory
from cms_pages.models import ServicePage
from cms_pages.permissions import CATALOGUE_ROLES
from privacy.models import AuditEntry
from tests.factories.accounts import staff
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = pytest.mark.django_db

LANGUAGE_ENDINGS = ("_sl", "_sr", "_en")
VIEWS = ("edit", "history", "history_results", "usage", "delete")


@pytest.fixture
def service():
    return ServiceFactory(slug="potni-list")


def addresses(service):
    event = LifeEvent.objects.create(
        slug="selitev", order=1, name_sl="Selitev", name_sr="Селидба", name_en="Moving"
    )
    rows = {
        "catalogue_services": service,
        "catalogue_categories": service.category,
        "catalogue_life_events": event,
    }
    for name, row in rows.items():
        yield from (reverse(f"{name}:{view}") for view in ("index", "index_results", "add"))
        yield from (reverse(f"{name}:{view}", args=[row.pk]) for view in VIEWS)


@pytest.mark.req("B7", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_catalogue_is_not_there_for_other_staff(client, service, role):
    staff(client, role)

    assert {client.get(path).status_code for path in addresses(service)} == {404}
    assert "catalogue_services" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.req("M1", "X2")
@pytest.mark.parametrize(
    "name", ["catalogue_services", "catalogue_categories", "menu_links", "shared_texts"]
)
def test_editor_of_one_language_has_no_say_in_what_is_there_for_all(client, name):
    staff(client, Role.EDITOR, scope=Locale.objects.get_or_create(language_code="en")[0])

    page = client.get(reverse(f"{name}:add"))

    assert page.status_code == 404
    assert reverse(f"{name}:index") not in client.get("/admin/").content.decode()


@pytest.mark.req("B8")
@pytest.mark.parametrize("role", sorted(CATALOGUE_ROLES))
def test_catalogue_opens_for_those_who_edit_it(client, service, role):
    staff(client, role)

    allowed = [path for path in addresses(service) if "/delete/" not in path]

    assert {client.get(path).status_code for path in allowed} == {200}


@pytest.mark.req("B7", "B35")
def test_conditions_of_urgent_cases_are_edited_with_the_facts(client, service):
    staff(client, Role.EDITOR)
    texts = {"urgent_sl": "Ukraden.", "urgent_sr": "Украден.", "urgent_en": "Stolen."}

    posted(client, service, **texts)

    service.refresh_from_db()
    assert service.has_urgent_path
    assert {name: getattr(service, name) for name in texts} == texts


def test_service_is_never_deleted(client, service):
    staff(client, Role.EDITOR)

    client.post(reverse("catalogue_services:delete", args=[service.pk]))

    assert Service.objects.filter(pk=service.pk).exists()


def posted(client, service, *, path="", **changes):
    """Send the edit form as it stands, with `changes`."""
    path = path or reverse("catalogue_services:edit", args=[service.pk])
    form = client.get(path).context["form"]
    data = {}
    for source in (form, form.documents.management_form, *form.documents):
        for field in source:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value if isinstance(value, list) else str(value)
    data["words"] = ",".join(service.words)
    return client.post(path, data | changes)


@pytest.mark.req("U1", "B8")
def test_editor_changes_facts_and_documents_on_one_page(client, tree):
    service = Service.objects.get()
    RequiredDocumentFactory(service=service, text_sl="star potni list")
    staff(client, Role.EDITOR)

    response = posted(
        client,
        service,
        name_sl="Potni list – nov",
        minutes="25",
        **{
            "documents-1-order": "2",
            "documents-1-case": "child",
            "documents-1-text_sl": "otrok",
            "documents-1-text_sr": "дете",
            "documents-1-text_en": "the child",
        },
    )

    service.refresh_from_db()
    assert response.status_code == 302, response.context["form"].errors
    assert service.minutes == 25
    assert list(service.documents.values_list("text_sl", flat=True)) == ["star potni list", "otrok"]
    assert (
        ServicePage.objects.get(service=service, locale__language_code="sl").title
        == "Potni list – nov"
    )
    entry = AuditEntry.objects.get(verb="edited")
    assert set(entry.changed_fields) == {"name_sl", "minutes", "documents"}


def test_half_filled_document_is_refused_and_nothing_is_saved(client, service):
    staff(client, Role.EDITOR)

    response = posted(client, service, minutes="25", **{"documents-0-text_sl": "otrok"})

    service.refresh_from_db()
    assert response.status_code == 200
    assert service.minutes == 15
    assert service.documents.count() == 0


def test_editor_sees_the_facts_beside_the_prose(client, tree):
    service = Service.objects.get()
    staff(client, Role.EDITOR)
    page = ServicePage.objects.get(service=service, locale__language_code="sl")

    body = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert service.summary_sl in body
    assert reverse("catalogue_services:edit", args=[service.pk]) in body
    assert 'name="title"' not in body


@pytest.mark.req("B73")
@pytest.mark.parametrize("model", [Service, ServiceCategory, LifeEvent, RequiredDocument])
def test_catalogue_fields_are_named_in_slovene(model):
    """Texts in three languages are headed by their language; every other field has a name."""
    fields = [f for f in model._meta.fields if f.editable and f.name[-3:] not in LANGUAGE_ENDINGS]
    own = [field for field in fields if field.name not in ("id", "service")]

    with translation.override("sl"):
        slovene = [str(field.verbose_name) for field in own]
    with translation.override("en"):
        english = [str(field.verbose_name) for field in own]

    assert [pair for pair in zip(slovene, english, strict=True) if pair[0] == pair[1]] == []
