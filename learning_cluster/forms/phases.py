"""What the coordinator fills in about a phase: its facts, and the rows within it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning_cluster.actions.planning import Part
from learning_cluster.forms.clusters import NAMES
from learning_cluster.forms.fields import DayField, HalvesField, SeenForm, few_rows
from learning_cluster.models import Deliverable, Milestone, Phase, Window


class PhaseForm(SeenForm, forms.ModelForm):
    halves = HalvesField(label=gettext_lazy("Expert days"), required=False)
    starts_on = DayField(label=gettext_lazy("First day"), required=False)
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)
    after = forms.TypedChoiceField(
        label=gettext_lazy("Place in the plan"), coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Phase
        fields = [
            *NAMES,
            "number",
            "kind",
            "starts_on",
            "ends_on",
            "halves",
            *(f"tasks_{code}" for code in ("sr", "sl", "en")),
        ]
        widgets: ClassVar[dict[str, Any]] = few_rows("tasks")
        labels: ClassVar[dict[str, Any]] = {"number": gettext_lazy("Number in the plan")}

    def __init__(self, *args: Any, others: Iterable[Phase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(others)
        after: Any = self.fields["after"]
        after.choices = [("", _("At the beginning"))] + [
            (row.pk, _("After: %(name)s") % {"name": row.name}) for row in rows
        ]
        before = [row for row in rows if not self.instance.pk or row.order < self.instance.order]
        self.initial.setdefault("after", before[-1].pk if before else "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        both = "starts_on" in cleaned and "ends_on" in cleaned
        if both and (first is None) != (last is None):
            missing = "starts_on" if first is None else "ends_on"
            self.add_error(missing, _("Set both days of the phase, or none."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PartForm(forms.ModelForm):
    """A row of a phase: left empty it is nothing, with its box ticked it is taken away."""

    remove = forms.BooleanField(label=gettext_lazy("Take this away"), required=False)

    def __init__(self, *args: Any, partners: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = self.initial.get("key")
        self.empty_permitted = self.key is None
        if "partners" in self.fields:
            known = dict.fromkeys([*partners, *self.initial.get("partners", [])])
            self.fields["partners"] = forms.MultipleChoiceField(
                label=_("Who is consulted"),
                choices=[(name, name) for name in known],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if self.empty_permitted:
            del self.fields["remove"]

    def part(self) -> Part | None:
        """Return what is to be done with the row, None for nothing."""
        data = self.cleaned_data
        if self.key is None and not self.has_changed():
            return None
        if data.get("remove"):
            return Part(self.key, None)
        return Part(self.key, {name: data[name] for name in self._meta.fields or ()})


class WindowForm(PartForm):
    starts_on = DayField(label=gettext_lazy("First day"), required=False)
    ends_on = DayField(label=gettext_lazy("Last day"))

    class Meta:
        model = Window
        fields = [*NAMES, "kind", "starts_on", "ends_on", "partners"]


class MilestoneForm(PartForm):
    day = DayField(label=gettext_lazy("Day"))

    class Meta:
        model = Milestone
        fields = [*NAMES, "day"]


class DeliverableForm(PartForm):
    due = DayField(label=gettext_lazy("Due on"))

    class Meta:
        model = Deliverable
        fields = [*NAMES, "template", "due", "responsible", "partners"]


PARTS: dict[str, Any] = {
    "windows": WindowForm,
    "milestones": MilestoneForm,
    "deliverables": DeliverableForm,
}


def parts_of(
    name: str, rows: Iterable[Model], *, partners: Iterable[str], data: Any = None
) -> BaseFormSet:
    """Return the forms of a phase's `rows` and one more that is empty; `data` is what was sent.

    Which rows there are is asked of the database, never of what was sent: a key from elsewhere
    finds nothing.
    """
    form = PARTS[name]
    initial = [
        {"key": row.pk} | {one: getattr(row, one) for one in form._meta.fields or ()}
        for row in rows
    ]
    kind = formset_factory(form, extra=1, max_num=60, absolute_max=60)
    kwargs = {"partners": list(partners)}
    return kind(data, initial=initial, prefix=name, form_kwargs=kwargs)


def wanted(forms_of_parts: BaseFormSet) -> list[Part]:
    parts = [form.part() for form in forms_of_parts]
    return [part for part in parts if part is not None]
