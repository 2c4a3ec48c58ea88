"""How far the concepts of a cluster are and for whom each waits: the coordinator's board (L11)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from learning_cluster.actions.concept_steps import reopen
from learning_cluster.consulting import consulting
from learning_cluster.enums import ConceptStage
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Concept, Membership
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView


@dataclass(frozen=True)
class Line:
    """A local government on the board; `concept` is None until it has begun one."""

    membership: Membership
    concept: Any

    @property
    def waits_for(self) -> str:
        """What must happen next, in words."""
        if self.concept is None or self.concept.number is None:
            return _("first draft of the local government")
        return {
            ConceptStage.EARLY_DRAFT: _("feedback of the resource person or the coordinator"),
            ConceptStage.FEEDBACK: _("revision by the local government"),
            ConceptStage.REVISED: _("consultation"),
            ConceptStage.CONSULTATION: _("declaration as final"),
            ConceptStage.FINAL: self._decision,
        }[ConceptStage(self.concept.stage)]

    @property
    def _decision(self) -> str:
        if not self.concept.plan_title:
            return _("entry in the local plan")
        return "" if self.concept.decision_number else _("decision of the council")


class Board(CoordinatorView):
    template = "learning_cluster/admin/concepts.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.board(self.cluster(slug))

    def board(self, cluster: Cluster, **context: Any) -> HttpResponse:
        """Show every selected local government, the funded ones first."""
        lines = _lines(cluster)
        stages = Counter(line.concept.stage for line in lines if line.concept)
        context |= {
            "cluster": cluster,
            "trail": trail_of(cluster),
            "lines": lines,
            "counts": [(stage.label, stages[stage]) for stage in ConceptStage if stages[stage]],
            "without": sum(line.concept is None for line in lines),
            "consulting": consulting(cluster, self.at),
            "zone": cluster.zone,
        }
        return self.page(_("Concepts"), **context)


class Reopen(Board):
    """Lets a final concept be changed again."""

    def get(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:  # type: ignore[override]  # has its own address
        self._concept(slug, uid)
        return redirect("learning_cluster:concepts", slug)

    def post(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        concept = self._concept(slug, uid)
        try:
            reopen(concept, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.board(self.cluster(slug), status=409, error=error)
        text = _("The concept can be changed again. It is back in consultation.")
        return self.done(text, "learning_cluster:concepts", slug)

    def _concept(self, slug: str, uid: UUID) -> Concept:
        rows = Concept.objects.visible_to(self.user, self.at).select_related("document")
        return get_object_or_404(rows, membership__cluster=self.cluster(slug), document__uid=uid)


def _lines(cluster: Cluster) -> list[Line]:
    concepts = Concept.objects.filter(membership__cluster=cluster).select_related("document")
    known = {one.membership_id: one for one in concepts.with_numbers()}
    rows = cluster.memberships.selected().select_related("government")
    rows = rows.prefetch_related("implementations")
    return [
        Line(row, known.get(row.pk)) for row in rows.order_by("-is_funded", "government__name_sr")
    ]
