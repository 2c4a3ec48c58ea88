"""What the coordinator fills in about an offer (T11)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from privacy.office_file_field import OfficeFileField
from training.actions.offers import Terms
from training.enums import OfferState
from training.forms.fields import SeenForm, day_field, euro_field
from training.models import Bundle, Offer, Provider, Training
from training.offer_steps import NEEDS_REASON, OFFER_STEPS


class OfferForm(forms.Form):
    """An offer for `bundle`: a price for each training of it that was offered."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    provider = forms.ModelChoiceField(label=_("Provider"), queryset=Provider.objects.all())
    received_on = day_field(_("Received on"))
    vat_rate = forms.DecimalField(
        label=_("VAT in percent"),
        max_digits=4,
        decimal_places=2,
        min_value=0,
        max_value=99,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("0 where the provider is not liable for VAT."),
    )

    def __init__(self, *args: Any, bundle: Bundle, **more: Any) -> None:
        super().__init__(*args, **more)
        self.bundle = bundle
        self.trainings = list(bundle.trainings.all())
        for training in self.trainings:
            self.fields[f"price_{training.pk}"] = euro_field(
                gettext("%(training)s: price of a run without VAT, in euros")
                % {"training": training},
                required=False,
            )

    @staticmethod
    def initial_of(offer: Offer) -> dict[str, Any]:
        facts = ("provider", "received_on", "vat_rate")
        prices = {f"price_{row.training_id}": row.price for row in offer.prices.all()}
        return {"seen": offer.version} | {name: getattr(offer, name) for name in facts} | prices

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        prices: Mapping[Training, Decimal] = {
            training: data[f"price_{training.pk}"]
            for training in self.trainings
            if data.get(f"price_{training.pk}") is not None
        }
        return Terms(data["provider"], self.bundle, data["received_on"], data["vat_rate"], prices)


class DecisionForm(SeenForm):
    """Bound, it knows every step; unbound, it offers those from the present state."""

    to = forms.ChoiceField(
        label=_("Next step"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the next step.")},
    )
    reason = PlainTextField(
        label=_("Reason or message"),
        help_text=_(
            "Needed to exclude an offer or not to select it. What you write when you ask for a"
            " presentation or select an offer is mailed to the provider."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offer: Offer, **more: Any) -> None:
        super().__init__(*args, **more)
        to = cast(forms.ChoiceField, self.fields["to"])
        # What was a step when the page was shown may be none now: the action says so, by name.
        every = dict.fromkeys(to for steps in OFFER_STEPS.values() for to in steps)
        shown = every if self.is_bound else offer.next_states
        to.choices = [(state.value, state.label) for state in shown]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to") in NEEDS_REASON and not data.get("reason"):
            self.add_error("reason", gettext("Write the reason of this decision."))
        return data

    @property
    def state(self) -> OfferState:
        return OfferState(self.cleaned_data["to"])


class DocumentForm(forms.Form):
    """Stands on one page with others, so its fields have names of their own there."""

    title = PlainTextField(label=_("Title of the document"), max_length=200)
    file = OfficeFileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint or OpenDocument, at most 10 MB."),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "document_%s", **more})


class InvitationForm(forms.Form):
    training = forms.ModelChoiceField(
        label=_("Further training"),
        queryset=Training.objects.none(),
        error_messages={"required": _("Choose the training.")},
    )
    note = PlainTextField(
        label=_("Message to the provider"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, trainings: QuerySet[Training], **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "invite_%s", **more})
        cast(forms.ModelChoiceField, self.fields["training"]).queryset = trainings


class ReplyForm(forms.Form):
    ACCEPTED, DECLINED = "accepted", "declined"

    reply = forms.ChoiceField(
        label=_("What did the provider reply?"),
        choices=[(ACCEPTED, _("accepts, for the price below")), (DECLINED, _("declines"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the provider replied.")},
    )
    price = euro_field(_("Price of a run without VAT, in euros"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_accepted = data.get("reply") == self.ACCEPTED
        if is_accepted and "price" not in self.errors and data.get("price") is None:
            self.add_error("price", gettext("Write the price the provider gave."))
        return data

    @property
    def agreed(self) -> Decimal | None:
        """Return the price of a run, or None where the provider declines."""
        data = self.cleaned_data
        price: Decimal | None = data["price"] if data["reply"] == self.ACCEPTED else None
        return price
