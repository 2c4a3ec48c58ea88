"""Invitations of a selected provider to further trainings, and their replies (T11)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from training.actions import invitations as actions
from training.errors import TrainingError
from training.forms.offers import InvitationForm, ReplyForm
from training.models import Invitation
from training.staff.coordinator import CoordinatorView
from training.staff.offers import LIST, OfferView


class OfferInvite(OfferView):
    """Invites the provider to a further training."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:offer", self.offer.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = InvitationForm(request.POST, trainings=self.not_offered())
        if not form.is_valid():
            return self.show(invitation=form)
        typed = form.cleaned_data
        return self.attempt(
            lambda: actions.invite(
                self.offer, typed["training"], note=typed["note"], by=self.actor, at=self.at
            ),
            _("The provider has been invited."),
            "invitation",
            lambda: InvitationForm(trainings=self.not_offered(), initial=typed),
        )


class InvitationReply(CoordinatorView):
    template = "training/admin/form.html"
    trail = (LIST,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ReplyForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReplyForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        invitation = self.invitation
        try:
            actions.note_reply(invitation, price=form.agreed, by=self.actor, at=self.at)
        except TrainingError as error:
            form.add_error(None, error.message)
            return self.show(form)
        return self.done(_("The reply has been saved."), "training:offer", invitation.offer_id)

    @cached_property
    def invitation(self) -> Invitation:
        rows = Invitation.objects.select_related("offer__provider", "training")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(self, form: ReplyForm) -> HttpResponse:
        invitation = self.invitation
        return self.page(
            _("Reply to an invitation"),
            form=form,
            lead=f"{invitation.offer.provider}: {invitation.training}",
            button=_("Save the reply"),
            back="training:offer",
            back_to=invitation.offer_id,
        )
