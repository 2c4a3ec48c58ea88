"""Why an office is closed or open out of the ordinary, in the reader's language."""

from django.utils.translation import get_language

from booking.models import Closure, ExtraOpening
from languages.translated import pick


def reason(row: Closure | ExtraOpening) -> str:
    """Return the reason as staff wrote it, "" where they wrote none."""
    texts = {"sl": row.reason_sl, "sr": row.reason_sr, "en": row.reason_en}
    return pick(texts, get_language())
