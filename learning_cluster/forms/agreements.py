"""What an event agrees on, and what it finds of earlier steps (L8)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from languages.translated import in_script
from learning_cluster.enums import StepState
from learning_cluster.event_people import in_order
from learning_cluster.forms.event_fields import SeenForm, day_field
from learning_cluster.models import Cluster, Member, Membership, NextStep

_PERSON, _GOVERNMENT = "p", "g"


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Member) -> str:
        of = obj.membership.government.name if obj.membership else in_script(obj.organisation)
        return ", ".join(part for part in (in_script(obj.name), of) if part)


class RoleForm(forms.Form):
    member = MemberField(
        label=_("Who"),
        queryset=Member.objects.none(),
        error_messages={"required": _("Choose who it is.")},
    )
    text = PlainTextField(
        label=_("Role and responsibilities"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what they take on.")},
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Member.objects.accepted().filter(cluster=cluster).with_names()
        field: MemberField = self.fields["member"]  # type: ignore[assignment]  # as declared
        field.queryset = rows
        people = [(one.pk, field.label_from_instance(one)) for one in in_order(rows)]
        field.choices = [("", "–"), *people]  # the database orders letters by their numbers


class StepForm(forms.Form):
    """`owner` and `membership` say who does it: one of them is None."""

    text = PlainTextField(
        label=_("Agreed next step"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what is to be done.")},
    )
    who = forms.ChoiceField(
        label=_("Who does it"), error_messages={"required": _("Choose who does it.")}
    )
    due = day_field(_("Due on"))

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {
            f"{_PERSON}{one.pk}": one
            for one in Member.objects.accepted().filter(cluster=cluster).with_names()
        }
        self.governments = {
            f"{_GOVERNMENT}{one.pk}": one
            for one in Membership.objects.selected().filter(cluster=cluster).with_names()
        }
        self.fields["who"].choices = list(self._choices())  # type: ignore[attr-defined]  # a choice field

    @property
    def owner(self) -> Member | None:
        return self.members.get(self.cleaned_data["who"])

    @property
    def membership(self) -> Membership | None:
        return self.governments.get(self.cleaned_data["who"])

    def _choices(self) -> Iterator[tuple[Any, Any]]:
        yield "", "–"
        if self.governments:
            found = [(key, one.government.name) for key, one in self.governments.items()]
            yield _("Local governments"), found
        members = in_order(self.members.values())
        people = [(f"{_PERSON}{one.pk}", in_script(one.name)) for one in members]
        yield _("People"), people


class ChecksForm(SeenForm):
    """For each step what was found of it, and a few words."""

    def __init__(self, *args: Any, steps: Sequence[NextStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        for step in steps:
            self.fields[f"state_{step.pk}"] = forms.TypedChoiceField(
                label=_("How it stands"),
                choices=StepState,
                coerce=StepState,
                initial=step.state,
            )
            self.fields[f"finding_{step.pk}"] = PlainTextField(
                label=_("Finding at the event"),
                max_length=500,
                required=False,
                initial=step.finding,
            )

    def rows(self) -> list[tuple[NextStep, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"state_{one.pk}"], self[f"finding_{one.pk}"]) for one in self.steps]

    @property
    def findings(self) -> dict[int, tuple[StepState, str]]:
        typed = self.cleaned_data
        return {
            one.pk: (typed[f"state_{one.pk}"], typed[f"finding_{one.pk}"]) for one in self.steps
        }
