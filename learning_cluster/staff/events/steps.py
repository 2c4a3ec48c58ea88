"""The coordinator dates, announces, calls off an event, invites more people, notes it as held."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from learning_cluster.actions.event_announcing import (
    announce,
    cancel_event,
    invite_also,
    note_held,
)
from learning_cluster.actions.event_planning import date_event
from learning_cluster.forms.event_staff import CancelForm, DatesForm, InviteForm
from learning_cluster.staff.events.base import Step


class Date(Step):
    name = "dates"
    words = _("The hours are set. Whoever was invited is being told.")

    def form(self, data: Any) -> DatesForm:
        return DatesForm(data, event=self.event, auto_id="dates_%s")

    def act(self, form: DatesForm) -> None:
        typed = form.cleaned_data
        date_event(
            self.event,
            starts_at=typed["starts_at"],
            ends_at=typed["ends_at"],
            together=typed.get("together", False),
            outside_phase=typed.get("outside_phase", False),
            seen=typed["seen"],
            by=self.actor,
            at=self.at,
        )


class Announce(Step):
    words = _("Announced. The invitations are on their way.")

    def act(self, form: Any) -> None:
        announce(self.event, seen=form.cleaned_data["seen"], by=self.actor, at=self.at)


class Cancel(Step):
    name = "cancel"
    words = _("Called off. Everybody invited is being told.")

    def form(self, data: Any) -> CancelForm:
        return CancelForm(data, auto_id="cancel_%s")

    def act(self, form: CancelForm) -> None:
        cancel_event(self.event, **form.cleaned_data, by=self.actor, at=self.at)


class Held(Step):
    words = _("Noted: the event has taken place.")

    def act(self, form: Any) -> None:
        note_held(self.event, seen=form.cleaned_data["seen"], by=self.actor, at=self.at)


class Invite(Step):
    name = "invite"
    words = _("The invitations are on their way.")

    def form(self, data: Any) -> InviteForm:
        return InviteForm(data, event=self.event, auto_id="invite_%s")

    def act(self, form: InviteForm) -> None:
        keys = [one.pk for one in form.cleaned_data["members"]]
        invite_also(self.event, members=keys, by=self.actor, at=self.at)
