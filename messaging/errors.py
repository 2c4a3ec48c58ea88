"""Why a message did not go out. Texts hold codes only: they are stored and logged."""


class DeliveryError(Exception):
    """The message was refused or could not be handed over; `str()` names no person."""


class TemporaryError(DeliveryError):
    """Trying again later may help."""


class PermanentError(DeliveryError):
    """The receiving side said that it will never take it."""
