"""That the visitor has read a text, and which version of it (B22, B24)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.models import Notice


class NoticeVersionMixin:
    """A form that shows `notice`: its hidden `notice` field says which version was on the page."""

    def clean_notice(self) -> int:
        shown: int = self.cleaned_data["notice"]
        if shown != self.shown_notice.pk:
            raise ValidationError(_("The text has been changed meanwhile. Please read it again."))
        return shown


class KnowForm(NoticeVersionMixin, forms.Form):
    notice = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31)
    is_acknowledged = forms.BooleanField(
        label=_("I have read this and know what to bring."),
        error_messages={"required": _("Confirm that you have read what to know before the visit.")},
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_notice = notice
        self.fields["notice"].initial = notice.pk
