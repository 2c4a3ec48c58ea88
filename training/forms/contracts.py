"""What the coordinator fills in about a contract (T10)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from training.actions.contracts import Terms
from training.forms.fields import day_field, euro_field, moment_field
from training.models import Bundle, Contract

MOST_RUNS = 999


class ContractForm(forms.Form):
    """A contract on `bundle`: how many runs of each of its trainings it foresees."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    number = PlainTextField(label=_("Contract number"), max_length=40)
    ceiling = euro_field(_("Ceiling with VAT, in euros"), max_digits=10)
    ends_on = day_field(_("Ends on at the latest"))

    def __init__(self, *args: Any, bundle: Bundle, **more: Any) -> None:
        super().__init__(*args, **more)
        self.trainings = list(bundle.trainings.all())
        for training in self.trainings:
            self.fields[f"runs_{training.pk}"] = forms.IntegerField(
                label=gettext("%(training)s: runs foreseen") % {"training": training},
                min_value=0,
                max_value=MOST_RUNS,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )

    @staticmethod
    def initial_of(contract: Contract) -> dict[str, Any]:
        facts = {name: getattr(contract, name) for name in ("number", "ceiling", "ends_on")}
        runs = {f"runs_{row.training_id}": row.runs for row in contract.forecasts.all()}
        return {"seen": contract.version} | facts | runs

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        forecasts = {one: data[f"runs_{one.pk}"] for one in self.trainings}
        foreseen = {training: runs for training, runs in forecasts.items() if runs}
        return Terms(data["number"], data["ceiling"], data["ends_on"], foreseen)


class ReceiptForm(forms.Form):
    received_at = moment_field(
        _("When did the provider receive the contract we signed?"),
        help_text=_("From then on the provider has 3 days to sign."),
    )


class SignatureForm(forms.Form):
    signed_at = moment_field(_("When did the provider sign?"))
