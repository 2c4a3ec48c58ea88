"""Local governments of a cluster in the admin: asked, selected with a reason, gone (L2)."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from learning_cluster.actions import governments as actions
from learning_cluster.enums import LIVE_MEMBERS, MembershipKind, MembershipState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.people_staff import (
    SELECT,
    AgainForm,
    AskForm,
    DecideForm,
    KindForm,
    ReasonForm,
)
from learning_cluster.models import Cluster, Membership
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView
from learning_cluster.staff.refusals import status_of

DECIDABLE = (
    MembershipState.INVITED,
    MembershipState.INTERESTED,
    MembershipState.SELECTED,
    MembershipState.NOT_SELECTED,
)


def governments_trail(cluster: Cluster) -> list[tuple[str, str]]:
    address = reverse("learning_cluster:governments", args=[cluster.slug])
    return [*trail_of(cluster), (address, _("Local governments"))]


class Governments(CoordinatorView):
    """All that were asked, with the pilots of the region apart from those of the cluster."""

    template = "learning_cluster/admin/people/governments.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        live = Count("representatives", filter=Q(representatives__state__in=LIVE_MEMBERS))
        rows = list(cluster.memberships.with_names().annotate(people=live))
        selected = [row for row in rows if row.state == MembershipState.SELECTED]
        return self.page(
            _("Local governments"),
            trail=trail_of(cluster),
            cluster=cluster,
            rows=rows,
            pilots=sum(row.kind == MembershipKind.PILOT for row in selected),
            additional=sum(row.kind == MembershipKind.ADDITIONAL for row in selected),
        )


class AskGovernment(CoordinatorView):
    template = "learning_cluster/admin/people/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        return self._show(cluster, AskForm(cluster=cluster))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        form = AskForm(request.POST, cluster=cluster)
        if not form.is_valid():
            return self._show(cluster, form)
        try:
            government = form.cleaned_data["government"]
            actions.invite_government(cluster, government, form.asked(), by=self.actor, at=self.at)
        except ClusterError as error:
            return self._show(cluster, form, error=error, status=status_of(error))
        return self.done(_("The invitation is on its way."), "learning_cluster:governments", slug)

    def _show(self, cluster: Cluster, form: AskForm, **more: Any) -> HttpResponse:
        return self.page(
            _("Invite a local government"),
            trail=governments_trail(cluster),
            lead=_("Its contact gets a mail with a link and answers there without an account."),
            button=_("Invite"),
            back=reverse("learning_cluster:governments", args=[cluster.slug]),
            form=form,
            **more,
        )


class GovernmentView(CoordinatorView):
    """One local government of a cluster; `show` draws its page with the forms of what fits."""

    template = "learning_cluster/admin/people/government.html"

    @cached_property
    def membership(self) -> Membership:
        cluster = self.cluster(self.kwargs["slug"])
        return get_object_or_404(cluster.memberships.with_names(), pk=self.kwargs["pk"])

    def show(
        self, sent: dict[str, forms.Form] | None = None, error: ClusterError | None = None
    ) -> HttpResponse:
        row = self.membership
        row.refresh_from_db()
        people = row.representatives.select_related("replaces").order_by("seat", "invited_at", "pk")
        return self.page(
            row.government.name,
            status=200 if error is None else status_of(error),
            trail=governments_trail(row.cluster),
            row=row,
            people=people,
            error=error,
            forms=list((sent or {}).values()),
            steps=_forms_for(row) | (sent or {}),
        )


class GovernmentPage(GovernmentView):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show()


class GovernmentStep(GovernmentView, ABC):
    """What a form of the page does: `name` is the form's, `act` the verb."""

    name = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return redirect("learning_cluster:government", slug, self.membership.pk)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = FORMS[self.name](request.POST, auto_id=f"{self.name}_%s")
        if not form.is_valid():
            return self.show({self.name: form})
        try:
            self.act(form.cleaned_data)
        except ClusterError as error:
            return self.show({self.name: form}, error)
        text = _("Saved. Whoever is concerned is told by mail.")
        return self.done(text, "learning_cluster:government", slug, pk)

    @abstractmethod
    def act(self, typed: dict[str, Any]) -> None:
        """Do what the form says."""


class Decide(GovernmentStep):
    name = "decide"

    def act(self, typed: dict[str, Any]) -> None:
        actions.decide(
            self.membership,
            is_selected=typed["decision"] == SELECT,
            reason=typed["reason"],
            seen=typed["seen"],
            by=self.actor,
            at=self.at,
        )


class AskAgain(GovernmentStep):
    name = "again"

    def act(self, typed: dict[str, Any]) -> None:
        actions.invite_again(
            self.membership,
            contact_name=typed["name"],
            contact_email=typed["email"],
            by=self.actor,
            at=self.at,
        )


class NoteKind(GovernmentStep):
    name = "kind"

    def act(self, typed: dict[str, Any]) -> None:
        actions.note_kind(self.membership, **typed, by=self.actor, at=self.at)


class Leave(GovernmentStep):
    name = "leave"

    def act(self, typed: dict[str, Any]) -> None:
        actions.leave(self.membership, **typed, by=self.actor, at=self.at)


FORMS: dict[str, type[forms.Form]] = {
    "decide": DecideForm,
    "again": AgainForm,
    "kind": KindForm,
    "leave": ReasonForm,
}


def _forms_for(row: Membership) -> dict[str, forms.Form]:
    """Return the forms of what can be done with a local government as it stands."""
    initial: dict[str, dict[str, Any]] = {"kind": {"kind": row.kind, "is_funded": row.is_funded}}
    if row.state in DECIDABLE:
        initial["decide"] = {"seen": row.state}
    if row.state in (MembershipState.INVITED, MembershipState.DECLINED):
        initial["again"] = {"name": row.contact_name, "email": row.contact_email}
    if row.state == MembershipState.SELECTED:
        initial["leave"] = {}
    return {
        name: FORMS[name](initial=facts, auto_id=f"{name}_%s") for name, facts in initial.items()
    }
