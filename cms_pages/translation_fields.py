"""What a translator gets to see of a page (M1)."""

from wagtail_localize.fields import SynchronizedField, TranslatableField


def translated(*names: str) -> list[TranslatableField]:
    """Return the fields that are translated; an address is the same in every language."""
    return [TranslatableField(name) for name in names]


def kept(*names: str) -> list[SynchronizedField]:
    """Return the fields that are those of the source in every language."""
    return [SynchronizedField(name, overridable=False) for name in names]
