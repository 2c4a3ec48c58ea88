"""The alphabet of SMS, GSM 03.38 (3GPP TS 23.038), and how many parts a text takes. Pure."""

import math

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two places


def is_gsm(text: str) -> bool:
    """Say whether the 7-bit alphabet writes `text`; č, š, ž, ć, đ and Cyrillic need UCS-2."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def parts(text: str) -> int:
    """Return how many SMS the text is sent as: 160/153 septets, or 70/67 UTF-16 units each."""
    if is_gsm(text):
        length, alone, joined = len(text) + sum(letter in _EXTENDED for letter in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else math.ceil(length / joined)
