"""Every page of the coordinator about providers, offers and contracts, for every role (X2)."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.roles import STAFF_ROLES, Role
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.training import (
    AT,
    ContractFactory,
    EmployerFactory,
    OfferFactory,
    TrainerFactory,
    TrainingFactory,
)
from training.models import Invitation, OfferDocument, Qualification, Training
from training.staff.parties import VIEWSETS

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    """Return every address of this part of the admin, with rows behind them."""
    contract = ContractFactory()
    offer = OfferFactory(bundle=contract.offer.bundle)
    training: Training = TrainingFactory(bundle=offer.bundle)
    trainer = TrainerFactory(qualified_for=training)
    document = OfferDocument.objects.create(
        offer=offer, title="Papir", file=ContentFile(b"%PDF-", name="a.pdf"), added_at=AT
    )
    invitation = Invitation.objects.create(offer=offer, training=training, invited_at=AT)
    of_offer = ["offer", "offer_edit", "offer_documents", "offer_invite", "contract_add"]
    of_contract = ["contract", "contract_edit", "contract_send", "contract_sign", "report"]
    rows = {
        "training_providers": offer.provider,
        "training_trainers": trainer,
        "training_qualifications": Qualification.objects.get(),
        "training_employers": EmployerFactory(),
    }
    assert set(rows) == {viewset.name for viewset in VIEWSETS}
    return [
        *(reverse(f"training:{name}") for name in ("offers", "contracts")),
        *(reverse(f"training:{name}", args=[offer.pk]) for name in of_offer),
        *(reverse(f"training:{name}", args=[contract.pk]) for name in of_contract),
        *(reverse("training:report_file", args=[contract.pk, kind]) for kind in ("pdf", "xlsx")),
        reverse("training:offer_add", args=[offer.bundle_id]),
        reverse("training:document", args=[document.pk]),
        reverse("training:document_remove", args=[document.pk]),
        reverse("training:invitation_reply", args=[invitation.pk]),
        reverse("training:trainer", args=[trainer.pk]),
        reverse("training:trainer_password", args=[trainer.pk]),
        *(
            reverse("training:trainer_step", args=[trainer.pk, step])
            for step in ("end", "retire", "back")
        ),
        *(reverse(f"{name}:index") for name in rows),
        *(reverse(f"{name}:add") for name in rows),
        *(reverse(f"{name}:edit", args=[row.pk]) for name, row in rows.items()),
    ]


@pytest.mark.req("T5", "T10", "T11", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_pages_are_there_for_the_coordinator_alone(client, role):
    paths = addresses()
    staff(client, role)

    reads = {path: client.get(path).status_code for path in paths}
    if role == Role.TRAINING_COORDINATOR:
        assert set(reads.values()) == {200, 302}
    else:
        assert {path: code for path, code in reads.items() if code != 404} == {}
        writes = {path: client.post(path).status_code for path in paths}
        assert {path: code for path, code in writes.items() if code not in (404, 405)} == {}


@pytest.mark.req("X2")
def test_coordinator_of_one_bundle_alone_sees_nothing(client):
    paths = addresses()
    staff(client, Role.TRAINING_COORDINATOR, scope=OfferFactory())

    assert {client.get(path).status_code for path in paths} == {404}


@pytest.mark.req("X2")
def test_pages_lead_strangers_to_the_sign_in(client):
    paths = addresses()

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.req("X2")
def test_rows_that_are_not_there_are_not_found(client):
    staff(client, Role.TRAINING_COORDINATOR)
    of_rows = [
        *("offer", "offer_edit", "offer_documents", "offer_invite", "contract_add"),
        *("contract", "contract_edit", "contract_send", "contract_sign", "report"),
        *("document", "document_remove", "invitation_reply", "trainer", "trainer_password"),
    ]

    paths = [reverse(f"training:{name}", args=[987]) for name in of_rows]

    assert {client.get(path).status_code for path in paths} == {404}


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.TRAINING_COORDINATOR, True), (Role.EDITOR, False)]
)
def test_menu_offers_contracts_to_the_coordinator_alone(client, role, shown):
    staff(client, role)

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    for name in ("training:offers", "training:contracts", "training_trainers:index"):
        assert (reverse(name) in home) is shown


@pytest.mark.req("X3")
@pytest.mark.parametrize("viewset", VIEWSETS)
def test_nothing_of_the_parties_can_be_deleted(client, viewset):
    paths = addresses()
    assert paths
    row = viewset.model.objects.first()
    staff(client, Role.TRAINING_COORDINATOR)

    client.post(reverse(f"{viewset.name}:delete", args=[row.pk]))

    assert viewset.model.objects.filter(pk=row.pk).exists()
