"""The door to a cluster's own pages: signed in, and in that cluster; else it is not there (X2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access import own_password_first, proof_required
from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import MemberRole
from learning_cluster.models import Cluster, Member
from privacy.audit import Actor, actor_from

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Insider:
    """Who reads a page of a cluster. `member` is their accepted place in it, if they have one.

    `at` is the moment of the request.
    """

    cluster: Cluster
    user: User
    member: Member | None
    is_coordinator: bool
    is_resource_person: bool
    at: datetime

    @property
    def is_representative(self) -> bool:
        return self.member is not None and self.member.role == MemberRole.REPRESENTATIVE

    def actor(self, request: HttpRequest) -> Actor:
        role = self.member.role if self.member else Role.CLUSTER_COORDINATOR
        return actor_from(request, role=str(role))


def inside(view: View) -> View:
    """Hand the view an Insider in place of the cluster's `slug`; strangers sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        user: User = request.user  # type: ignore[assignment]  # login_required let nobody else in
        at = timezone.now()
        cluster = get_object_or_404(Cluster.objects.visible_to(user, at), slug=slug)
        return view(request, _insider(cluster, user, at), *args, **kwargs)

    return never_cache(login_required(own_password_first(proof_required(guarded))))


def for_resource_person(view: View) -> View:
    """Like `inside`, for those who guide the cluster and have their place in it."""

    @wraps(view)
    def guarded(
        request: HttpRequest, who: Insider, *args: object, **kwargs: object
    ) -> HttpResponse:
        if not who.is_resource_person:
            raise Http404
        return view(request, who, *args, **kwargs)

    return inside(guarded)


def _insider(cluster: Cluster, user: User, at: datetime) -> Insider:
    rows = Member.objects.accepted().of_user(user).filter(cluster=cluster).with_names()
    member = rows.first()
    guides = member is not None and member.role == MemberRole.RESOURCE_PERSON
    return Insider(
        cluster,
        user,
        member,
        is_coordinator=cluster.is_coordinated_by(user, at),
        is_resource_person=guides and cluster.is_guided_by(user, at),
        at=at,
    )
