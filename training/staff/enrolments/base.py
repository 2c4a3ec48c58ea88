"""What every page of the coordinator about enrolments shares."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from accounts.access import roles_everywhere
from accounts.models import User
from accounts.roles import Role
from privacy.audit import Actor, actor_from
from training.access import COORDINATING
from training.models import Enrolment, Run
from training.models.enrolment import EnrolmentQuerySet


class CoordinatorView(View):
    """A page for the coordinator, not there for anybody else; `at` is the request's moment."""

    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = timezone.now()
        if not roles_everywhere(request.user, at=self.at) & COORDINATING:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # no view of ours streams

    @property
    def user(self) -> User:
        user: User = self.request.user  # type: ignore[assignment]  # the door let nobody else in
        return user

    @property
    def actor(self) -> Actor:
        return actor_from(self.request, role=str(Role.TRAINING_COORDINATOR), channel="admin")

    def enrolments(self) -> EnrolmentQuerySet:
        return Enrolment.objects.visible_to(self.user, self.at).with_names()

    @cached_property
    def run(self) -> Run:
        """Return the run the address names."""
        rows = Run.objects.with_names().dated().seated()
        return get_object_or_404(rows, pk=self.kwargs["pk"])
