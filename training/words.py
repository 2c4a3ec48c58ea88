"""What the catalogue says of a training, as sentences in the active language (T2, T3)."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from training.enums import Mode, Prior
from training.models import Segment, Training, Variant


def clock_time(hours: int) -> str:
    """Return how long so many pedagogical hours are by the clock: "3 h 45 min"."""
    whole, minutes = divmod(hours * settings.PEDAGOGICAL_MINUTES, 60)
    parts = [f"{whole} h"] if whole else []
    return " ".join([*parts, *([f"{minutes} min"] if minutes or not whole else [])])


def hours_in_words(hours: int) -> str:
    """Return "5 pedagogical hours", shortened where the language does so."""
    text = ngettext("%(hours)s pedagogical hour", "%(hours)s pedagogical hours", hours)
    return text % {"hours": hours}


def variant_in_words(variant: Variant) -> str:
    """Return "4 pedagogical hours live (day 1) and 4 pedagogical hours remotely (day 2)"."""
    segments = list(variant.segments.all())
    parts = [_part(segment) for segment in segments]
    if len(segments) > 1:
        text = _("%(part)s (day %(day)s)")
        parts = [
            text % {"part": part, "day": segment.day}
            for part, segment in zip(parts, segments, strict=True)
        ]
    return _joined(parts, pgettext("between the parts of a variant", "and"))


def delivery_in_words(training: Training) -> str:
    """Return all variants: "5 pedagogical hours live or 5 pedagogical hours remotely"."""
    variants = [variant_in_words(variant) for variant in training.variants.all()]
    return _joined(variants, pgettext("between the variants of a training", "or"))


def prior_in_words(training: Training) -> str:
    """Return what somebody should know before; the required training is named apart, as a link."""
    match training.prior:
        case Prior.NONE:
            return _("No prior knowledge is needed.")
        case Prior.DESIRABLE:
            return _("Desirable, but not a condition for taking part.")
        case _:
            return _("Required: you must have completed this training before.")


def modes_of(training: Training) -> list[Mode]:
    """Return the modes in which the training is delivered, each once; needs `with_variants()`."""
    return _modes(segment for variant in training.variants.all() for segment in _segments(variant))


def modes_of_variant(variant: Variant) -> list[Mode]:
    return _modes(_segments(variant))


def _segments(variant: Variant) -> list[Segment]:
    return list(variant.segments.all())


def _modes(segments: Iterable[Segment]) -> list[Mode]:
    known = {segment.mode for segment in segments}
    return [mode for mode in Mode if mode in known]


def _part(segment: Segment) -> str:
    if segment.mode == Mode.LIVE:
        text = ngettext(
            "%(hours)s pedagogical hour live", "%(hours)s pedagogical hours live", segment.hours
        )
    else:
        text = ngettext(
            "%(hours)s pedagogical hour remotely",
            "%(hours)s pedagogical hours remotely",
            segment.hours,
        )
    return text % {"hours": segment.hours}


def _joined(parts: list[str], word: str) -> str:
    return f" {word} ".join(parts)
