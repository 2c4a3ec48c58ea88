"""What the coordinator finds on the page of a cluster: one line for each part of the work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Order, words, name of the address; it takes the cluster's slug.
LINKS: tuple[tuple[int, Any, str], ...] = (
    (10, _("Work plan"), "cluster_plan"),
    (11, _("Name, period and state"), "cluster_edit"),
    (20, _("Local governments"), "governments"),
    (21, _("People of the cluster"), "people"),
    (30, _("Events"), "events"),
    (31, _("Results of the evaluation"), "evaluation"),
    (40, _("Mentoring and days"), "mentoring"),
    (50, _("Concepts"), "concepts"),
    (60, _("Deliverables"), "deliverables"),
    (61, _("Documents"), "documents"),
)
