"""What is filled in about a deliverable: a file, an opinion, whom to ask until when (L6)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.models import Deliverable, Member, Partner
from privacy.office_file_field import OfficeFileField

REVIEWER = "reviewer_"


class FileForm(forms.Form):
    title = PlainTextField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Write what the file is called.")},
    )
    file = OfficeFileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint or OpenDocument, to 10 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    note = PlainTextField(label=_("What is new in this version"), max_length=300, required=False)


class OpinionForm(forms.Form):
    """What a partner thinks; whoever disagrees says why."""

    agrees = forms.TypedChoiceField(
        label=_("Opinion"),
        choices=[("yes", _("we agree")), ("no", _("changes are needed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    comment = PlainTextField(
        label=_("Comment"),
        help_text=_("If changes are needed, write which."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("agrees") is False and "comment" in data and not data["comment"]:
            self.add_error("comment", _("Write what should be changed."))
        return data


class AskForm(forms.Form):
    """Until when the partners of a deliverable are asked, and who answers for each."""

    until = forms.DateField(
        label=_("Answers until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"],
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )

    def __init__(self, *args: Any, deliverable: Deliverable, **more: Any) -> None:
        super().__init__(*args, **more)
        self.deliverable = deliverable
        cluster = deliverable.cluster
        reviewers = list(Member.objects.accepted().filter(cluster=cluster, role="reviewer"))
        names = names_of(deliverable)
        for partner in deliverable.partners:
            label = _("Who answers for %(partner)s") % {"partner": partner}
            found = first_of(reviewers, names.get(partner, {partner}))
            self.fields[REVIEWER + partner] = forms.ModelChoiceField(
                label=label,
                queryset=Member.objects.accepted().filter(cluster=cluster, role="reviewer"),
                required=False,
                empty_label=_("nobody in the portal: I will note the answer"),
                initial=found,
            )

    @property
    def reviewers(self) -> dict[str, Member | None]:
        return {one: self.cleaned_data[REVIEWER + one] for one in self.deliverable.partners}


def names_of(deliverable: Deliverable) -> dict[str, set[str]]:
    """Return abbreviation → how the partner is written in any language; one query."""
    rows = Partner.objects.filter(project=deliverable.cluster.project_id)
    return {
        one.abbreviation: {one.abbreviation, one.name_sr, one.name_sl, one.name_en} - {""}
        for one in rows
    }


def first_of(reviewers: Iterable[Member], names: set[str]) -> Member | None:
    """Return the first reviewer whose organisation is one of `names`."""
    wanted = {name.casefold() for name in names}
    return next((one for one in reviewers if one.organisation.casefold() in wanted), None)


def usual_day(deliverable: Deliverable, today: date) -> date:
    """Return until when partners are asked: as planned, else the end of the phase's consultation.

    A day that has passed is today.
    """
    windows = [one.ends_on for one in deliverable.phase.windows.all()]
    planned = deliverable.consult_until or min(windows, default=deliverable.due)
    return max(planned, today)
