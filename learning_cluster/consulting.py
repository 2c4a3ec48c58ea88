"""When concepts are consulted: the windows of the work plan (L4, L11)."""

from dataclasses import dataclass
from datetime import date, datetime

from learning_cluster.enums import PhaseKind, WindowKind
from learning_cluster.models import Cluster, Window


@dataclass(frozen=True)
class Consulting:
    """The window that is open on `day`, else the next, else the last; None: the plan has none."""

    window: Window | None
    day: date

    @property
    def is_open(self) -> bool:
        return self.has_begun and not self.is_over

    @property
    def has_begun(self) -> bool:
        """A window without a first day is open until its last."""
        window = self.window
        return window is not None and (window.starts_on is None or window.starts_on <= self.day)

    @property
    def is_over(self) -> bool:
        return self.window is not None and self.window.ends_on < self.day

    @property
    def may_conclude(self) -> bool:
        """On the last day and after it a concept may be declared final."""
        return self.window is None or self.window.ends_on <= self.day


def consulting(cluster: Cluster, at: datetime) -> Consulting:
    """Return where the consultation of a cluster's concepts stands, by the days of its zone."""
    day = at.astimezone(cluster.tz).date()
    rows = Window.objects.filter(
        phase__cluster=cluster,
        phase__kind=PhaseKind.CONCEPTUALISATION,
        kind=WindowKind.CONSULTATION,
    )
    each = [Consulting(window, day) for window in rows.order_by("ends_on", "pk")]
    ranked = sorted(each, key=lambda one: (not one.is_open, one.is_over))
    if not ranked:
        return Consulting(None, day)
    return ranked[-1] if ranked[0].is_over else ranked[0]
