"""What the coordinator's pages of an event start from: a 404 tells nothing (X2)."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from languages.sorting import sort_key
from learning_cluster.errors import ClusterError
from learning_cluster.event_people import not_asked
from learning_cluster.forms.event_fields import SeenForm
from learning_cluster.forms.event_staff import CancelForm, DatesForm, InviteForm
from learning_cluster.models import Cluster, Event
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView


class EventsView(CoordinatorView):
    """A page about the events of one cluster."""

    @cached_property
    def of(self) -> Cluster:
        return self.cluster(self.kwargs["slug"])

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Return the way back to the list of events."""
        address = reverse("learning_cluster:events", args=[self.of.slug])
        return [*trail_of(self.of), (address, _("Events"))]


class EventView(EventsView):
    """A page of one event."""

    template = "learning_cluster/admin/events/event.html"

    @cached_property
    def event(self) -> Event:
        rows = Event.objects.filter(cluster=self.of).with_names()
        return get_object_or_404(rows.select_related("adjoins"), pk=self.kwargs["pk"])

    def event_page(self, status: int = 200, **context: Any) -> HttpResponse:
        """Show the event as it stands now; forms among `context` keep what was typed."""
        event = self.event
        for name, form in self._forms().items():
            context.setdefault(name, form)
        context["forms"] = [
            one for one in context.values() if isinstance(one, BaseForm) and one.is_bound
        ]
        context |= {
            "event": event,
            "zone": event.cluster.zone,
            "trail": self.trail,
            "has_begun": event.period is not None and event.period.lower <= self.at,
            "is_over": event.period is not None and event.period.upper <= self.at,
            "registrations": sorted(
                event.registrations.with_names(), key=lambda row: sort_key(row.member.name)
            ),
            "others": not_asked(event).count(),
            "follower": Event.objects.live().filter(adjoins=event).first(),
        }
        return self.page(event.name, status=status, **context)

    def _forms(self) -> dict[str, BaseForm]:
        event = self.event
        return {
            "dates": DatesForm(event=event, auto_id="dates_%s"),
            "cancel": CancelForm(initial={"seen": event.version}, auto_id="cancel_%s"),
            "step": SeenForm(initial={"seen": event.version}, auto_id="step_%s"),
            "invite": InviteForm(event=event, auto_id="invite_%s"),
        }


class Step(EventView):
    """One action on an event: a form, the action, back to its page. `name` is the form's there."""

    name: ClassVar[str] = "step"
    words: ClassVar[Any] = ""

    @abstractmethod
    def act(self, form: Any) -> None:
        """Do it; raises ClusterError."""

    def form(self, data: Any) -> BaseForm:
        return SeenForm(data, auto_id="step_%s")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("learning_cluster:event", self.of.slug, self.event.pk)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.event_page(200, **{self.name: form})
        try:
            self.act(form)
        except ClusterError as error:
            del self.__dict__["event"]  # a colleague may have changed it since it was read
            data = request.POST.copy()
            data["seen"] = str(self.event.version)
            form = self.form(data)
            form.is_valid()
            return self.event_page(409, error=error, **{self.name: form})
        return self.done(str(self.words), "learning_cluster:event", self.of.slug, self.event.pk)
