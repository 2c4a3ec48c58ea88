"""The choice of another run of the same training."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import Run


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(
        Run.objects.none(),
        label=_("Other dates with free places"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose a date."),
            "invalid_choice": _("This date is no longer free. Choose another one."),
        },
    )

    def __init__(self, *args: Any, runs: list[tuple[Run, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast(forms.ModelChoiceField, self.fields["to"])
        keys = [run.pk for run, _text in runs]
        to.queryset = Run.objects.filter(pk__in=keys)
        to.choices = [(run.pk, text) for run, text in runs]
