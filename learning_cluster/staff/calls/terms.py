"""Calls as the coordinator writes them: list, words, criteria, deadline (L12)."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning_cluster.actions import calls as actions
from learning_cluster.errors import ClusterError
from learning_cluster.forms.call_staff import CallForm, CriterionForm, ExtendForm
from learning_cluster.models import Call, Cluster, Criterion
from learning_cluster.staff.calls.door import CallView
from learning_cluster.staff.door import CoordinatorView

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FORM = "learning_cluster/admin/call/form.html"


class Calls(CoordinatorView):
    """The newest deadline first; `?grozd=` keeps those of one cluster."""

    template = "learning_cluster/admin/call/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Call.objects.visible_to(self.user, self.at).with_names()
        chosen = request.GET.get("grozd", "")
        clusters = list(self.clusters())
        if chosen:
            rows = rows.filter(cluster__in=[one for one in clusters if one.slug == chosen])
        calls = [(one, one.stage(self.at)) for one in rows]
        return self.page(
            _("Calls for resource persons"), calls=calls, clusters=clusters, chosen=chosen
        )


class CallAdd(CoordinatorView):
    """A new call of a cluster; what the newest call asked for is asked for again."""

    template = FORM

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(CallForm(zone=self.owner.tz))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = CallForm(request.POST, zone=self.owner.tz)
        if not form.is_valid():
            return self.show(form)
        like = Call.objects.visible_to(self.user, self.at).order_by("-pk").first()
        call = actions.make_call(self.owner, form.terms, like=like, by=self.actor, at=self.at)
        text = _("Saved. Look through the criteria, then publish the call.")
        return self.done(text, "learning_cluster:call", call.pk)

    @cached_property
    def owner(self) -> Cluster:
        return self.cluster(self.kwargs["slug"])

    def show(self, form: CallForm) -> HttpResponse:
        title = _("New call for a resource person")
        trail = [(reverse("learning_cluster:calls"), _("Calls for resource persons"))]
        facts = {"lead": self.owner.name, "zone": self.owner.zone, "trail": trail}
        return self.page(title, form=form, button=_("Save the call"), **facts)


class _FormOfCall(CallView, ABC):
    """A form that one action takes; what a rule says stands above it, and nothing is lost."""

    template = FORM
    title: "ClassVar[StrPromise]"

    @abstractmethod
    def form(self, data: Mapping[str, Any] | None = None) -> BaseForm:
        """Return the form, bound to `data` if there is any."""

    @abstractmethod
    def act(self, form: BaseForm) -> None:
        """Do what the form says."""

    def get(self, request: HttpRequest, **_kwargs: object) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **_kwargs: object) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            self.act(form)
        except ClusterError as error:
            form.add_error(None, error.message)
            return self.show(form, 409)
        return self.back(_("Saved."))

    def show(self, form: BaseForm, status: int = 200) -> HttpResponse:
        return self.page(str(self.title), status=status, form=form, button=_("Save"))


class CallEdit(_FormOfCall):
    title = gettext_lazy("Change the call")

    def form(self, data: Mapping[str, Any] | None = None) -> CallForm:
        return CallForm(data, instance=self.call, zone=self.call.cluster.tz)

    def act(self, form: BaseForm) -> None:
        assert isinstance(form, CallForm)
        actions.change_call(self.call, form.terms, by=self.actor, at=self.at)


class Extend(_FormOfCall):
    title = gettext_lazy("Extend the deadline")

    def form(self, data: Mapping[str, Any] | None = None) -> ExtendForm:
        return ExtendForm(data, zone=self.call.cluster.tz)

    def act(self, form: BaseForm) -> None:
        assert isinstance(form, ExtendForm)
        actions.extend_call(self.call, form.cleaned_data["deadline"], by=self.actor, at=self.at)


class CriterionAdd(_FormOfCall):
    title = gettext_lazy("New criterion")

    def form(self, data: Mapping[str, Any] | None = None) -> CriterionForm:
        return CriterionForm(data, instance=Criterion(call=self.call))

    def act(self, form: BaseForm) -> None:
        assert isinstance(form, CriterionForm)
        actions.save_criterion(form.instance, by=self.actor, at=self.at)


class CriterionEdit(CriterionAdd):
    title = gettext_lazy("Change the criterion")

    @cached_property
    def criterion(self) -> Criterion:
        return get_object_or_404(self.call.criteria, pk=self.kwargs["criterion"])

    def form(self, data: Mapping[str, Any] | None = None) -> CriterionForm:
        return CriterionForm(data, instance=self.criterion)
