"""Offers and the contract that follows from one (T9–T11)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.private_files import private_storage, random_name
from training.enums import ContractState, OfferState, Reply
from training.models.catalogue import Bundle
from training.models.provider import Provider
from training.models.training import Training
from training.money import with_vat
from training.offer_steps import OFFER_STEPS

SIGNATURE = timedelta(days=3)  # S0: counted from the receipt of the contract the client signed


class Offer(models.Model):
    """What a provider offers for a bundle, and what became of it (T11)."""

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="offers", verbose_name=_("provider")
    )
    bundle = models.ForeignKey(
        Bundle, on_delete=models.PROTECT, related_name="offers", verbose_name=_("bundle")
    )
    received_on = models.DateField(_("received on"))
    vat_rate = models.DecimalField(
        _("VAT in percent"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("22.00"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(99))],
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OfferState, default=OfferState.RECEIVED
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[OfferState.EXCLUDED, OfferState.NOT_SELECTED])
                | ~Q(reason=""),
                name="training_offer_refused_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} · {self.bundle}"

    @property
    def next_states(self) -> tuple[OfferState, ...]:
        return OFFER_STEPS.get(OfferState(self.state), ())


class OfferPrice(models.Model):
    """What one run of a training costs by the offer, without VAT, in euros."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="prices")
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="+", verbose_name=_("training")
    )
    price = models.DecimalField(
        _("price of a run without VAT, in euros"),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )

    class Meta:
        ordering = ["offer", "training"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(fields=["offer", "training"], name="training_offerprice_once"),
            models.CheckConstraint(condition=Q(price__gt=0), name="training_offerprice_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.training}: {self.price}"


class OfferDocument(models.Model):
    """A paper of an offer; only the coordinator opens it."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=random_name, storage=private_storage)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("document of an offer")
        verbose_name_plural = _("documents of an offer")

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A selected provider is invited to give a further training of the bundle (T11)."""

    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("offer")
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="+", verbose_name=_("training")
    )
    note = models.TextField(_("message to the provider"), max_length=2000, blank=True)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply, default=Reply.ASKED)
    invited_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invitation to a further training")
        verbose_name_plural = _("invitations to further trainings")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "training"],
                condition=Q(reply=Reply.ASKED),
                name="training_invitation_one_open",
                violation_error_message=_("The provider has been invited to it already."),
            ),
            models.CheckConstraint(
                condition=Q(reply=Reply.ASKED) | Q(replied_at__isnull=False),
                name="training_invitation_replied_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.training}"


class Contract(models.Model):
    """The contract on a bundle with the provider of a selected offer (T10).

    `ceiling` is with VAT, in euros. It ends at the first of three: its funds are used up,
    `ends_on` has passed, its programme has ended; `training.contracts` says which.
    """

    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, related_name="contract", verbose_name=_("offer")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    ceiling = models.DecimalField(
        _("ceiling with VAT, in euros"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    ends_on = models.DateField(_("ends on at the latest"))
    state = models.CharField(
        _("state"), max_length=10, choices=ContractState, default=ContractState.DRAFT
    )
    received_at = models.DateTimeField(_("received by the provider"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed by the provider"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-ends_on", "number"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ceiling__gt=0), name="training_contract_ceiling_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state=ContractState.SIGNED) | Q(signed_at__isnull=False),
                name="training_contract_signed_when",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(received_at__isnull=False, signed_at__gte=F("received_at")),
                name="training_contract_received_before_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sign_by(self) -> datetime | None:
        """Return the last moment to sign, once the contract has been received."""
        return None if self.received_at is None else self.received_at + SIGNATURE

    @property
    def last_day(self) -> date:
        """Return the last day a session may be on: its own end or the programme's, the earlier."""
        programme_ends = self.offer.bundle.programme.ends_on
        return self.ends_on if programme_ends is None else min(self.ends_on, programme_ends)

    def price_of(self, training: Training) -> Decimal:
        """Return what a run costs with VAT; OfferPrice.DoesNotExist where none was offered."""
        price = self.offer.prices.get(training=training).price
        return with_vat(price, self.offer.vat_rate)


class Forecast(models.Model):
    """How many runs of a training the contract foresees; more are allowed and shown (T9)."""

    contract = models.ForeignKey(
        Contract, on_delete=models.CASCADE, related_name="forecasts", verbose_name=_("contract")
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="+", verbose_name=_("training")
    )
    runs = models.PositiveSmallIntegerField(_("runs"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["contract", "training"]
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        constraints = [
            models.UniqueConstraint(fields=["contract", "training"], name="training_forecast_once")
        ]

    def __str__(self) -> str:
        return f"{self.training}: {self.runs}"
