"""Who works where, as whom and until when (B1)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.account_form import AccountForm
from accounts.roles import Role
from booking.actions.people import Term
from booking.availability.truth import moment
from booking.forms.fields import NameField
from booking.models import Location
from booking.staff.forms.places import indented

ISO = "%Y-%m-%d"


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format=ISO, attrs={"type": "date"})
    return forms.DateField(
        label=label, widget=widget, input_formats=[ISO, "%d.%m.%Y", "%d. %m. %Y"], **kwargs
    )


def after(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment `day` is over: a role lasts through its last day."""
    return moment(day + timedelta(days=1), time(0), zone)


class PersonForm(AccountForm):
    """Whose account it is, in which role, where and how long."""

    first_name = NameField(
        label=_("First name"),
        max_length=150,
        error_messages={"required": _("Write the first name.")},
    )
    last_name = NameField(
        label=_("Surname"),
        max_length=150,
        error_messages={"required": _("Write the surname.")},
    )
    role = forms.ChoiceField(label=_("Role"))
    place = forms.ModelChoiceField(
        label=_("Place"),
        help_text=_("The role holds for this place and all its parts."),
        queryset=Location.objects.none(),
        to_field_name="slug",
    )
    first_day = day_field(_("First day"))
    last_day = day_field(
        _("Last day"), help_text=_("Leave empty if it is not known yet."), required=False
    )

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Location],
        roles: list[Role],
        today: date,
        is_name_needed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = places
        place.label_from_instance = indented
        role: Any = self.fields["role"]
        role.choices = [(one.value, one.label) for one in roles]
        self.initial.setdefault("first_day", today)
        for name in ("first_name", "last_name"):
            self.fields[name].required = is_name_needed
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("who") == self.NEW:
            self._ask("first_name", _("Write the first name."))
            self._ask("last_name", _("Write the surname."))
        first, last = data.get("first_day"), data.get("last_day")
        if first and first < self.today:
            self.add_error("first_day", _("Choose today or a later day."))
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not come before the first."))
        return data

    def _ask(self, name: str, text: Any) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, text)

    def term(self, at: datetime) -> Term:
        """Return from when until when; what begins today begins at once, at `at`."""
        zone = self.cleaned_data["place"].zone
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        starts = at if first == self.today else moment(first, time(0), zone)
        return Term(starts, after(last, zone) if last else None)


class EndForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=[(NOW, _("now")), (LATER, _("after the last day given below"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when the role ends.")},
    )
    last_day = day_field(_("Last day"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == self.LATER and "last_day" not in self.errors:
            day = data.get("last_day")
            if day is None:
                self.add_error("last_day", _("Write the last day."))
            elif day < self.today:
                self.add_error("last_day", _("Choose today or a later day."))
        return data

    def ends_at(self, zone: ZoneInfo) -> datetime | None:
        """Return when the role ends; None for now."""
        data = self.cleaned_data
        return after(data["last_day"], zone) if data["when"] == self.LATER else None
