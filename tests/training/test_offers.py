"""What the coordinator decides about offers, and what providers are told (T11)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from messaging.models import Message
from tests.factories.training import (
    AT,
    BundleFactory,
    ContractFactory,
    OfferFactory,
    ProviderFactory,
    TrainingFactory,
)
from tests.training.acting import ANA, refusal, verbs
from tests.training.mails import is_wanted, mails
from training.actions.invitations import invite, note_reply
from training.actions.offer_documents import add_document, remove_document
from training.actions.offers import Terms, correct_offer, decide, record_offer
from training.enums import ContractState, OfferState, Reply
from training.models import OfferPrice
from training.offer_steps import NEEDS_REASON, OFFER_STEPS

pytestmark = pytest.mark.django_db


def terms(bundle, **changes) -> Terms:
    training = changes.pop("training", None) or TrainingFactory(bundle=bundle)
    values = {
        "provider": ProviderFactory(),
        "bundle": bundle,
        "received_on": date(2026, 11, 20),
        "vat_rate": Decimal("22.00"),
        "prices": {training: Decimal("575.00")},
    }
    return Terms(**values | changes)


def take(offer, to, **named):
    decide(offer, to=to, seen=offer.version, by=ANA, at=AT, **named)
    offer.refresh_from_db()


@pytest.mark.req("T11", "X3")
def test_offer_is_recorded_with_its_prices():
    given = terms(BundleFactory())

    offer = record_offer(given, by=ANA, at=AT)

    assert offer.state == OfferState.RECEIVED
    assert [(row.training, row.price) for row in offer.prices.all()] == list(given.prices.items())
    assert verbs() == ["offer_received"]


@pytest.mark.req("T11")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received_on": date(2026, 11, 21)}, "not_in_future"),
        ({"prices": {}}, "no_price"),
    ],
)
def test_offer_that_cannot_be_is_refused(changes, code):
    given = terms(BundleFactory(), **changes)

    assert refusal(record_offer, given, at=AT).code == code


def test_offer_has_no_price_of_another_bundle():
    given = terms(BundleFactory(), training=TrainingFactory())

    assert refusal(record_offer, given, at=AT).code == "foreign_training"


@pytest.mark.req("T11")
def test_offer_is_corrected_until_something_is_decided():
    bundle = BundleFactory()
    given = terms(bundle)
    offer = record_offer(given, by=ANA, at=AT)
    (training,) = given.prices
    cheaper = Terms(
        given.provider, bundle, given.received_on, given.vat_rate, {training: Decimal("550.00")}
    )

    correct_offer(offer, cheaper, seen=1, by=ANA, at=AT)
    correct_offer(offer, cheaper, seen=2, by=ANA, at=AT)
    stale = refusal(correct_offer, offer, given, seen=1, at=AT)
    offer.refresh_from_db()
    take(offer, OfferState.CONDITIONS_MET)
    late = refusal(correct_offer, offer, given, seen=offer.version, at=AT)

    assert (stale.code, late.code) == ("changed_meanwhile", "already_decided")
    assert offer.prices.get().price == Decimal("550.00")
    assert verbs() == ["offer_received", "offer_corrected", "offer_conditions_met"]


@pytest.mark.req("T11")
def test_offer_goes_from_receipt_to_selection_and_the_provider_is_told_twice():
    offer = OfferFactory(state=OfferState.RECEIVED)
    OfferPrice.objects.create(
        offer=offer, training=TrainingFactory(bundle=offer.bundle), price=Decimal("575.00")
    )

    take(offer, OfferState.CONDITIONS_MET)
    take(offer, OfferState.PRESENTATION_ASKED, reason="V torek ob 10. uri.")
    take(offer, OfferState.PRESENTED)
    take(offer, OfferState.SELECTED)

    states = [message.context["state"] for message in Message.objects.order_by("pk")]
    (first, asked), (_second, selected) = mails("en")
    assert states == ["presentation_asked", "selected"]
    assert first == offer.provider.email
    assert "V torek ob 10. uri." in asked.text
    assert "01 000 00 00" in asked.text
    assert offer.bundle.programme.statement_en in selected.text
    assert "3 days" in selected.text


@pytest.mark.req("T11")
def test_mail_of_a_state_that_has_passed_is_dropped():
    offer = OfferFactory(state=OfferState.CONDITIONS_MET)
    take(offer, OfferState.PRESENTATION_ASKED)
    message = Message.objects.get()
    before = is_wanted(message, AT)

    take(offer, OfferState.EXCLUDED, reason="Zavrnitev predstavitve")

    assert (before, is_wanted(message, AT)) == (True, False)


@pytest.mark.req("T11")
@pytest.mark.parametrize("state", OfferState.values)
def test_step_that_is_none_is_refused(state):
    offer = OfferFactory(state=state, reason="x")
    impossible = set(OfferState) - set(OFFER_STEPS.get(OfferState(state), ()))

    found = {refusal(decide, offer, to=to, seen=1, reason="x", at=AT).code for to in impossible}

    asked_too_early = {"conditions_first"} if state == OfferState.RECEIVED else set()
    assert found == {"no_such_step"} | asked_too_early


@pytest.mark.req("T11")
def test_presentation_is_asked_only_of_who_meets_all_conditions():
    offer = OfferFactory(state=OfferState.RECEIVED)

    error = refusal(decide, offer, to=OfferState.PRESENTATION_ASKED, seen=1, at=AT)

    assert error.code == "conditions_first"
    assert not Message.objects.exists()


@pytest.mark.req("T11")
@pytest.mark.parametrize("to", OFFER_STEPS[OfferState.SELECTED])
def test_nothing_is_decided_once_the_contract_is_signed(to):
    offer = ContractFactory().offer

    assert refusal(decide, offer, to=to, seen=1, reason="x", at=AT).code == "contract_signed"


@pytest.mark.req("T11")
def test_presentation_may_be_asked_until_the_signature():
    offer = ContractFactory(state=ContractState.SENT, signed_at=None).offer

    take(offer, OfferState.PRESENTATION_ASKED)

    assert offer.state == OfferState.PRESENTATION_ASKED


@pytest.mark.req("T11")
def test_refused_presentation_excludes_the_offer_for_good():
    offer = OfferFactory(state=OfferState.PRESENTATION_ASKED)

    no_reason = refusal(decide, offer, to=OfferState.EXCLUDED, seen=1, at=AT)
    take(offer, OfferState.EXCLUDED, reason="Ponudnik je predstavitev zavrnil.")

    assert no_reason.code == "reason_needed"
    assert offer.next_states == ()
    assert offer.reason == "Ponudnik je predstavitev zavrnil."


@pytest.mark.parametrize("to", sorted(NEEDS_REASON))
def test_decision_against_a_provider_needs_its_reason(to):
    offer = OfferFactory(state=OfferState.PRESENTED)

    assert refusal(decide, offer, to=to, seen=1, at=AT).code == "reason_needed"


def test_decision_on_an_old_version_is_refused():
    offer = OfferFactory(state=OfferState.RECEIVED)
    take(offer, OfferState.CONDITIONS_MET)

    error = refusal(decide, offer, to=OfferState.SELECTED, seen=1, at=AT)

    assert error.code == "changed_meanwhile"


@pytest.mark.req("T11", "X3")
def test_document_is_kept_under_a_name_that_says_nothing_and_goes_with_its_row(
    django_capture_on_commit_callbacks,
):
    offer = OfferFactory()
    file = ContentFile(b"%PDF-1.7", name="zivljenjepis-ana-primer.pdf")

    document = add_document(offer, title="Reference", file=file, by=ANA, at=AT)
    storage, name = document.file.storage, document.file.name
    was_there = storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document, by=ANA, at=AT)
        remove_document(document, by=ANA, at=AT)

    assert was_there
    assert "ana" not in name
    assert name.endswith(".pdf")
    assert not storage.exists(name)
    assert verbs() == ["document_added", "document_removed"]


def test_private_file_is_read_by_its_owner_only_and_has_no_address(tmp_path):
    from privacy.private_files import PrivateStorage

    storage = PrivateStorage(tmp_path / "private")

    name = storage.save("a/b.pdf", BytesIO(b"%PDF-"))

    assert (tmp_path / "private" / "a" / "b.pdf").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "private" / "a").stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="no address"):
        storage.url(name)


@pytest.mark.req("T11")
def test_selected_provider_is_invited_to_a_further_training_and_their_price_is_kept():
    offer = OfferFactory()
    further = TrainingFactory(bundle=offer.bundle)

    invitation = invite(offer, further, note="Od januarja.", by=ANA, at=AT)
    again = refusal(invite, offer, further, at=AT)
    ((recipient, mail),) = mails("en")
    message = Message.objects.get()
    wanted = is_wanted(message, AT)
    note_reply(invitation, price=Decimal("640.00"), by=ANA, at=AT)

    invitation.refresh_from_db()
    assert again.code == "invited_already"
    assert recipient == offer.provider.email
    assert further.name_en in mail.subject
    assert "Od januarja." in mail.text
    assert (wanted, is_wanted(message, AT)) == (True, False)
    assert invitation.reply == Reply.ACCEPTED
    assert offer.prices.get(training=further).price == Decimal("640.00")
    assert verbs() == ["provider_invited", "invitation_accepted"]


@pytest.mark.req("T11")
def test_declined_invitation_leaves_no_price_and_may_be_repeated():
    offer = OfferFactory()
    further = TrainingFactory(bundle=offer.bundle)
    invitation = invite(offer, further, by=ANA, at=AT)

    note_reply(invitation, price=None, by=ANA, at=AT)
    twice = refusal(note_reply, invitation, price=Decimal("1.00"), at=AT)
    invite(offer, further, by=ANA, at=timezone.now())

    assert twice.code == "replied_already"
    assert not offer.prices.exists()
    assert offer.invitations.count() == 2


@pytest.mark.req("T11")
@pytest.mark.parametrize("state", sorted(set(OfferState) - {OfferState.SELECTED}))
def test_only_selected_providers_are_invited(state):
    offer = OfferFactory(state=state, reason="x")

    error = refusal(invite, offer, TrainingFactory(bundle=offer.bundle), at=AT)

    assert error.code == "not_selected"


@pytest.mark.req("T11")
def test_nobody_is_invited_to_what_they_offered_or_to_another_bundle():
    offer = OfferFactory()
    offered = TrainingFactory(bundle=offer.bundle)
    OfferPrice.objects.create(offer=offer, training=offered, price=Decimal("575.00"))

    same = refusal(invite, offer, offered, at=AT)
    foreign = refusal(invite, offer, TrainingFactory(), at=AT)

    assert (same.code, foreign.code) == ("offered_already", "foreign_training")
