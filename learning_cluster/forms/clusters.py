"""What the coordinator fills in about clusters: a new one, its facts, its plan as a whole."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.slugs import slug_of
from learning_cluster.forms.fields import DayField, SeenForm, few_rows
from learning_cluster.models import Blueprint, Cluster, Project
from learning_cluster.models.cluster import SARAJEVO, ZONES

NAMES = ["name_sr", "name_sl", "name_en"]


class SlugMixin(forms.Form):
    """An address left empty is drawn from the name."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("slug") and cleaned.get("name_sr"):
            cleaned["slug"] = slug_of(cleaned["name_sr"])
            if not cleaned["slug"]:
                self.add_error("slug", _("Write the web address: the name has no letters for it."))
        return cleaned


class StartForm(SlugMixin, forms.ModelForm):
    """A new cluster on one page: whose, from which plan, from which day, by which name."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    blueprint = forms.ModelChoiceField(
        Blueprint.objects.all(), label=gettext_lazy("Work plan"), empty_label=None
    )
    project = forms.ModelChoiceField(
        Project.objects.all(), label=gettext_lazy("Project"), empty_label=None
    )
    starts_on = DayField(label=gettext_lazy("Declared first day"))
    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left empty, it is drawn from the name."),
    )

    class Meta:
        model = Cluster
        fields = ["key", "blueprint", "project", "starts_on", *NAMES, "host", "zone", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            last = Cluster.objects.order_by("-starts_on").first()
            self.initial = {"key": uuid.uuid4(), "zone": last.zone if last else SARAJEVO} | {
                "host": last.host if last else "",
                "project": last.project_id if last else None,
            }

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the address to the action: two may want it at once."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # unknown to the stubs
        return excluded | {"slug", "ends_on"}

    def facts(self) -> dict[str, Any]:
        names = ("project", "slug", *NAMES, "host", "zone")
        return {name: self.cleaned_data[name] for name in names}


class ClusterForm(SeenForm, forms.ModelForm):
    starts_on = DayField(label=gettext_lazy("Declared first day"))
    ends_on = DayField(label=gettext_lazy("Declared last day"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=ZONES)

    class Meta:
        model = Cluster
        fields = [
            *NAMES,
            *(f"summary_{code}" for code in ("sr", "sl", "en")),
            "host",
            "zone",
            "starts_on",
            "ends_on",
            "state",
            "is_public",
            "slug",
        ]
        widgets: ClassVar[dict[str, Any]] = few_rows("summary")

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class MoveForm(SeenForm):
    first = DayField(
        label=gettext_lazy("New first day"),
        help_text=gettext_lazy(
            "Every day of the plan moves with it. Agreed days of events and approved deliverables"
            " stay."
        ),
    )


class KeepForm(SlugMixin, forms.ModelForm):
    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left empty, it is drawn from the name."),
    )

    class Meta:
        model = Blueprint
        fields = [*NAMES, "slug"]

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # unknown to the stubs
        return excluded | {"slug"}
