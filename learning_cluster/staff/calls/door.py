"""What every page of a call starts from: the calls of one's own clusters (X2)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from learning_cluster.models import Call
from learning_cluster.models.application import Application, ApplicationQuerySet
from learning_cluster.staff.door import CoordinatorView


class CallView(CoordinatorView):
    """A page of one call, with a way back to it and to the list."""

    def calls(self) -> QuerySet[Call]:
        return Call.objects.visible_to(self.user, self.at).with_names()

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(self.calls(), pk=self.kwargs["pk"])

    def applications(self) -> ApplicationQuerySet:
        """Return the opened applications: before the deadline there are none."""
        rows = Application.objects.visible_to(self.user, self.at).filter(call=self.call)
        return rows.select_related("call__cluster")

    def page(self, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        trail = [(reverse("learning_cluster:calls"), _("Calls for resource persons"))]
        if title != self.call.name:
            trail.append((reverse("learning_cluster:call", args=[self.call.pk]), self.call.name))
        context |= {
            "trail": trail,
            "call": self.call,
            "zone": self.call.cluster.zone,
            "stage": self.call.stage(self.at),
        }
        return super().page(title, status=status, **context)

    def back(self, text: str) -> HttpResponse:
        return self.done(text, "learning_cluster:call", self.call.pk)
