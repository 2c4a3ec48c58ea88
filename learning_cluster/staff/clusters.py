"""The coordinator's clusters, and the page of one with the ways to its parts."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import roles_everywhere
from learning_cluster.access import COORDINATING
from learning_cluster.models import Cluster
from learning_cluster.staff.cluster_links import LINKS
from learning_cluster.staff.door import CoordinatorView


class Clusters(CoordinatorView):
    template = "learning_cluster/admin/clusters/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = self.clusters().select_related("project").prefetch_related("phases")
        return self.page(
            _("Learning clusters"),
            lines=[(cluster, _running(cluster, self.at)) for cluster in rows],
            may_start=bool(roles_everywhere(self.user, at=self.at) & COORDINATING),
        )


class ClusterPage(CoordinatorView):
    """What is under way in a cluster, and the ways to everything that is done for it."""

    template = "learning_cluster/admin/clusters/cluster.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        return self.page(
            cluster.name,
            trail=list_trail(),
            cluster=cluster,
            running=_running(cluster, self.at),
            links=[
                (text, reverse(f"learning_cluster:{name}", args=[slug]))
                for _order, text, name in sorted(LINKS, key=lambda one: one[0])
            ],
        )


def list_trail() -> list[tuple[str, str]]:
    """Return the way back to the list of clusters."""
    return [(reverse("learning_cluster:clusters"), _("Learning clusters"))]


def trail_of(cluster: Cluster) -> list[tuple[str, str]]:
    """Return the way back from a page of a cluster."""
    return [*list_trail(), (reverse("learning_cluster:cluster", args=[cluster.slug]), cluster.name)]


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _running(cluster: Cluster, at: datetime) -> list[Any]:
    """Return the phases under way on the cluster's own day; there may be several."""
    today = local_day(at, cluster.tz)
    return [phase for phase in cluster.phases.all() if phase.is_on(today)]
