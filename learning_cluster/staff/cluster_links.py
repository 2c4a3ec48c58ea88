"""What the coordinator finds on the page of a cluster: one line for each part of the work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Order, words, name of the address; it takes the cluster's slug.
LINKS: tuple[tuple[int, Any, str], ...] = (
    (20, _("Local governments"), "governments"),
    (21, _("People of the cluster"), "people"),
    (10, _("Work plan"), "cluster_plan"),
    (11, _("Name, period and state"), "cluster_edit"),
)
