"""Offers: the list, one offer with its documents, decisions and invitations (T11)."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.actions import offers as actions
from training.enums import OfferState, Reply
from training.errors import TrainingError
from training.forms.offers import DecisionForm, DocumentForm, InvitationForm, OfferForm
from training.models import Bundle, Contract, Offer, Training
from training.staff.coordinator import CoordinatorView, refused
from training.staff.history import history

PER_PAGE = 50
LIST = ("training:offers", gettext_lazy("Offers"))


class Offers(CoordinatorView):
    """The newest first; `?stanje=` keeps one state."""

    template = "training/admin/offers/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("stanje", "")
        rows = Offer.objects.select_related("provider", "bundle", "contract")
        kept = rows.filter(state=state) if state in OfferState else rows
        counts = dict(Offer.objects.order_by().values_list("state").annotate(Count("pk")))
        return self.page(
            _("Offers"),
            part=Paginator(kept, PER_PAGE).get_page(request.GET.get("stran")),
            states=[(one, counts[one]) for one in OfferState if one in counts],
            chosen=state,
            bundles=Bundle.objects.all(),
        )


class OfferAdd(CoordinatorView):
    template = "training/admin/form.html"
    trail = (LIST,)

    def get(self, request: HttpRequest, bundle: int) -> HttpResponse:
        return self.show(OfferForm(bundle=self.bundle, initial={"vat_rate": "22"}))

    def post(self, request: HttpRequest, bundle: int) -> HttpResponse:
        form = OfferForm(request.POST, bundle=self.bundle)
        if not form.is_valid():
            return self.show(form)
        try:
            offer = actions.record_offer(form.terms, by=self.actor, at=self.at)
        except TrainingError as error:
            form.add_error(None, error.message)
            return self.show(form)
        return self.done(_("The offer has been saved."), "training:offer", offer.pk)

    @cached_property
    def bundle(self) -> Bundle:
        return get_object_or_404(Bundle, pk=self.kwargs["bundle"])

    def show(self, form: OfferForm) -> HttpResponse:
        return self.page(
            _("Record an offer"),
            form=form,
            lead=self.bundle.name,
            button=_("Save the offer"),
            back="training:offers",
        )


class OfferView(CoordinatorView):
    """A page of one offer, with forms that keep what was typed."""

    template = "training/admin/offers/offer.html"
    trail = (LIST,)

    @cached_property
    def offer(self) -> Offer:
        rows = Offer.objects.select_related("provider", "bundle", "contract")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(self, status: int = 200, **forms: Any) -> HttpResponse:
        offer = self.offer
        forms.setdefault("decision", DecisionForm(offer=offer, initial={"seen": offer.version}))
        forms.setdefault("document", DocumentForm())
        forms.setdefault("invitation", InvitationForm(trainings=self.not_offered()))
        return self.page(
            str(offer),
            status=status,
            offer=offer,
            contract=Contract.objects.filter(offer=offer).first(),
            prices=offer.prices.select_related("training"),
            documents=offer.documents.all(),
            invitations=offer.invitations.select_related("training"),
            history=history(offer),
            **forms,
        )

    def not_offered(self) -> Any:
        """Return what the provider may be invited to: of the bundle, without a price of theirs."""
        offer = self.offer
        if offer.state != OfferState.SELECTED:
            return Training.objects.none()
        priced = offer.prices.values("training")
        asked = offer.invitations.filter(reply=Reply.ASKED).values("training")
        return offer.bundle.trainings.exclude(pk__in=priced).exclude(pk__in=asked)

    def attempt(
        self, action: Callable[[], object], done: str, form: str, remake: Callable[[], Any]
    ) -> HttpResponse:
        """Run `action`; where a rule says no, show the offer as it is now, with that sentence."""
        try:
            action()
        except TrainingError as error:
            self.__dict__.pop("offer")  # a colleague may have changed it since it was read
            return self.show(refused(error), error=error, **{form: remake()})
        return self.done(done, "training:offer", self.offer.pk)


class OfferPage(OfferView):
    """Shows an offer; POST takes the next step."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST, offer=self.offer)
        if not form.is_valid():
            return self.show(decision=form)
        typed = form.cleaned_data
        return self.attempt(
            lambda: actions.decide(self.offer, **typed, by=self.actor, at=self.at),
            _("Saved."),
            "decision",
            lambda: DecisionForm(offer=self.offer, initial=typed | {"seen": self.offer.version}),
        )


class OfferEdit(OfferView):
    template = "training/admin/form.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = OfferForm(bundle=self.offer.bundle, initial=OfferForm.initial_of(self.offer))
        return self.show_form(form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        offer = self.offer
        form = OfferForm(request.POST, bundle=offer.bundle)
        if not form.is_valid():
            return self.show_form(form)
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.correct_offer(offer, form.terms, seen=seen, by=self.actor, at=self.at)
        except TrainingError as error:
            form.add_error(None, error.message)
            return self.show_form(form, refused(error))
        return self.done(_("The offer has been saved."), "training:offer", offer.pk)

    def show_form(self, form: OfferForm, status: int = 200) -> HttpResponse:
        return self.page(
            _("Correct the offer"),
            status=status,
            form=form,
            lead=str(self.offer),
            button=_("Save the offer"),
            back="training:offer",
            back_to=self.offer.pk,
        )
