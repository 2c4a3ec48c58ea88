"""A document as a form: a field for each section of its template, with its guidance (L7)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.models import TemplateSection

LONGEST = 10_000  # characters; a whole form stays below what the portal takes
PREFIX = "section_"


class DocumentForm(forms.Form):
    """Knows the version it was begun from (`based_on`); nothing is required of a draft.

    Required sections are asked for when the document is submitted.
    """

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, sections: Sequence[TemplateSection], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sections = sections
        for one in sections:
            self.fields[PREFIX + one.slug] = _field_of(one)
        self.fields["note"] = PlainTextField(
            label=_("What is new in this version"), max_length=300, required=False
        )

    @property
    def texts(self) -> dict[str, str]:
        """Return slug → text of the sections that say something; the form is valid."""
        texts = {one.slug: self.cleaned_data[PREFIX + one.slug] for one in self.sections}
        return {slug: text for slug, text in texts.items() if text}


def initial_of(texts: Mapping[str, str], based_on: int) -> dict[str, Any]:
    return {"based_on": based_on, **{PREFIX + slug: text for slug, text in texts.items()}}


def _field_of(section: TemplateSection) -> PlainTextField:
    label = section.name if section.is_required else _("%(name)s (optional)") % {"name": section}
    return PlainTextField(
        label=label,
        help_text=section.guidance,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ReasonForm(forms.Form):
    """Why something is returned."""

    reason = PlainTextField(
        label=_("What is to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is to be changed.")},
    )
