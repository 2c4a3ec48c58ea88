"""The work plan of a cluster: its picture and table, its facts, moved as a whole (L4–L6)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from learning_cluster.actions.planning import change_cluster, move_plan
from learning_cluster.errors import ClusterError
from learning_cluster.forms.clusters import ClusterForm, MoveForm
from learning_cluster.models import Cluster
from learning_cluster.planned import plan_of_cluster
from learning_cluster.staff.clusters import local_day, trail_of
from learning_cluster.staff.door import CoordinatorView


class PlanPage(CoordinatorView):
    template = "learning_cluster/admin/clusters/plan.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(self.cluster(slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Move the whole plan to another first day."""
        cluster, form = self.cluster(slug), MoveForm(request.POST)
        if not form.is_valid():
            return self.show(cluster, form)
        try:
            move_plan(cluster, by=self.actor, at=self.at, **form.cleaned_data)
        except ClusterError as error:
            cluster = self.cluster(slug)
            again = MoveForm(looked_at_again(request, cluster))
            return self.show(cluster, again, error=error, status=409)
        return self.done(_("The plan was moved."), "learning_cluster:cluster_plan", slug)

    def show(self, cluster: Cluster, form: MoveForm | None = None, **context: Any) -> HttpResponse:
        plan, today = plan_of_cluster(cluster), local_day(self.at, cluster.tz)
        first = {"seen": cluster.version, "first": cluster.starts_on}
        return self.page(
            _("Work plan"),
            trail=trail_of(cluster),
            cluster=cluster,
            plan=plan,
            picture=plan.picture(today),
            today=today,
            move=form or MoveForm(initial=first),
            **context,
        )


class EditCluster(CoordinatorView):
    template = "learning_cluster/admin/clusters/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        return self.show(slug, ClusterForm(instance=cluster, initial={"seen": cluster.version}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        form = ClusterForm(request.POST, instance=self.cluster(slug))
        if not form.is_valid():
            return self.show(slug, form)
        seen = form.cleaned_data["seen"]
        try:
            kept = change_cluster(cluster, facts=form.facts(), seen=seen, by=self.actor, at=self.at)
        except ClusterError as error:
            data = looked_at_again(request, self.cluster(slug))
            form = ClusterForm(data, instance=self.cluster(slug))
            return self.show(slug, form, error=error, status=409)
        return self.done(_("The cluster was saved."), "learning_cluster:cluster", kept.slug)

    def show(self, slug: str, form: ClusterForm, **context: Any) -> HttpResponse:
        cluster = self.cluster(slug)
        return self.page(
            _("Name, period and state"),
            trail=trail_of(cluster),
            form=form,
            button=_("Save"),
            back=reverse("learning_cluster:cluster", args=[slug]),
            **context,
        )


def looked_at_again(request: HttpRequest, cluster: Cluster) -> Any:
    """Return what was sent, with the version the page now shows: sent again, it is saved."""
    data = request.POST.copy()
    data["seen"] = str(cluster.version)
    return data
