"""What a provider is mailed about an offer (T11)."""

from datetime import datetime

from django.utils.translation import gettext as _

from languages.codes import SL
from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.enums import OfferState, Reply
from training.messages.written import written
from training.models import Bundle, Invitation, Offer, Training

OFFER = "training.offer"
INVITATION = "training.invitation"
PROVIDERS_READ = SL  # tenders are in Slovene


def contact_of(bundle: Bundle) -> Training | None:
    """Return a training of the bundle, whose coordinator answers questions about it."""
    return bundle.trainings.order_by("code").first()


class _Offer:
    name = OFFER

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the offer still stands as the mail says."""
        rows = Offer.objects.filter(pk=message.context["key"], state=message.context["state"])
        return rows.exists()

    def render(self, message: Message) -> Content:
        rows = Offer.objects.select_related("provider", "bundle__programme__measure")
        offer = rows.get(pk=message.context["key"])
        context = {
            "offer": offer,
            "bundle": offer.bundle,
            "note": message.context["note"],
            "trainings": [price.training for price in offer.prices.select_related("training")],
            "contact": contact_of(offer.bundle),
        }
        is_asked = message.context["state"] == OfferState.PRESENTATION_ASKED
        name = "presentation_asked" if is_asked else "offer_selected"
        subject = (
            _("Please present the training: %(bundle)s")
            if is_asked
            else _("Your offer has been selected: %(bundle)s")
        )
        return written(name, subject % {"bundle": offer.bundle}, context)


class _Invitation:
    name = INVITATION

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        rows = Invitation.objects.filter(pk=message.context["key"], reply=Reply.ASKED)
        return rows.exists()

    def render(self, message: Message) -> Content:
        rows = Invitation.objects.select_related(
            "offer__provider", "offer__bundle__programme__measure", "training"
        )
        invitation = rows.get(pk=message.context["key"])
        context = {
            "invitation": invitation,
            "bundle": invitation.offer.bundle,
            "contact": invitation.training,
        }
        subject = _("Invitation to give a training: %(training)s")
        return written("invitation", subject % {"training": invitation.training}, context)


def register() -> None:
    for kind in (_Offer(), _Invitation()):
        kinds.register(kind)
