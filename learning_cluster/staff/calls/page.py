"""One call: its words and criteria, who scores it, how many came, and after it what (L12)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from learning_cluster.actions import calls as actions
from learning_cluster.actions.deciding_call import archive_call
from learning_cluster.errors import ClusterError
from learning_cluster.forms.call_staff import NewScorerForm, ScorerForm
from learning_cluster.models import Application
from learning_cluster.staff.calls.door import CallView


class CallPage(CallView):
    """Shows a call. Of sealed applications it tells how many there are, and nothing else."""

    template = "learning_cluster/admin/call/call.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        call = self.call
        context.setdefault("scorer", ScorerForm(call=call, at=self.at))
        context.setdefault("new_scorer", NewScorerForm())
        return self.page(
            call.name,
            status=status,
            criteria=call.criteria.all(),
            scorers=call.scorers.select_related("user"),
            received=Application.objects.received().filter(call=call).count(),
            is_sealed=call.is_sealed(self.at),
            applications=self.applications().order_by("rank", "name", "pk"),
            **context,
        )

    def attempt(self, action: Callable[[], object], done: str, **forms: Any) -> HttpResponse:
        """Run `action`; where a rule says no, show the call as it is now, with that sentence."""
        try:
            action()
        except ClusterError as error:
            self.__dict__.pop("call", None)  # a colleague may have changed it since it was read
            return self.show(409, error=error, **forms)
        return self.back(done)


class _Press(CallPage):
    """Does what a button says; nothing is there to be shown."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect("learning_cluster:call", self.call.pk)


class Publish(_Press):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.attempt(
            lambda: actions.publish_call(self.call, by=self.actor, at=self.at),
            _("The call is open to everybody."),
        )


class Archive(_Press):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.attempt(
            lambda: archive_call(self.call, by=self.actor, at=self.at),
            _("The call is in the archive."),
        )


class CriterionRemove(_Press):
    def post(self, request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
        row = get_object_or_404(self.call.criteria, pk=criterion)
        return self.attempt(
            lambda: actions.remove_criterion(row, by=self.actor, at=self.at),
            _("The criterion has been removed."),
        )


class ScorerAdd(_Press):
    """Adds somebody who has an account with the role."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ScorerForm(request.POST, call=self.call, at=self.at)
        if not form.is_valid():
            return self.show(scorer=form)
        return self.attempt(
            lambda: actions.add_scorer(self.call, **form.cleaned_data, by=self.actor, at=self.at),
            _("Saved."),
            scorer=form,
        )


class ScorerNew(_Press):
    """Opens an account for somebody new; the first password is shown this once."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NewScorerForm(request.POST)
        if not form.is_valid():
            return self.show(new_scorer=form)
        who = form.cleaned_data
        try:
            scorer, password = actions.add_new_scorer(self.call, **who, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.show(409, error=error, new_scorer=form)
        self.template = "learning_cluster/admin/call/password.html"  # type: ignore[misc]  # of this one answer
        return self.page(_("A new account"), scorer=scorer, password=password)


class ScorerRemove(_Press):
    def post(self, request: HttpRequest, pk: int, scorer: int) -> HttpResponse:
        row = get_object_or_404(self.call.scorers, pk=scorer)
        return self.attempt(
            lambda: actions.remove_scorer(row, by=self.actor, at=self.at), _("Saved.")
        )
