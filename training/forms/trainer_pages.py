"""What trainers send from their own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField


class AcceptForm(forms.Form):
    """`seen` is the version of the run whose dates the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NoteForm(forms.Form):
    note = PlainTextField(
        label=_("Note for the coordinator"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReadForm(forms.Form):
    """`version` is that of the guidelines the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
