"""What forms of rows share: the version they showed, days as they are written."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages.codes import SL
from languages.dates import short_date
from learning_cluster.plan_text import marks

ISO = "%Y-%m-%d"


class SeenForm(forms.Form):
    """Knows which version of a row the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return a field of a day, also as people write it: 17. 11. 2026."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
        input_formats=[ISO, "%d.%m.%Y", "%d.%m.%Y.", "%d. %m. %Y", "%d. %m. %Y."],
        error_messages={"invalid": _("Write the day like this: 17. 11. 2026.")},
        **more,
    )


def saved_meanwhile(form: forms.Form, stored: object) -> list[tuple[str, str]]:
    """Return label and text of each field that another has saved otherwise than it was typed.

    `form` begins with what was typed; `stored` has an attribute of each field's name.
    """
    rows = []
    for name, field in form.fields.items():
        theirs = getattr(stored, name, None)
        if not field.widget.is_hidden and theirs != form.initial.get(name):
            rows.append((str(field.label), _written(theirs)))
    return rows


def _written(value: object) -> str:
    if isinstance(value, date):
        return short_date(value, get_language() or SL)
    if isinstance(value, Decimal):
        return marks(value)
    if isinstance(value, models.Choices):
        return str(value.label)
    return "" if value is None else str(value)
