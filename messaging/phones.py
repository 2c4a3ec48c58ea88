"""Telephone numbers as people write them (B26). Pure."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

_TEXTABLE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def normalise(text: str, region: str = "SI") -> str:
    """Return the number in E.164 ("041 123 456" → "+38641123456"); landlines are numbers too.

    `region` is the country of a number written without one. ValueError if nobody can have it.
    """
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as error:
        raise ValueError("not a telephone number") from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError("not a telephone number")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def can_receive_sms(e164: str) -> bool:
    """Say whether the number is a mobile one; a landline or nonsense is not."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return False
    return phonenumbers.number_type(number) in _TEXTABLE
