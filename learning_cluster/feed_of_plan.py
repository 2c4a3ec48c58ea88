"""Consultations and milestones of a work plan as whole days of a calendar (L4, I1)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from calendars.feeds import Entry
from languages.dates import local
from learning_cluster.models import Cluster, Milestone, Window

DAY = timedelta(days=1)


def plan_entries(cluster: Cluster, at: datetime, *, back: timedelta) -> Iterator[Entry]:
    """Yield consultations, then milestones, that are not longer ago than `back`; two queries.

    A consultation of which only the end is known is its last day. They count up with the plan.
    """
    since = local(at - back, cluster.tz).date()
    windows = Window.objects.filter(phase__cluster=cluster, ends_on__gte=since)
    for one in windows.order_by("ends_on", "pk"):
        yield _entry(cluster, one, one.starts_on or one.ends_on, one.ends_on)
    days = Milestone.objects.filter(phase__cluster=cluster, day__gte=since)
    for day in days.order_by("day", "pk"):
        yield _entry(cluster, day, day.day, day.day)


def _entry(cluster: Cluster, row: Window | Milestone, first: date, last: date) -> Entry:
    url = reverse("cluster_work_plan", args=[cluster.slug])
    return Entry(
        uid=f"{row._meta.model_name}-{row.pk}@{settings.MESSAGE_ID_DOMAIN}",
        starts=first,
        ends=last + DAY,
        summary=f"{row.name} ({cluster.name})",
        url=settings.BASE_URL.rstrip("/") + url,
        changed_at=cluster.changed_at,
        sequence=cluster.version,
        is_busy=False,
        zone=cluster.tz,
    )
