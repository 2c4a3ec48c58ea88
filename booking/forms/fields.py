"""Fields for what people type by hand."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from booking.models import Municipality
from booking.near import find_municipality
from messaging.phones import normalise

# Marks that turn the direction of a text: in a name they can only mislead whoever reads it.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")
_MOST_DECOMPOSED = 4  # code points that may become one


def plain_text(text: str) -> str:
    """Return `text` composed (NFC), without control characters and direction marks.

    A null character stays: Django's own validator names it to the person who sent it.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter
        for letter in composed
        if letter == "\0"
        or letter in _KEPT
        or (letter not in _TURNING and unicodedata.category(letter) != "Cc")
    )


class PlainTextField(forms.CharField):
    """A CharField whose text holds nothing invisible that changes how it reads."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if self.max_length is not None and len(text) > self.max_length * _MOST_DECOMPOSED:
            self.run_validators(text)  # refuses it: composing stacked marks takes quadratic time
        return plain_text(text).strip() if self.strip else plain_text(text)


class NameField(PlainTextField):
    """A person's name: one line with at least one letter, of whatever script."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        # Names stand in mails the portal sends: nobody shall send others to a site through them.
        is_link = "://" in value or "www." in value.lower()
        if value and (is_link or not any(letter.isalpha() for letter in value)):
            raise ValidationError(_("Write the name with letters."), code="no_letters")


class PhoneField(PlainTextField):
    """A telephone number as people write it; cleaned to E.164. A landline is welcome (B26)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise(text)
        except ValueError as error:
            raise ValidationError(
                _("Write the telephone number with its area code, for example 041 234 567."),
                code="phone",
            ) from error


class MunicipalityField(PlainTextField):
    """A municipality by its name, a town, a postcode or the slug that travels in addresses."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Municipality | None:
        if isinstance(value, Municipality):
            return value
        text = super().clean(value)
        if not text:
            return None
        municipality = find_municipality(text)
        if municipality is None:
            raise ValidationError(
                _("We do not know this municipality. Choose one, for example Litija."),
                code="municipality",
            )
        return municipality
