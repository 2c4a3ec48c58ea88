"""A field of a form for a paper of an office."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from privacy.office_files import MOST_BYTES, TYPES, ending, is_what_it_says


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
