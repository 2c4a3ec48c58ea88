"""A new cluster on one page, and a plan kept for the next one (L4)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import roles_everywhere
from learning_cluster.access import COORDINATING
from learning_cluster.actions.starting import keep_as_blueprint, start_cluster
from learning_cluster.errors import ClusterError
from learning_cluster.forms.clusters import KeepForm, StartForm
from learning_cluster.plan_dates import last_day
from learning_cluster.planned import plan_of_blueprint
from learning_cluster.staff.clusters import list_trail, local_day, trail_of
from learning_cluster.staff.door import CoordinatorView


class NewCluster(CoordinatorView):
    """For who coordinates every cluster: of a new one nobody else would have the role yet."""

    template = "learning_cluster/admin/clusters/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.check_reach()
        return self.show(StartForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        self.check_reach()
        form = StartForm(request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self.show(form)
        data = form.cleaned_data
        blueprint, start = data["blueprint"], data["starts_on"]
        try:
            cluster = start_cluster(
                blueprint,
                key=data["key"],
                facts=form.facts(),
                starts_on=start,
                ends_on=last_day(start, blueprint.length),
                by=self.actor,
                at=self.at,
            )
        except ClusterError as error:
            form.add_error("slug", error.message)
            return self.show(form)
        text = _("The cluster has its plan. Look at it, then invite local governments.")
        return self.done(text, "learning_cluster:cluster_plan", cluster.slug)

    def check_reach(self) -> None:
        if not roles_everywhere(self.user, at=self.at) & COORDINATING:
            raise Http404

    def show(self, form: StartForm) -> HttpResponse:
        return self.page(_("New cluster"), trail=list_trail(), form=form, **self.preview(form))

    def preview(self, form: StartForm) -> dict[str, Any]:
        """Return the plan on its dates once blueprint and first day are known."""
        data = getattr(form, "cleaned_data", {}) if form.is_bound else {}
        blueprint, start = data.get("blueprint"), data.get("starts_on")
        if not blueprint or not start:
            return {}
        plan = plan_of_blueprint(blueprint, declared=(start, last_day(start, blueprint.length)))
        today = local_day(self.at, form.instance.tz)
        return {"plan": plan, "picture": plan.picture(today), "today": today}


class KeepPlan(CoordinatorView):
    """The plan of a cluster as a work plan for others."""

    template = "learning_cluster/admin/clusters/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        names = {f"name_{code}": getattr(cluster, f"name_{code}") for code in ("sr", "sl", "en")}
        return self.show(slug, KeepForm(initial=names))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster, form = self.cluster(slug), KeepForm(request.POST)
        if not form.is_valid():
            return self.show(slug, form)
        names = {name: form.cleaned_data[name] for name in ("name_sr", "name_sl", "name_en")}
        kept = form.cleaned_data["slug"]
        try:
            keep_as_blueprint(cluster, slug=kept, names=names, by=self.actor, at=self.at)
        except ClusterError as error:
            form.add_error("slug", error.message)
            return self.show(slug, form)
        text = _("The work plan is kept and is offered for new clusters.")
        return self.done(text, "learning_cluster:cluster_plan", slug)

    def show(self, slug: str, form: KeepForm) -> HttpResponse:
        return self.page(
            _("Keep as a work plan"),
            trail=trail_of(self.cluster(slug)),
            form=form,
            lead=_("Phases, windows, milestones, deliverables and events are taken, no people."),
            button=_("Keep the plan"),
            back=reverse("learning_cluster:cluster_plan", args=[slug]),
        )
