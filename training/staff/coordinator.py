"""What every page of the coordinator starts from (X2)."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts.access import roles_everywhere
from accounts.models import User
from accounts.roles import Role
from privacy.audit import Actor, actor_from
from training.access import COORDINATING
from training.errors import TrainingError


class CoordinatorDoor(View):
    """Opens for the coordinator of all trainings alone; for anybody else nothing is there.

    `at` is the moment of the request.
    """

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


class CoordinatorView(CoordinatorDoor):
    """A page with a way back: `template` is what it shows, `trail` leads to a list."""

    template: ClassVar[str]
    trail: ClassVar[tuple[tuple[str, Any], ...]] = ()

    def page(self, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show the page; `forms` among the context are those whose errors are summed up."""
        context.setdefault("forms", [one for one in context.values() if is_form(one)])
        trail = [(reverse(name), text) for name, text in self.trail]
        context |= {"title": title, "trail": trail, "at": self.at}
        return render(self.request, self.template, context, status=status)

    def done(self, text: str, to: str, *args: Any) -> HttpResponse:
        messages.success(self.request, text)
        return redirect(to, *args)


def is_form(value: object) -> bool:
    return isinstance(value, forms.BaseForm)


def refused(error: TrainingError) -> int:
    """Return the status of a page that tells of `error`."""
    return 409 if error.code == "changed_meanwhile" else 200
