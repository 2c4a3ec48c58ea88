"""Where somebody is, so that places can be ordered by distance (B23)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField
from booking.near import Point, find_places

SORTS = ("wait", "distance")
_NOWHERE = _("This is not a place on Earth. Write a town or a postcode instead.")


class NearForm(forms.Form):
    near = PlainTextField(
        label=_("Near which town or postcode?"),
        help_text=_("For example Litija or 1270."),
        max_length=80,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "class": "govuk-input--width-20"}
        ),
    )
    lat = forms.FloatField(
        min_value=-90, max_value=90, required=False, localize=False, widget=forms.HiddenInput
    )
    lon = forms.FloatField(
        min_value=-180, max_value=180, required=False, localize=False, widget=forms.HiddenInput
    )
    sort = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"lat", "lon"} & set(self.errors) or (data.get("lat") is None) != (
            data.get("lon") is None
        ):
            for name in ("lat", "lon"):
                self.errors.pop(name, None)
                data[name] = None
            self.add_error("near", _NOWHERE)
        data["places"] = find_places(data["near"]) if data.get("near") else []
        if data.get("near") and not data["places"]:
            self.add_error("near", _("We do not know this place. Write a town or a postcode."))
        return data

    @property
    def point(self) -> Point | None:
        """Return where the person is: the browser's coordinates, else the first place found."""
        data = getattr(self, "cleaned_data", {})
        if data.get("near") and data.get("places"):
            return (data["places"][0].latitude, data["places"][0].longitude)
        if data.get("lat") is not None:
            return (data["lat"], data["lon"])
        return None

    @property
    def sort_by(self) -> str:
        """Return `wait` or `distance`; who says where they are wants the nearest first."""
        wanted = getattr(self, "cleaned_data", {}).get("sort")
        if wanted in SORTS:
            return wanted
        return "distance" if self.point else "wait"
