"""A phase of a plan to be changed, added or taken out (L4–L6)."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from learning_cluster.actions.planning import remove_phase, save_phase
from learning_cluster.errors import ClusterError
from learning_cluster.forms.fields import SeenForm
from learning_cluster.forms.phases import PARTS, PhaseForm, parts_of, wanted
from learning_cluster.models import Cluster, Phase
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView
from learning_cluster.staff.plans import looked_at_again


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
            again = self.bound(cluster, pk, looked_at_again(request, cluster))
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
