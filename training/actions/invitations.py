"""Selected providers are invited to further trainings of the bundle (T11)."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.offers import LABEL, check_in_bundle
from training.actions.telling_providers import tell_provider
from training.enums import OfferState, Reply
from training.errors import TrainingError
from training.messages.offers import INVITATION
from training.models import Invitation, Offer, OfferPrice, Training


@transaction.atomic
def invite(
    offer: Offer, training: Training, *, note: str = "", by: Actor, at: datetime
) -> Invitation:
    """Invite a selected provider to a further training of the bundle, by mail (T11).

    Raises TrainingError "not_selected", "foreign_training", "offered_already" or
    "invited_already".
    """
    stored = Offer.objects.select_for_update(no_key=True, of=("self",)).get(pk=offer.pk)
    if stored.state != OfferState.SELECTED:
        text = _("Only a provider whose offer was selected can be invited.")
        raise TrainingError("not_selected", text)
    check_in_bundle(stored.bundle, [training])
    if stored.prices.filter(training=training).exists():
        text = _("The provider has offered this training already.")
        raise TrainingError("offered_already", text)
    if stored.invitations.filter(training=training, reply=Reply.ASKED).exists():
        text = _("The provider has been invited to it already.")
        raise TrainingError("invited_already", text)
    invitation = Invitation.objects.create(
        offer=stored, training=training, note=note, invited_at=at
    )
    record(by, "provider_invited", LABEL, stored.pk, at=at, changed=["invitations"])
    tell_provider(INVITATION, stored, {"key": invitation.pk}, at=at)
    return invitation


@transaction.atomic
def note_reply(invitation: Invitation, *, price: Decimal | None, by: Actor, at: datetime) -> None:
    """Note that a provider accepted, for `price` euros a run without VAT, or declined (None).

    Raises TrainingError "replied_already" or "offered_already".
    """
    offer = Offer.objects.select_for_update(no_key=True, of=("self",)).get(pk=invitation.offer_id)
    stored = Invitation.objects.select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)
    if stored.reply != Reply.ASKED:
        raise TrainingError("replied_already", _("The reply has been noted already."))
    stored.reply = Reply.DECLINED if price is None else Reply.ACCEPTED
    stored.replied_at = at
    stored.save(update_fields=["reply", "replied_at"])
    if price is not None:
        _add_price(offer, stored.training, price)
    record(by, f"invitation_{stored.reply}", LABEL, offer.pk, at=at, changed=["invitations"])


def _add_price(offer: Offer, training: Training, price: Decimal) -> None:
    try:
        with transaction.atomic():
            OfferPrice.objects.create(offer=offer, training=training, price=price)
    except IntegrityError as error:
        text = _("The provider has offered this training already.")
        raise TrainingError("offered_already", text) from error
