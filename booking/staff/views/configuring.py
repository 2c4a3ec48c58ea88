"""What the pages on places, counters and people have in common."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from accounts.roles import Role
from booking.access import administers
from booking.enums import Channel
from booking.models import Location
from booking.staff.views.base import ManagerView
from privacy.audit import Actor, actor_from


class ConfiguringView(ManagerView):
    """A page that configures places; `template` shows it."""

    template: str

    @cached_property
    def is_administrator(self) -> bool:
        return administers(self.user, self.at)

    @property
    def actor(self) -> Actor:
        role = Role.PORTAL_ADMINISTRATOR if self.is_administrator else Role.LOCATION_MANAGER
        return actor_from(self.request, role=role.value, channel=Channel.UNIT)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the place; on a page of many, of the first."""
        place: Location = getattr(self, "location", None) or self.locations()[0]
        return place.zone

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    def page(self, title: str, **context: Any) -> HttpResponse:
        everywhere = {
            "title": title,
            "location": getattr(self, "location", None),
            "is_administrator": self.is_administrator,
            "at": self.at,
            "zone": self.zone,
        }
        return render(self.request, self.template, everywhere | context)
