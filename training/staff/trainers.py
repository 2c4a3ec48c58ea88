"""A trainer's account: given, renewed, ended (T5)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.account_form import AccountForm, new_key
from accounts.errors import AccountsError
from accounts.models import User
from training.actions import trainers as actions
from training.errors import TrainingError
from training.models import Trainer
from training.staff.coordinator import CoordinatorView

LIST = ("training_trainers:index", gettext_lazy("Trainers"))
# What a button of the page does; each verb of the actions takes the trainer alone.
STEPS = {
    "end": (actions.end_account, gettext_lazy("The account has been ended.")),
    "retire": (actions.retire, gettext_lazy("The trainer gives no trainings any more.")),
    "back": (actions.bring_back, gettext_lazy("The trainer gives trainings again.")),
}


class TrainerView(CoordinatorView):
    template = "training/admin/trainers/trainer.html"
    trail = (LIST,)

    @cached_property
    def trainer(self) -> Trainer:
        return get_object_or_404(
            Trainer.objects.select_related("provider", "user"), pk=self.kwargs["pk"]
        )

    def show(self, **more: Any) -> HttpResponse:
        trainer = self.trainer
        if trainer.user is None and trainer.is_active:
            first, _space, last = trainer.name.partition(" ")
            initial = {"first_name": first, "last_name": last, "key": new_key()}
            more.setdefault("form", AccountForm(initial=initial))
        return self.page(
            trainer.name,
            trainer=trainer,
            qualifications=trainer.qualifications.select_related("training"),
            **more,
        )

    def tell_password(self, user: User, password: str) -> HttpResponse:
        """Show the password in the answer itself: kept nowhere, it cannot be shown again."""
        self.template = "training/admin/trainers/password.html"  # type: ignore[misc]  # of this answer
        return self.page(_("First password"), trainer=self.trainer, person=user, password=password)


# What is shown once must not be found again by the button "back" at a shared computer.
@method_decorator(never_cache, name="dispatch")
class TrainerPage(TrainerView):
    """Shows a trainer; POST gives them an account."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            if form.is_new:
                actions.once(form.cleaned_data["key"].hex)
            user, password = actions.give_account(
                self.trainer, form.person, by=self.actor, at=self.at
            )
        except (TrainingError, AccountsError) as error:
            form.add_error(None, error.message)
            return self.show(form=form)
        if password:
            return self.tell_password(user, password)
        return self.done(_("The account has been linked."), "training:trainer", self.trainer.pk)


class TrainerStep(TrainerView):
    """Ends the account, or what the trainer does for us, or takes that back."""

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        return redirect("training:trainer", self.trainer.pk)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        action, done = STEPS[step]
        try:
            action(self.trainer, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.show(error=error)
        return self.done(str(done), "training:trainer", self.trainer.pk)


@method_decorator(never_cache, name="dispatch")
class TrainerPassword(TrainerView):
    """Another first password for somebody who has not signed in with theirs."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:trainer", self.trainer.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            password = actions.renew_password(self.trainer, by=self.actor, at=self.at)
        except (TrainingError, AccountsError) as error:
            return self.show(error=error)
        user = self.trainer.user
        assert user is not None  # theirs has just been renewed
        return self.tell_password(user, password)
