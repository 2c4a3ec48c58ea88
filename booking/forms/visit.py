"""What unit staff choose about a visit with several services (B13)."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking.visit import Visit

ALL, ONE = "all", "one"
CANCELLING: dict[str, str | Promise] = {
    ALL: _("All appointments of this visit are cancelled"),
    ONE: _("Only this one; the others stay as they are"),
}
MOVING: dict[str, str | Promise] = {
    ALL: _("They move too, right after the new time or right before it"),
    ONE: _("They stay where they are; the visit then has a gap, or two days"),
}


class TogetherForm(forms.Form):
    """What happens to the `others` of a visit; asks nothing where there are none."""

    together = forms.ChoiceField(
        label=_("What happens to the other appointments of this visit?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to the other appointments.")},
    )

    def __init__(
        self,
        *args: Any,
        others: Sequence[Visit],
        words: dict[str, str | Promise],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        if others:
            cast(forms.ChoiceField, self.fields["together"]).choices = list(words.items())
        else:
            del self.fields["together"]

    @property
    def is_for_all(self) -> bool:
        return bool(self.others) and self.cleaned_data.get("together") == ALL
