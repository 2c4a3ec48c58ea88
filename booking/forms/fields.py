"""Fields for what people type by hand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from booking.models import Municipality
from booking.near import find_municipality
from languages.plain_text import PlainTextField
from messaging.phones import normalise


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
