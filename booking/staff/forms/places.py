"""What may be said of a place (B2, B7, B8)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from booking.enums import Channel, LocationKind
from booking.forms.fields import NameField, PlainTextField
from booking.models import Location
from messaging.phones import normalise

OFFICE_KINDS = [(one.value, one.label) for one in LocationKind if one != LocationKind.UNIT]
# The national communities whose language stands beside Slovene in their areas.
MINORITY_LANGUAGES = [("", _("none")), ("it", _("Italian")), ("hu", _("Hungarian"))]
STEP_FREE = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]
ADDRESS = frozenset({"street", "postcode", "town", "latitude", "longitude"})


def degrees(label: Any, most: int) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        min_value=-most,
        max_value=most,
        required=False,
        localize=True,  # 46,05 as well as 46.05
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class PlaceForm(forms.ModelForm):
    """The facts of a place. What only a portal administrator decides is a field only for them."""

    name = NameField(label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind of place"), choices=OFFICE_KINDS)
    name_minority = PlainTextField(
        label=_("Name in the language of the national community"), max_length=120, required=False
    )
    minority_language = forms.ChoiceField(
        label=_("Language of the national community"), choices=MINORITY_LANGUAGES, required=False
    )
    region = PlainTextField(
        label=_("Region"),
        help_text=_("The list of all units is arranged by it."),
        max_length=60,
        required=False,
    )
    street = PlainTextField(label=_("Street and number"), max_length=120, required=False)
    postcode = PlainTextField(label=_("Postcode"), max_length=10, required=False)
    town = PlainTextField(label=_("Town"), max_length=80, required=False)
    latitude = degrees(_("Latitude"), 90)
    longitude = degrees(_("Longitude"), 180)
    phone = PlainTextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    is_email_checked = forms.BooleanField(
        label=_("The e-mail address is checked and may be shown"), required=False
    )
    is_step_free = forms.TypedChoiceField(
        label=_("Access without steps"),
        choices=STEP_FREE,
        coerce=lambda value: {"true": True, "false": False}[value],
        empty_value=None,
        required=False,
    )
    open_channels = forms.MultipleChoiceField(
        label=_("Who may book at this unit"),
        help_text=_("Without any, the unit shows that it cannot be booked here yet."),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Location
        fields = [
            "name",
            "kind",
            "name_minority",
            "minority_language",
            "region",
            "street",
            "postcode",
            "town",
            "latitude",
            "longitude",
            "phone",
            "email",
            "is_email_checked",
            "is_step_free",
            "open_channels",
        ]

    def __init__(self, *args: Any, is_unit: bool, is_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_step_free"] = {True: "true", False: "false"}.get(
            self.instance.is_step_free, ""
        )
        closed = set() if is_administrator else {"region", "open_channels", "is_email_checked"}
        closed |= {"kind"} if is_unit else {"region", "open_channels"}
        for name in closed:
            del self.fields[name]

    def clean_phone(self) -> str:
        """Keep the number as it is written, if it is one: the page shows it so."""
        phone = self.cleaned_data["phone"]
        if phone:
            try:
                normalise(phone)
            except ValueError:
                self.add_error(
                    "phone",
                    _("Write the telephone number with its area code, for example 041 234 567."),
                )
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # The database says the same of the row; here it is said beside the field that is empty.
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if one in data and data[one] is None and data.get(other) is not None:
                self.add_error(one, _("Give both coordinates, or neither."))
        if data.get("name_minority") and not data.get("minority_language"):
            self.add_error("minority_language", _("Choose the language of this name."))
        return data

    def facts(self) -> dict[str, Any]:
        """Return what is to be kept, with what follows from it about address and e-mail.

        An address written by those who work there needs nobody to check it. An e-mail address
        must be checked before the portal shows it or writes to it.
        """
        facts = {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields
        }
        changed = set(self.changed_data)
        if changed & ADDRESS:
            facts["is_address_checked"] = bool(facts["street"] and facts["town"])
        if "email" in changed and "is_email_checked" not in changed:
            facts["is_email_checked"] = False
        return facts


class NewPlaceForm(PlaceForm):
    """A part below a place one manages; without one, for a portal administrator, a new unit."""

    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Location.objects.none(), to_field_name="slug"
    )

    field_order = ["parent"]

    def __init__(
        self, *args: Any, places: QuerySet[Location], is_administrator: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, is_unit=False, is_administrator=is_administrator, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = places
        parent.label_from_instance = indented
        if is_administrator:
            parent.required = self.fields["kind"].required = False
            parent.empty_label = _("nothing: a new unit")
            parent.help_text = _("A new unit cannot be booked until it is switched on.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "parent" in data and data["parent"] is not None and not data.get("kind"):
            self.add_error("kind", _("Choose what kind of place it is."))
        return data

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if self.cleaned_data["parent"] is None:
            del facts["kind"]
        return facts


class MoveForm(forms.Form):
    """Where a place goes; `places` are those it may become a part of."""

    under = forms.ModelChoiceField(
        label=_("New place above it"), queryset=Location.objects.none(), to_field_name="slug"
    )

    def __init__(self, *args: Any, places: QuerySet[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under: Any = self.fields["under"]
        under.queryset = places
        under.label_from_instance = indented


def indented(place: Location) -> str:
    """Return the name as it stands in a list in tree order."""
    return "– " * (place.depth - 1) + place.name
