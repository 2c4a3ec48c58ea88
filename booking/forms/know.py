"""That the visitor has read a text, and which version of it (B22, B24)."""

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from privacy.models import Notice


class NoticeForm(forms.Form):
    """A form below a notice: its hidden `notice` says which version was read, `tick` that."""

    tick: str
    notice = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_notice = notice
        self.fields["notice"].initial = notice.pk

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("notice") != str(self.shown_notice.pk):
            self._ask_again()
        return data

    def _ask_again(self) -> None:
        """Refuse the tick for another version, and show the form with the one now in force."""
        self.errors.pop("notice", None)
        self.errors.pop(self.tick, None)
        self.add_error(self.tick, _("The text has been changed meanwhile. Please read it again."))
        sent = cast(MultiValueDict, self.data).copy()
        sent[self.add_prefix("notice")] = str(self.shown_notice.pk)
        sent.pop(self.add_prefix(self.tick), None)
        self.data = sent


class KnowForm(NoticeForm):
    tick = "is_acknowledged"
    is_acknowledged = forms.BooleanField(
        label=_("I have read this and know what to bring."),
        error_messages={"required": _("Confirm that you have read what to know before the visit.")},
    )
