"""The coordinator's pages of offers: what is typed is kept, what is refused is told (T11)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from privacy import office_files
from privacy.models import AuditEntry
from tests.factories.accounts import staff
from tests.factories.training import (
    BundleFactory,
    ContractFactory,
    OfferFactory,
    ProviderFactory,
    TrainingFactory,
)
from training.enums import OfferState, Reply
from training.models import Offer, OfferDocument

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 demo"


@pytest.fixture(autouse=True)
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


def page_of(offer) -> str:
    return reverse("training:offer", args=[offer.pk])


def upload(client, offer, name="reference.pdf", content=PDF, title="Reference"):
    path = reverse("training:offer_documents", args=[offer.pk])
    return client.post(path, {"title": title, "file": SimpleUploadedFile(name, content)})


@pytest.mark.req("T11")
def test_offer_is_recorded_with_prices_as_slovenes_write_them(client):
    bundle = BundleFactory()
    basic, advanced = TrainingFactory.create_batch(2, bundle=bundle)
    path = reverse("training:offer_add", args=[bundle.pk])

    response = client.post(
        path,
        {
            "provider": ProviderFactory().pk,
            "received_on": "2026-11-02",
            "vat_rate": "22,00",
            f"price_{basic.pk}": "1.575,50",
            f"price_{advanced.pk}": "",
        },
    )

    offer = Offer.objects.get()
    assert response.url == page_of(offer)
    assert [(row.training, str(row.price)) for row in offer.prices.all()] == [(basic, "1575.50")]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"price": "veliko"}, "price"),
        ({"price": "0"}, "price"),
        ({"price": ""}, None),
        ({"provider": "99999"}, "provider"),
        ({"received_on": "včeraj"}, "received_on"),
        ({"received_on": "2999-01-01"}, None),
        ({"vat_rate": "100"}, "vat_rate"),
    ],
)
def test_bad_offer_is_told_and_nothing_typed_is_lost(client, bad, field):
    training = TrainingFactory()
    path = reverse("training:offer_add", args=[training.bundle_id])
    typed = {"received_on": "2026-11-02", "vat_rate": "22", "price": "575"} | {
        "provider": str(ProviderFactory().pk)
    }
    typed |= bad
    typed[f"price_{training.pk}"] = typed.pop("price")

    response = client.post(path, typed)

    form = response.context["form"]
    name = f"price_{training.pk}" if field == "price" else field
    assert response.status_code == 200
    assert list(form.errors) == [name or "__all__"]
    assert {key: form[key].value() for key in typed} == typed
    if field is not None:
        assert f'href="#id_{name}">{form[name].label}: ' in response.content.decode()
    assert not Offer.objects.exists()


@pytest.mark.req("T11")
def test_step_is_taken_on_the_page_and_told_in_the_history(client):
    offer = OfferFactory(state=OfferState.RECEIVED)

    response = client.post(page_of(offer), {"seen": 1, "to": "conditions_met", "reason": ""})

    offer.refresh_from_db()
    shown = client.get(page_of(offer))
    assert response.url == page_of(offer)
    assert offer.state == OfferState.CONDITIONS_MET
    assert [event.what for event in shown.context["history"]] == [offer.get_state_display()]
    assert [choice for choice, _words in shown.context["decision"]["to"].field.choices] == [
        *("presentation_asked", "selected", "not_selected", "excluded", "withdrawn")
    ]


@pytest.mark.req("T11")
def test_second_of_two_is_told_and_keeps_what_was_typed(client):
    offer = OfferFactory(state=OfferState.PRESENTED, version=4)

    response = client.post(page_of(offer), {"seen": 3, "to": "not_selected", "reason": "Predraga"})

    offer.refresh_from_db()
    assert response.status_code == 409
    assert response.context["error"].code == "changed_meanwhile"
    assert response.context["decision"]["reason"].value() == "Predraga"
    assert response.context["decision"]["seen"].value() == 4
    assert offer.state == OfferState.PRESENTED


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({}, "to"),
        ({"to": "nowhere"}, "to"),
        ({"to": "excluded"}, "reason"),
        ({"to": "conditions_met", "seen": "x"}, "seen"),
    ],
)
def test_bad_decision_is_told(client, bad, field):
    offer = OfferFactory(state=OfferState.RECEIVED)

    response = client.post(page_of(offer), {"seen": 1} | bad)

    assert response.status_code == 200
    assert field in response.context["decision"].errors


def test_offer_is_corrected_and_a_stale_form_is_not(client):
    offer = OfferFactory(state=OfferState.RECEIVED)
    training = TrainingFactory(bundle=offer.bundle)
    path = reverse("training:offer_edit", args=[offer.pk])
    typed = {
        "seen": 1,
        "provider": offer.provider.pk,
        "received_on": "2026-01-10",
        "vat_rate": "22",
        f"price_{training.pk}": "575",
    }

    first = client.post(path, typed)
    second = client.post(path, typed | {f"price_{training.pk}": "1"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert str(offer.prices.get().price) == "575.00"
    assert client.get(path).context["form"].initial["seen"] == 2


@pytest.mark.req("T11", "X3")
def test_document_is_handed_out_to_be_saved_and_that_is_noted(client):
    offer = OfferFactory()

    added = upload(client, offer)
    document = OfferDocument.objects.get()
    path = reverse("training:document", args=[document.pk])
    response = client.get(path)

    assert added.status_code == 302
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Reference.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.filter(verb="document_opened").count() == 1
    page = client.get(page_of(offer)).content.decode()
    assert document.file.name not in page
    assert path in page


@pytest.mark.req("T11")
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ", "kind"),
        ("stran.html", b"<script>", "kind"),
        ("slika.svg", b"<svg/>", "kind"),
        ("reference.pdf", b"<script>alert(1)</script>", "false_kind"),
        ("reference.docx", b"PK\x03\x04", "false_kind"),
        ("prazna.pdf", b"", "empty"),
    ],
)
def test_file_that_is_no_paper_is_refused(client, name, content, code):
    offer = OfferFactory()

    response = upload(client, offer, name, content)

    form = response.context["document"]
    assert response.status_code == 200
    assert [error.code for error in form.errors.as_data()["file"]] == [code]
    assert form["title"].value() == "Reference"
    assert not OfferDocument.objects.exists()


@pytest.mark.req("T11")
def test_file_that_is_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr("privacy.office_file_field.MOST_BYTES", 100)
    assert office_files.MOST_BYTES == 10 * 1024 * 1024

    at_limit = upload(client, OfferFactory(), content=PDF.ljust(100))
    over = upload(client, OfferFactory(), content=PDF.ljust(101))

    assert at_limit.status_code == 302
    assert [error.code for error in over.context["document"].errors.as_data()["file"]] == [
        "too_large"
    ]


@pytest.mark.parametrize(
    ("title", "name"), [("?!", "dokument.pdf"), ("..", "dokument.pdf"), ("a/../b", "a..b.pdf")]
)
def test_document_is_handed_out_whatever_signs_its_title_has(client, title, name):
    upload(client, OfferFactory(), title=title)

    response = client.get(reverse("training:document", args=[OfferDocument.objects.get().pk]))

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_document_whose_file_was_lost_is_not_there(client):
    upload(client, OfferFactory())
    document = OfferDocument.objects.get()
    document.file.storage.delete(document.file.name)

    response = client.get(reverse("training:document", args=[document.pk]))

    assert response.status_code == 404
    assert not AuditEntry.objects.filter(verb="document_opened").exists()


def test_document_without_a_file_is_told(client):
    offer = OfferFactory()

    response = client.post(reverse("training:offer_documents", args=[offer.pk]), {"title": "x"})

    assert list(response.context["document"].errors) == ["file"]


def test_document_is_removed_only_after_a_question(client):
    upload(client, OfferFactory())
    document = OfferDocument.objects.get()
    path = reverse("training:document_remove", args=[document.pk])

    asked = client.get(path)
    still_there = OfferDocument.objects.exists()
    client.post(path)

    assert asked.status_code == 200
    assert still_there
    assert not OfferDocument.objects.exists()


@pytest.mark.req("T11")
def test_provider_is_invited_and_the_reply_noted_on_the_pages(client):
    offer = OfferFactory()
    further = TrainingFactory(bundle=offer.bundle)

    client.post(reverse("training:offer_invite", args=[offer.pk]), {"training": further.pk})
    invitation = offer.invitations.get()
    reply = reverse("training:invitation_reply", args=[invitation.pk])
    no_price = client.post(reply, {"reply": "accepted", "price": ""})
    done = client.post(reply, {"reply": "accepted", "price": "640,00"})
    twice = client.post(reply, {"reply": "declined"})

    invitation.refresh_from_db()
    assert list(no_price.context["form"].errors) == ["price"]
    assert done.url == page_of(offer)
    assert invitation.reply == Reply.ACCEPTED
    assert len(twice.context["form"].non_field_errors()) == 1


def test_invitation_to_a_training_of_another_bundle_is_no_choice(client):
    offer = OfferFactory()

    response = client.post(
        reverse("training:offer_invite", args=[offer.pk]), {"training": TrainingFactory().pk}
    )

    assert list(response.context["invitation"].errors) == ["training"]
    assert not offer.invitations.exists()


def test_list_filters_by_state_and_asks_the_same_for_one_and_thirty(client):
    path = reverse("training:offers")
    bundle = ContractFactory().offer.bundle
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    OfferFactory.create_batch(29, bundle=bundle, state=OfferState.RECEIVED)
    ContractFactory(offer__bundle=bundle)

    with CaptureQueriesContext(connection) as many:
        page = client.get(path)

    assert len(many) == len(one)
    assert [(str(state), count) for state, count in page.context["states"]] == [
        ("received", 29),
        ("selected", 2),
    ]
    assert len(client.get(path, {"stanje": "selected"}).context["part"]) == 2
    assert len(client.get(path, {"stanje": "kar koli", "stran": "x"}).context["part"]) == 31


def test_page_of_an_offer_asks_the_same_for_one_and_thirty(client):
    offer = OfferFactory()
    upload(client, offer)
    client.get(page_of(offer))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(offer))
    for _n in range(29):
        upload(client, offer)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(page_of(offer))

    assert len(page.context["documents"]) == 30
    assert len(thirty) == len(one)
