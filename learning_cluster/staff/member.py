"""The page of one person of a cluster: replaced, ended, and who was there before (L2)."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from languages.translated import in_script
from learning_cluster.actions import accepting, endings, members
from learning_cluster.enums import LIVE_MEMBERS, MemberState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.people_staff import AgainForm, ReasonForm, ReplaceForm
from learning_cluster.models import Member
from learning_cluster.roles import INVITED
from learning_cluster.staff.door import CoordinatorView
from learning_cluster.staff.people import people_trail
from learning_cluster.staff.refusals import status_of


class MemberView(CoordinatorView):
    """One person of a cluster; `show` draws the page with the forms of what fits."""

    template = "learning_cluster/admin/people/member.html"

    @cached_property
    def member(self) -> Member:
        cluster = self.cluster(self.kwargs["slug"])
        rows = cluster.members.select_related("membership__government", "user", "cluster")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(
        self, sent: dict[str, forms.Form] | None = None, error: ClusterError | None = None
    ) -> HttpResponse:
        row = self.member
        row.refresh_from_db(fields=["state", "reason", "ended_at", "answered_at", "name", "email"])
        return self.page(
            in_script(row.name) or _("erased"),
            status=200 if error is None else status_of(error),
            trail=people_trail(row.cluster),
            row=row,
            chain=_chain(row),
            error=error,
            forms=list((sent or {}).values()),
            steps=_forms_for(row) | (sent or {}),
            is_accepted=row.state == MemberState.ACCEPTED,
        )


class MemberPage(MemberView):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show()


class MemberStep(MemberView, ABC):
    """What a form of the page does: `name` is the form's, `act` the verb."""

    name = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return redirect("learning_cluster:member", slug, self.member.pk)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = _form(self.name, self.member, request.POST)
        if not form.is_valid():
            return self.show({self.name: form})
        try:
            row = self.act(form)
        except ClusterError as error:
            return self.show({self.name: form}, error)
        text = _("Saved. Whoever is concerned is told by mail.")
        return self.done(text, "learning_cluster:member", slug, row.pk)

    @abstractmethod
    def act(self, form: Any) -> Member:
        """Do it; return the person whose page follows."""


class Replace(MemberStep):
    name = "replace"

    def act(self, form: ReplaceForm) -> Member:
        reason = form.cleaned_data["reason"]
        return members.replace(
            self.member, form.contact(), reason=reason, by=self.actor, at=self.at
        )


class End(MemberStep):
    name = "end"

    def act(self, form: ReasonForm) -> Member:
        endings.end(self.member, **form.cleaned_data, by=self.actor, at=self.at)
        return self.member


class SendAgain(MemberStep):
    """Sends an invitation again, or corrects who has accepted it."""

    name = "again"

    def act(self, form: AgainForm) -> Member:
        is_in = self.member.state == MemberState.ACCEPTED
        verb = members.correct if is_in else members.send_again
        verb(self.member, **form.cleaned_data, by=self.actor, at=self.at)
        return self.member


class PasswordLink(MemberStep):
    name = "password"

    def act(self, form: forms.Form) -> Member:
        accepting.send_password_link(
            self.member, coordinated=self.clusters(), by=self.actor, at=self.at
        )
        return self.member


FORMS: dict[str, type[forms.Form]] = {
    "replace": ReplaceForm,
    "end": ReasonForm,
    "again": AgainForm,
    "password": forms.Form,
}


def _form(name: str, row: Member, data: Any = None) -> forms.Form:
    more: dict[str, Any] = {"auto_id": f"{name}_%s"}
    if name == "replace":
        more["member"] = row
    if name == "again":
        more["initial"] = {"name": row.name, "email": row.email}
    return FORMS[name](data, **more)


def _forms_for(row: Member) -> dict[str, forms.Form]:
    """Return the forms of what can be done with somebody as they stand."""
    names = []
    if row.state in LIVE_MEMBERS:
        names += ["again", "end"]
    if row.role in INVITED and not Member.objects.filter(replaces=row).exists():
        names.append("replace")
    if row.state == MemberState.ACCEPTED and row.user_id and row.role in INVITED:
        names.append("password")
    return {name: _form(name, row) for name in names}


def _chain(row: Member) -> list[Member]:
    """Return everybody who has had this place, the first one first."""
    chain = [row]
    while (before := Member.objects.filter(successor=chain[0]).first()) is not None:
        chain.insert(0, before)
    while (after := Member.objects.filter(replaces=chain[-1]).first()) is not None:
        chain.append(after)
    return chain
