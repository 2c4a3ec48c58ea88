"""A paper or an address left for some people: which may be, and how it is handed over."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.plain_text import PlainTextField
from languages.slugs import slug_of
from privacy.office_files import ending

# Nothing a browser would run; handed over as a download all the same.
EXTENSIONS: Final = frozenset(
    {"csv", "docx", "jpeg", "jpg", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx", "zip"}
)
# A form is a little larger than the file in it: settings.UPLOADS allows 20 MB.
LARGEST: Final = 20_000_000 - 100_000


def handed_over(*, title: str, file: FieldFile, url: str) -> HttpResponse:
    """Return the file as a download, or the way to the address; who may have it was asked.

    Raises Http404 where the file is gone.
    """
    if not file:
        return HttpResponseRedirect(url)
    try:
        opened = file.open()
    except FileNotFoundError:  # a backup without its files was put back
        raise Http404 from None
    name = slug_of(title) or "gradivo"
    answer = FileResponse(
        opened,
        as_attachment=True,
        filename=f"{name}.{ending(file.name or '')}",
        content_type="application/octet-stream",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer  # type: ignore[return-value]  # a streamed response is one too


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
