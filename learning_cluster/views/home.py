"""What somebody in clusters opens first: their clusters, and what matters in one today."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import own_password_first, proof_required
from accounts.models import User
from learning_cluster.matters import phases_today, sections
from learning_cluster.models import Cluster, Member
from learning_cluster.views.door import Insider, inside


@inside
@require_safe
def home(request: HttpRequest, who: Insider) -> HttpResponse:
    found = [(one, reverse(one.page, args=[who.cluster.slug])) for one in sections(who)]
    context = {"who": who, "phases": phases_today(who), "sections": found}
    return render(request, "learning_cluster/inside/home.html", context)


@never_cache
@login_required
@own_password_first
@proof_required
@require_safe
def my_clusters(request: HttpRequest) -> HttpResponse:
    """Show the clusters somebody is in, with what they are there; others see that there is none."""
    user: User = request.user  # type: ignore[assignment]  # login_required let nobody else in
    rows = Cluster.objects.visible_to(user, timezone.now()).select_related("project")
    places = Member.objects.accepted().of_user(user).with_names()
    roles = {place.cluster_id: place for place in places}
    found = [(cluster, roles.get(cluster.pk)) for cluster in rows]
    return render(request, "learning_cluster/inside/my_clusters.html", {"clusters": found})


def home_of(user: User, at: datetime) -> str:
    """Return where somebody of clusters goes after the sign-in, "" for all others.

    The sign-in has no language of its own; their clusters write to them in one.
    """
    if not Cluster.objects.visible_to(user, at).exists():
        return ""
    place = Member.objects.accepted().of_user(user).order_by("pk").last()
    with translation.override(place.language if place else translation.get_language()):
        return reverse("my_clusters")
