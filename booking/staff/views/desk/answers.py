"""Everything that is typed on the one form of a booking at the desk."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from booking.actions.rules import Rule, broken_rules
from booking.forms.desk import (
    DeskContactForm,
    DeskVisitorForm,
    OverrideForm,
    PlaceForm,
    ToldForm,
)
from booking.forms.people import PeopleForms
from booking.forms.urgent import DeskUrgentForm
from booking.models import Municipality
from booking.staff.views.desk.wish import Wish
from booking.views.walk.people import privacy_notice
from privacy.enums import NoticeKind
from privacy.models import Notice


class Answers:
    """The forms of a wish: empty, checked (`data`), or as they were typed so far (`typed`)."""

    def __init__(
        self,
        wish: Wish,
        at: datetime,
        *,
        data: QueryDict | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        assert wish.service is not None
        self.wish, self.at, self.service = wish, at, wish.service
        self.place = self._place(data, typed)
        self.people = PeopleForms(
            wish.service,
            wish.people,
            privacy_notice(),
            data=data,
            typed=_lists(typed) if typed is not None else None,
            kinds=(DeskVisitorForm, DeskContactForm),
        )
        self.told = self._told(data, typed)
        self.urgent = self._urgent(data, typed)
        self.override = OverrideForm(
            data, broken=self._broken(), initial=typed.dict() if typed is not None else None
        )

    @property
    def all(self) -> list[Any]:
        forms = (self.place, self.urgent, *self.people.all, self.told, self.override)
        return [form for form in forms if form]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.all)

    @property
    def acknowledgement(self) -> Notice | None:
        """Return the version of what was told; None where there is nothing to tell."""
        return self.told.shown_notice if self.told else None

    @property
    def urgent_reason(self) -> str:
        return self.urgent.cleaned_data["reason"] if self.urgent else ""

    @property
    def municipality(self) -> Municipality | None:
        return self.place.cleaned_data.get("municipality") if self.place.is_bound else None

    def at_any_counter(self) -> None:
        """Forget the wanted counter, whose time is gone; the municipality stays."""
        self.place = self._place(None, self.place.data)

    def _place(self, data: QueryDict | None, typed: Any) -> PlaceForm:
        counters = list(self.wish.location.counters.doing(self.service.pk))
        initial = {"municipality": (typed or {}).get("municipality", "")}
        if typed is None and self.wish.counter:
            initial["counter"] = str(self.wish.counter.pk)
        return PlaceForm(data, service=self.service, counters=counters, initial=initial)

    def _told(self, data: QueryDict | None, typed: QueryDict | None) -> ToldForm | None:
        notice = Notice.objects.in_force(NoticeKind.ACKNOWLEDGEMENT, self.service.slug, self.at)
        if notice is None:
            return None
        initial = {"is_acknowledged": typed is not None and "told-is_acknowledged" in typed}
        return ToldForm(data, prefix="told", notice=notice, initial=initial)

    def _urgent(self, data: QueryDict | None, typed: QueryDict | None) -> DeskUrgentForm | None:
        if not self.wish.is_urgent:
            return None
        initial = {}
        if typed is not None:
            initial = {
                "reason": typed.get("urgent-reason", ""),
                "meets_conditions": "urgent-meets_conditions" in typed,
            }
        return DeskUrgentForm(data, prefix="urgent", initial=initial)

    def _broken(self) -> list[Rule]:
        """Return the rules the wished time breaks; what is not known yet breaks none."""
        if self.wish.starts_at is None or self.wish.starts_at <= self.at:
            return []
        self.place.is_valid()
        broken = broken_rules(
            self.service, self.wish.location, self.wish.starts_at, self.municipality, self.at
        )
        is_known = self.service.has_any_unit or self.municipality is not None
        return [rule for rule in broken if rule != Rule.COMPETENCE or is_known]


def _lists(typed: QueryDict) -> dict[str, list[str]]:
    # A mail that was unticked is not in the form at all.
    return {"contact-notify": [], **{name: typed.getlist(name) for name in typed}}
