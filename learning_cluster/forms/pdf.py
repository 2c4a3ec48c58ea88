"""A field for a PDF document that only shows pages (L12)."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from privacy.pdf_files import MOST_BYTES, PdfFault, fault_of

REASONS = {
    PdfFault.NOT_PDF: _("The file is not a PDF, or it is damaged. Save it as a PDF anew."),
    PdfFault.ENCRYPTED: _("The file is encrypted. Save it without a password."),
    PdfFault.JAVASCRIPT: _("The file holds a script (JavaScript). Print it to a new PDF."),
    PdfFault.LAUNCH: _("The file starts a program or opens another file. Print it to a new PDF."),
    PdfFault.EMBEDDED: _("Another file is hidden in it (attachment). Save it without."),
    PdfFault.XFA: _("The file is an XFA form. Print it to a new PDF."),
    PdfFault.SENDS: _("The file has a form that sends data. Print it to a new PDF."),
    PdfFault.MEDIA: _("The file plays sound, film or 3D. Save it without."),
    PdfFault.OPEN_ACTION: _(
        "The file does something as soon as it is opened. Print it to a new PDF."
    ),
    PdfFault.TOO_MUCH: _("The file could not be checked: it is too complicated. Save it anew."),
}


class PdfField(forms.FileField):
    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty."),
        "too_large": _("The file has %(size)s; it may have at most %(most)s."),
        **{fault.value: reason for fault, reason in REASONS.items()},
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=200, **more)
        self.widget.attrs["accept"] = ".pdf,application/pdf"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return file
        if file.size > MOST_BYTES:
            words = {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)}
            raise forms.ValidationError(
                self.error_messages["too_large"], code="too_large", params=words
            )
        fault = fault_of(file.file)
        if fault is not None:
            raise forms.ValidationError(self.error_messages[fault.value], code=fault.value)
        return file
