"""The work plan of a cluster: its picture and table, and everything in it to be changed (L4–L6)."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from learning_cluster.actions.planning import (
    change_cluster,
    move_plan,
    remove_phase,
    save_phase,
)
from learning_cluster.errors import ClusterError
from learning_cluster.forms.plans import (
    PARTS,
    ClusterForm,
    MoveForm,
    PhaseForm,
    SeenForm,
    parts_of,
    wanted,
)
from learning_cluster.models import Cluster, Phase
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
            again = MoveForm(request.POST.copy() | {"seen": str(cluster.version)})
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
            data = _looked_at_again(request, self.cluster(slug))
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


class EditPhase(CoordinatorView):
    """A phase with its windows, milestones and deliverables; without `pk` a new one."""

    template = "learning_cluster/admin/clusters/phase.html"

    def get(self, request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
        cluster = self.cluster(slug)
        return self.show(cluster, pk, *self.bound(cluster, pk))

    def post(self, request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
        cluster = self.cluster(slug)
        form, parts = self.bound(cluster, pk, request.POST)
        if not all([form.is_valid(), *(rows.is_valid() for rows in parts.values())]):
            return self.show(cluster, pk, form, parts)
        try:
            save_phase(
                cluster,
                self.phase(cluster, pk),
                facts=form.facts(),
                after=form.cleaned_data["after"],
                seen=form.cleaned_data["seen"],
                by=self.actor,
                at=self.at,
                **{name: wanted(rows) for name, rows in parts.items()},
            )
        except ClusterError as error:
            cluster = self.cluster(slug)
            again = self.bound(cluster, pk, _looked_at_again(request, cluster))
            return self.show(cluster, pk, *again, error=error, status=409)
        return self.done(_("The phase was saved."), "learning_cluster:cluster_plan", slug)

    def phase(self, cluster: Cluster, pk: int | None) -> Phase | None:
        return get_object_or_404(cluster.phases, pk=pk) if pk is not None else None

    def bound(
        self, cluster: Cluster, pk: int | None, data: Any = None
    ) -> tuple[PhaseForm, dict[str, BaseFormSet]]:
        phase = self.phase(cluster, pk)
        others = cluster.phases.exclude(pk=pk or 0)
        initial = {"seen": cluster.version}
        form = PhaseForm(data, instance=phase, others=others, initial=initial)
        partners = cluster.project.partners.values_list("abbreviation", flat=True)
        rows = {name: getattr(phase, name).all() if phase else [] for name in PARTS}
        return form, {
            name: parts_of(name, stored, partners=partners, data=data)
            for name, stored in rows.items()
        }

    def show(
        self,
        cluster: Cluster,
        pk: int | None,
        form: PhaseForm,
        parts: dict[str, BaseFormSet],
        **context: Any,
    ) -> HttpResponse:
        sent: list[BaseForm] = [form, *(one for rows in parts.values() for one in rows)]
        plan = reverse("learning_cluster:cluster_plan", args=[cluster.slug])
        return self.page(
            self.phase(cluster, pk).name if pk else _("New phase"),  # type: ignore[union-attr]  # a key finds one or is a 404
            trail=[*trail_of(cluster), (plan, _("Work plan"))],
            cluster=cluster,
            pk=pk,
            form=form,
            forms=sent,
            **(context | parts),
        )


class RemovePhase(CoordinatorView):
    template = "learning_cluster/admin/clusters/remove_phase.html"

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(self.cluster(slug), pk)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        cluster, form = self.cluster(slug), SeenForm(request.POST)
        phase = get_object_or_404(cluster.phases, pk=pk)
        try:
            seen = form.cleaned_data["seen"] if form.is_valid() else 0
            remove_phase(cluster, phase, seen=seen, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.show(self.cluster(slug), pk, error=error, status=409)
        return self.done(_("The phase was taken out."), "learning_cluster:cluster_plan", slug)

    def show(self, cluster: Cluster, pk: int, **context: Any) -> HttpResponse:
        phase = get_object_or_404(cluster.phases, pk=pk)
        plan = reverse("learning_cluster:cluster_plan", args=[cluster.slug])
        return self.page(
            _("Take the phase out"),
            trail=[*trail_of(cluster), (plan, _("Work plan"))],
            phase=phase,
            cluster=cluster,
            step=SeenForm(initial={"seen": cluster.version}),
            **context,
        )


def _looked_at_again(request: HttpRequest, cluster: Cluster) -> Any:
    """Return what was sent, with the version the page now shows: sent again, it is saved."""
    data = request.POST.copy()
    data["seen"] = str(cluster.version)
    return data
