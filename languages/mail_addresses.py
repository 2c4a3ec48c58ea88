"""Addresses people are mailed at, in one spelling: nobody's must pass for somebody else's (X5)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LONGEST = 254  # RFC 5321, 4.5.3.1.3


def ascii_domain(domain: str) -> str:
    """Return a domain in small letters as the DNS has it; what can be none, in small letters."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return domain.lower()


class MailAddressField(forms.EmailField):
    """Cleaned, it is ASCII, its domain as the DNS has it (RFC 5890).

    The database takes a dotless i and an i for the same letter where it ignores case, so an address
    at a domain that only looks alike would be known as somebody else's. Before the @ nothing but
    visible ASCII is allowed: `EmailField` lets four other letters and control characters through.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        address = str(super().to_python(value) or "")
        local, sign, domain = address.rpartition("@")
        if len(address) > LONGEST or "\0" in address:
            return address  # refused by the validators, in their words
        try:
            if local.isascii() and local.isprintable():
                return local + sign + domain.encode("idna").decode("ascii")
        except UnicodeError:
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")
