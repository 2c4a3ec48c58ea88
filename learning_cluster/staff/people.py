"""People of a cluster in the admin: who is in, who was, and inviting more (L2)."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from learning_cluster.actions import members
from learning_cluster.enums import LIVE_MEMBERS, MOST_PARTICIPANTS
from learning_cluster.errors import ClusterError
from learning_cluster.event_people import in_order
from learning_cluster.forms.people_staff import ContactForm, InviteForm
from learning_cluster.models import Cluster
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView
from learning_cluster.staff.refusals import status_of


def people_trail(cluster: Cluster) -> list[tuple[str, str]]:
    address = reverse("learning_cluster:people", args=[cluster.slug])
    return [*trail_of(cluster), (address, _("People of the cluster"))]


class People(CoordinatorView):
    """Who is in, who is invited, who was there before; how many places are taken."""

    template = "learning_cluster/admin/people/people.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        rows = in_order(cluster.members.select_related("membership__government", "replaces"))
        live = [row for row in rows if row.state in LIVE_MEMBERS]
        return self.page(
            _("People of the cluster"),
            trail=trail_of(cluster),
            cluster=cluster,
            live=live,
            past=[row for row in rows if row.state not in LIVE_MEMBERS],
            taken=sum(row.place is not None for row in live),
            most=MOST_PARTICIPANTS,
            is_in=any(row.user_id == self.user.pk for row in live),
        )


class PersonForm(CoordinatorView, ABC):
    """A form that puts somebody into a cluster."""

    template = "learning_cluster/admin/people/form.html"

    @abstractmethod
    def form(self, cluster: Cluster, data: Any = None) -> Any:
        """Return the form, bound to `data` if there is any."""

    @abstractmethod
    def act(self, cluster: Cluster, form: Any) -> str:
        """Do it; return what is said afterwards."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        return self._show(cluster, self.form(cluster))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        form = self.form(cluster, request.POST)
        if not form.is_valid():
            return self._show(cluster, form)
        try:
            said = self.act(cluster, form)
        except ClusterError as error:
            return self._show(cluster, form, error=error, status=status_of(error))
        return self.done(said, "learning_cluster:people", slug)

    def _show(self, cluster: Cluster, form: forms.Form, **more: Any) -> HttpResponse:
        title, lead, button = self.texts()
        back = reverse("learning_cluster:people", args=[cluster.slug])
        trail = people_trail(cluster)
        return self.page(title, trail=trail, lead=lead, button=button, back=back, form=form, **more)

    @abstractmethod
    def texts(self) -> tuple[str, str, str]:
        """Return title, lead and the words of the button."""


class Invite(PersonForm):
    def form(self, cluster: Cluster, data: Any = None) -> InviteForm:
        chosen = {"membership": self.request.GET.get("obcina")}
        return InviteForm(data, cluster=cluster, initial=chosen)

    def act(self, cluster: Cluster, form: InviteForm) -> str:
        typed = form.cleaned_data
        members.invite(
            cluster,
            form.contact(),
            role=typed["role"],
            membership=typed["membership"],
            by=self.actor,
            at=self.at,
        )
        return _("The invitation is on its way.")

    def texts(self) -> tuple[str, str, str]:
        lead = _(
            "The person gets a mail with a link, accepts or declines there, and with that"
            " gets an account for this cluster."
        )
        return _("Invite somebody"), lead, _("Invite")


class Join(PersonForm):
    """The coordinator takes a place among the people, so that others know whom to ask."""

    def form(self, cluster: Cluster, data: Any = None) -> ContactForm:
        facts = {"name": self.user.get_full_name(), "email": self.user.email}
        return ContactForm(data, initial=facts | {"language": get_language()})

    def act(self, cluster: Cluster, form: ContactForm) -> str:
        members.join_as_coordinator(cluster, self.user, form.contact(), by=self.actor, at=self.at)
        return _("You are among the people of the cluster.")

    def texts(self) -> tuple[str, str, str]:
        lead = _("People of the cluster see whom to ask, and you get a mail when somebody answers.")
        return _("Add yourself as coordinator"), lead, _("Add")
