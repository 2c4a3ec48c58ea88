"""Contracts: the list, the draft, one contract with its ledger, receipt and signature (T10)."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.actions import contracts as actions
from training.contracts import account, ended_by, figures
from training.enums import ContractState
from training.errors import TrainingError
from training.forms.contracts import ContractForm, ReceiptForm, SignatureForm
from training.ledger import End
from training.models import Contract, Offer
from training.reports.tables import hours_table, money_table, runs_table
from training.staff.coordinator import CoordinatorView, refused
from training.staff.history import history

PER_PAGE = 50
LIST = ("training:contracts", gettext_lazy("Contracts"))


class Contracts(CoordinatorView):
    template = "training/admin/contracts/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Contract.objects.select_related("offer__provider", "offer__bundle__programme")
        part = Paginator(rows, PER_PAGE).get_page(request.GET.get("stran"))
        return self.page(_("Contracts"), part=part, today=timezone.localdate(self.at))


class ContractAdd(CoordinatorView):
    """Begins a contract from an offer."""

    template = "training/admin/form.html"
    trail = (LIST,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ContractForm(bundle=self.offer.bundle))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ContractForm(request.POST, bundle=self.offer.bundle)
        if not form.is_valid():
            return self.show(form)
        try:
            contract = actions.draft(self.offer, form.terms, by=self.actor, at=self.at)
        except TrainingError as error:
            form.add_error(None, error.message)
            return self.show(form)
        return self.done(_("The contract has been saved."), "training:contract", contract.pk)

    @cached_property
    def offer(self) -> Offer:
        rows = Offer.objects.select_related("provider", "bundle")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(self, form: ContractForm) -> HttpResponse:
        return self.page(
            _("Prepare a contract"),
            form=form,
            lead=str(self.offer),
            button=_("Save the contract"),
            back="training:offer",
            back_to=self.offer.pk,
        )


class ContractView(CoordinatorView):
    """A page of one contract."""

    template = "training/admin/contracts/contract.html"
    trail = (LIST,)

    @cached_property
    def contract(self) -> Contract:
        rows = Contract.objects.select_related("offer__provider", "offer__bundle__programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        contract = self.contract
        counted = figures(contract)
        if contract.state == ContractState.DRAFT:
            more.setdefault("form", ReceiptForm())
        elif contract.state in (ContractState.SENT, ContractState.LAPSED):
            more.setdefault("form", SignatureForm())
        return self.page(
            _("Contract %(number)s") % {"number": contract.number},
            status=status,
            contract=contract,
            ending=self.ending(),
            tables=[money_table(account(contract)), runs_table(counted), hours_table(counted)],
            prices=contract.offer.prices.select_related("training"),
            history=history(contract),
            **more,
        )

    def refuse(self, error: TrainingError, form: Form, *states: ContractState) -> HttpResponse:
        """Tell of `error` on the page as it is now; `form` stays while it is in one of `states`."""
        self.__dict__.pop("contract")  # a colleague may have taken the step meanwhile
        if self.contract.state not in states:
            return self.show(error=error)
        form.add_error(None, error.message)
        return self.show(form=form)

    def ending(self) -> str:
        """Return how a signed contract stands today: running, or by what it has ended (T10)."""
        if self.contract.state != ContractState.SIGNED:
            return ""
        return {
            None: _("It is running."),
            End.FUNDS: _("It has ended: its funds are used up."),
            End.DATE: _("It has ended: its last day has passed."),
            End.PROGRAMME: _("It has ended: its programme has ended."),
        }[ended_by(self.contract, on=timezone.localdate(self.at))]


class ContractPage(ContractView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()


class ContractEdit(ContractView):
    template = "training/admin/form.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        initial = ContractForm.initial_of(self.contract)
        return self.show_form(ContractForm(bundle=self.contract.offer.bundle, initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        contract = self.contract
        form = ContractForm(request.POST, bundle=contract.offer.bundle)
        if not form.is_valid():
            return self.show_form(form)
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.redraft(contract, form.terms, seen=seen, by=self.actor, at=self.at)
        except TrainingError as error:
            form.add_error(None, error.message)
            return self.show_form(form, refused(error))
        return self.done(_("The contract has been saved."), "training:contract", contract.pk)

    def show_form(self, form: ContractForm, status: int = 200) -> HttpResponse:
        return self.page(
            _("Correct the contract"),
            status=status,
            form=form,
            lead=str(self.contract.offer),
            button=_("Save the contract"),
            back="training:contract",
            back_to=self.contract.pk,
        )


class ContractSend(ContractView):
    """Notes that the provider has the contract the client signed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:contract", self.contract.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReceiptForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            actions.send(self.contract, **form.cleaned_data, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.refuse(error, form, ContractState.DRAFT)
        text = _("Saved. The provider has 3 days to sign and is reminded a day before the end.")
        return self.done(text, "training:contract", self.contract.pk)


class ContractSign(ContractView):
    """Notes that the provider has signed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:contract", self.contract.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SignatureForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            actions.sign(self.contract, **form.cleaned_data, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.refuse(error, form, ContractState.SENT, ContractState.LAPSED)
        text = _("The contract is signed: runs can be scheduled on it.")
        return self.done(text, "training:contract", self.contract.pk)
