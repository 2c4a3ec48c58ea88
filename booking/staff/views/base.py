"""What every staff page starts from: the places its user may see, or a 404 that tells nothing."""

from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from accounts.models import User
from accounts.roles import Role
from booking.access import MANAGING, SERVING, granted
from booking.enums import Channel
from booking.handbook.subjects import Subject
from booking.models import Location
from booking.models.location import LocationQuerySet
from privacy.audit import Actor, actor_from


class Audience(Enum):
    """For whom a page is; the test of every view by every role reads it (X2)."""

    SERVING = "serving"
    MANAGING = "managing"
    EVERYBODY = "everybody"

    @property
    def roles(self) -> tuple[Role, ...]:
        return {
            Audience.SERVING: SERVING,
            Audience.MANAGING: MANAGING,
            Audience.EVERYBODY: tuple(dict.fromkeys((*SERVING, *MANAGING))),
        }[self]


class StaffView(View):
    """A page of the calendar module.

    `at` is the moment of the request, `location` the place of the address (`slug`), if it has one.
    Whatever else an address names must be looked up among what `locations` has. `chapter` is the
    chapter of the handbook that is about the page (B6).
    """

    audience: ClassVar[Audience] = Audience.SERVING
    chapter: ClassVar[Subject]
    at: datetime
    location: Location

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = timezone.now()
        if "slug" in kwargs:
            self.location = get_object_or_404(
                self.locations().select_related("unit"), slug=kwargs["slug"]
            )
        elif not self.locations().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # no view of ours streams

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[return-value]  # the door let nobody else in

    @property
    def actor(self) -> Actor:
        """Return who acts, for the audit trail."""
        return actor_from(self.request, role=self._role(), channel=Channel.UNIT)

    def _role(self) -> str:
        """Return the role by which the user may do this, here if the page is of a place."""
        places = Location.objects.all()
        if hasattr(self, "location"):
            places = places.filter(pk=self.location.pk)
        for role in self.audience.roles:
            within = granted(self.user, (role,), self.at)
            if within is not None and places.filter(within).exists():
                return str(role)
        return str(self.audience.roles[0])

    def locations(self) -> LocationQuerySet:
        """Return the places this page may speak of."""
        visible = Location.objects.visible_to(self.user, self.at)
        if self.audience is Audience.SERVING:
            return visible
        managed = Location.objects.managed_by(self.user, self.at)
        return managed if self.audience is Audience.MANAGING else visible | managed


class ManagerView(StaffView):
    """A page of those who configure places: managers of a subtree, portal administrators."""

    audience = Audience.MANAGING
