"""What every page of the coordinator starts from (X2)."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import View

from accounts.access import roles_here
from accounts.models import User
from accounts.roles import Role
from learning_cluster.access import COORDINATING
from learning_cluster.models import Cluster
from learning_cluster.models.cluster import ClusterQuerySet
from privacy.audit import Actor, actor_from


class CoordinatorView(View):
    """Opens for coordinators alone; for anybody else nothing is there.

    `at` is the moment of the request. What a page shows starts from `clusters()`: a coordinator
    may be one of a single cluster.
    """

    at: datetime
    template: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = timezone.now()
        if not roles_here(request, at=self.at) & COORDINATING:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # no view of ours streams

    @property
    def user(self) -> User:
        user: User = self.request.user  # type: ignore[assignment]  # the door let nobody else in
        return user

    @property
    def actor(self) -> Actor:
        return actor_from(self.request, role=str(Role.CLUSTER_COORDINATOR), channel="admin")

    def clusters(self) -> ClusterQuerySet:
        return Cluster.objects.of_roles(self.user, (Role.CLUSTER_COORDINATOR,), self.at)

    def cluster(self, slug: str) -> Cluster:
        """Return the cluster of that address; Http404 unless the reader coordinates it."""
        return get_object_or_404(self.clusters().select_related("project"), slug=slug)

    def page(self, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show the page; the forms among the context are those whose errors are summed up.

        `trail` in the context is the way back: (address, text) of each page above.
        """
        forms = [one for one in context.values() if isinstance(one, BaseForm)]
        context.setdefault("forms", forms)
        context |= {"title": title, "at": self.at}
        return render(self.request, self.template, context, status=status)

    def done(self, text: str, to: str, *args: Any) -> HttpResponse:
        messages.success(self.request, text)
        return redirect(to, *args)
