"""The list of a cluster's events, one of them, a new one, and its texts and place."""

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from learning_cluster.actions.event_planning import change_event, plan_event
from learning_cluster.enums import RegistrationState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.event_staff import FactsForm, NewEventForm
from learning_cluster.models import Event
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.events.base import EventsView, EventView


class Events(EventsView):
    """By day; what is still to be dated last."""

    template = "learning_cluster/admin/events/list.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        coming = Q(registrations__state=RegistrationState.REGISTERED)
        rows = (
            Event.objects.filter(cluster=self.of)
            .with_names()
            .annotate(
                coming=Count("registrations", filter=coming),
                asked=Count("registrations"),
            )
        )
        rows = rows.order_by(F("period").asc(nulls_last=True), "pk")
        return self.page(
            _("Events"),
            trail=trail_of(self.of),
            cluster=self.of,
            events=rows,
            zone=self.of.zone,
        )


class NewEvent(EventsView):
    template = "learning_cluster/admin/events/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.form_page(NewEventForm(cluster=self.of))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = NewEventForm(request.POST, cluster=self.of)
        if not form.is_valid():
            return self.form_page(form)
        kind = form.cleaned_data["kind"]
        try:
            event = plan_event(self.of, kind=kind, facts=form.facts, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.form_page(form, 409, error=error)
        text = _("The event is planned. Next: its day.")
        return self.done(text, "learning_cluster:event", self.of.slug, event.pk)

    def form_page(self, form: NewEventForm, status: int = 200, **context: Any) -> HttpResponse:
        back = reverse("learning_cluster:events", args=[self.of.slug])
        context |= {"form": form, "back": back, "trail": self.trail}
        return self.page(_("New event"), status=status, **context)


class OneEvent(EventView):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.event_page()


class EventFacts(EventView):
    """Texts, place and phase."""

    template = "learning_cluster/admin/events/form.html"

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.form_page(FactsForm(cluster=self.of, event=self.event))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = FactsForm(request.POST, cluster=self.of, event=self.event)
        if not form.is_valid():
            return self.form_page(form)
        seen = form.cleaned_data["seen"] or 0
        try:
            change_event(self.event, facts=form.facts, seen=seen, by=self.actor, at=self.at)
        except ClusterError as error:
            del self.__dict__["event"]
            data = request.POST.copy()
            data["seen"] = str(self.event.version)
            form = FactsForm(data, cluster=self.of, event=self.event)
            form.is_valid()
            return self.form_page(form, 409, error=error)
        return self.done(_("Saved."), "learning_cluster:event", self.of.slug, pk)

    def form_page(self, form: FactsForm, status: int = 200, **context: Any) -> HttpResponse:
        back = reverse("learning_cluster:event", args=[self.of.slug, self.event.pk])
        context |= {
            "form": form,
            "back": back,
            "trail": [*self.trail, (back, self.event.name)],
        }
        return self.page(_("Texts and place"), status=status, **context)
