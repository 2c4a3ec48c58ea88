"""What becomes of the stranded appointments: for all, and differently for single ones (B11)."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.actions.bulk import Decision
from booking.planning.preview import Stranded

ONE_BY_ONE = 200  # so many are offered a choice of their own; the rest goes with "all"
MOVE = (Decision.MOVE.value, _("move to the time beside it"))
CANCEL = (Decision.CANCEL.value, _("cancel, with the reason"))
KEEP = (Decision.KEEP.value, _("keep as an exception"))
AS_ALL = ("", _("as for all"))


class DecisionsForm(forms.Form):
    """`everybody` decides for all, `others` for those without a free time, a field each for one."""

    everybody = forms.ChoiceField(
        label=_("What becomes of these appointments?"),
        choices=[MOVE, CANCEL, KEEP],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of these appointments.")},
    )
    others = forms.ChoiceField(
        label=_("And where no equal time is free?"),
        choices=[CANCEL, KEEP],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, offered: dict[int, bool], **kwargs: Any) -> None:
        """`offered` says of each stranded appointment whether another time is offered."""
        super().__init__(*args, **kwargs)
        self.offered = offered
        for key in list(offered)[:ONE_BY_ONE]:
            choices = [AS_ALL, *([MOVE] if offered[key] else []), CANCEL, KEEP]
            self.fields[f"one_{key}"] = forms.ChoiceField(
                label=_("For this one"), choices=choices, required=False
            )
        if all(offered.values()):
            del self.fields["others"]
        if not any(offered.values()):
            everybody = cast(forms.ChoiceField, self.fields["everybody"])
            everybody.choices = [CANCEL, KEEP]
        if not offered:
            del self.fields["everybody"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and None in self._chosen().values():
            self.add_error("others", _("Choose for those for whom no equal time is free."))
        return data

    @property
    def decisions(self) -> dict[int, Decision]:
        """Return the decision on every appointment. Only for a valid form."""
        return {key: chosen for key, chosen in self._chosen().items() if chosen}

    def one(self, stranded: Stranded) -> forms.BoundField | None:
        """Return the field of one appointment, if it has one."""
        name = f"one_{stranded.appointment.pk}"
        return self[name] if name in self.fields else None

    def _chosen(self) -> dict[int, Decision | None]:
        data = self.cleaned_data
        chosen: dict[int, Decision | None] = {}
        for key, is_offered in self.offered.items():
            own, common = data.get(f"one_{key}"), data.get("everybody")
            if not own and common == Decision.MOVE and not is_offered:
                common = data.get("others")
            decided = own or common
            chosen[key] = Decision(decided) if decided else None
        return chosen


def offered(stranded: Sequence[Stranded]) -> dict[int, bool]:
    """Return, by appointment, whether another time is offered."""
    return {one.appointment.pk: one.proposal is not None for one in stranded}
