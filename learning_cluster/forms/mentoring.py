"""What members and the resource person type about times and sessions (L9)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.forms import SeriesForm
from languages.plain_text import PlainTextField
from languages.translated import in_script
from learning_cluster.models import Membership


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-5"}),
        error_messages={
            "required": _("Choose the hour."),
            "invalid": _("Write the hour like this: 8.20."),
        },
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )


class HoursForm(forms.Form):
    """Hours, length and link of offered times; the days are a SeriesForm beside it."""

    from_hour = _hour(_("From hour"))
    to_hour = _hour(_("To hour"))
    minutes = forms.IntegerField(
        label=_("Minutes of a session"),
        min_value=15,
        max_value=240,
        initial=60,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    join_link = forms.URLField(
        label=_("Join link"),
        help_text=_("The address of the online meeting. Who books gets it by mail."),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    pilots_until = forms.DateTimeField(
        label=_("Only pilots may book until"),
        help_text=_("Where times are scarce. Leave it empty if everybody may book at once."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": _("Choose day and hour.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("from_hour"), data.get("to_hour")
        if begins and ends and ends <= begins:
            self.add_error("to_hour", _("The end lies before the beginning."))
        return data


class OfferForm(HoursForm, SeriesForm):
    """Days and hours together."""

    field_order = [*SeriesForm.base_fields, *HoursForm.base_fields]


class BookForm(forms.Form):
    """Who takes part and what it is about; without `is_free_choice` one's own comes by itself."""

    others = forms.ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This local government is not in the cluster any more.")
        },
    )
    wish = PlainTextField(
        label=_("What it is about"),
        help_text=_("A sentence is enough: the resource person prepares for it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, memberships: Any, is_free_choice: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["others"]
        field.queryset = memberships  # type: ignore[attr-defined]  # of a model choice
        field.label_from_instance = lambda row: row.government.name  # type: ignore[attr-defined]  # as above
        if is_free_choice:
            field.required = True
            field.error_messages["required"] = str(_("Choose at least one local government."))
        else:
            field.label = _("Others who take part with you")
        if not memberships:
            del self.fields["others"]


class ReasonForm(forms.Form):
    reason = PlainTextField(
        label=_("Why"),
        help_text=_("The others read it in the mail."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: the others are told.")},
    )


class AddSessionForm(forms.Form):
    """A session that was held without having been booked."""

    starts = forms.DateTimeField(
        label=_("When it began"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={
            "required": _("Choose day and hour."),
            "invalid": _("Choose day and hour."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=5,
        max_value=480,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    governments = forms.ModelMultipleChoiceField(
        label=_("Who took part"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one local government.")},
    )

    def __init__(self, *args: Any, memberships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["governments"]
        field.queryset = memberships  # type: ignore[attr-defined]  # of a model choice
        field.label_from_instance = lambda row: row.government.name  # type: ignore[attr-defined]  # as above

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


def in_zone(moment: Any, zone: ZoneInfo) -> Any:
    """Return what was typed as an hour on the wall of `zone`, whatever zone the form read it in."""
    return moment and moment.replace(tzinfo=zone)


def people_of(rows: Sequence[Any]) -> list[tuple[int, str]]:
    """Return members as choices: name and local government, in the reader's script."""
    return [(one.pk, f"{in_script(one.name)}, {one.membership.government.name}") for one in rows]
