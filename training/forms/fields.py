"""Fields that several forms of the coordinator have."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from privacy.office_files import MOST_BYTES, TYPES, ending, is_what_it_says

ISO = "%Y-%m-%d"
ISO_MOMENT = "%Y-%m-%dT%H:%M"


class SeenForm(forms.Form):
    """Knows which version of a row the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format=ISO, attrs={"type": "date"})
    formats = [ISO, "%d.%m.%Y", "%d. %m. %Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, **more)


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    """Return a field of day and hour by the portal's clock."""
    widget = forms.DateTimeInput(format=ISO_MOMENT, attrs={"type": "datetime-local"})
    formats = [ISO_MOMENT, "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d. %m. %Y %H.%M"]
    return forms.DateTimeField(label=label, widget=widget, input_formats=formats, **more)


def euro_field(label: Any, *, max_digits: int = 9, **more: Any) -> forms.DecimalField:
    """Return a field of euros, written as the reader's language writes them: 1.200,50."""
    return forms.DecimalField(
        label=label,
        max_digits=max_digits,
        decimal_places=2,
        min_value=more.pop("min_value", 0.01),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **more,
    )


class OfficeFileField(forms.FileField):
    """A paper of an office: PDF, Word, Excel, PowerPoint or OpenDocument, without macros."""

    default_error_messages = {
        "kind": _("Choose a file of one of these kinds: %(kinds)s."),
        "too_large": _("The file has %(size)s; it may have at most %(most)s."),
        "false_kind": _("The file is not what its name says. Save it anew and try again."),
    }
    widget = forms.FileInput

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=200, **more)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in TYPES)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return file
        if ending(file.name) not in TYPES:
            self._refuse("kind", kinds=", ".join(TYPES))
        if file.size > MOST_BYTES:
            self._refuse(
                "too_large", size=filesizeformat(file.size), most=filesizeformat(MOST_BYTES)
            )
        if not is_what_it_says(file.name, file.file):
            self._refuse("false_kind")
        return file

    def _refuse(self, code: str, **words: str) -> None:
        raise forms.ValidationError(self.error_messages[code], code=code, params=words)
