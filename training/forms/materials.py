"""A material of a run: a title, and either an address or a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.plain_text import PlainTextField
from privacy.office_files import ending
from training.material_files import EXTENSIONS

# A form is a little larger than the file in it.
LARGEST = settings.UPLOADS["trainer_material_add"] - 100_000


class MaterialForm(forms.Form):
    title = PlainTextField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write a title.")},
    )
    url = forms.URLField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": gettext_lazy("Write the whole address, beginning with https://.")
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("PDF, document, table, presentation, picture or zip, to 19 MB."),
        required=False,
        allow_empty_file=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if ending(file.name or "") not in EXTENSIONS:
            kinds = ", ".join(sorted(EXTENSIONS))
            text = _("Files of this kind cannot be added. These can: %(kinds)s.")
            raise forms.ValidationError(text % {"kinds": kinds})
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 19 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get("url")) == bool(cleaned.get("file")):
            self.add_error("url", _("Write a web address or choose a file, one of the two."))
        return cleaned
