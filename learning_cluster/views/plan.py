"""The work plan as the cluster's people read it (L4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from learning_cluster.planned import plan_of_cluster
from learning_cluster.views.door import Insider, inside


@inside
def work_plan(request: HttpRequest, who: Insider) -> HttpResponse:
    today = who.at.astimezone(who.cluster.tz).date()
    plan = plan_of_cluster(who.cluster)
    context = {"who": who, "plan": plan, "picture": plan.picture(today), "today": today}
    return render(request, "learning_cluster/inside/work_plan.html", context)
