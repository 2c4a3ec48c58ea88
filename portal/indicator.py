"""Where the programme's indicator meets the trainings: neither knows the other (P2)."""

from datetime import date

from django.utils.translation import gettext as _

from programme.indicator import Count
from training.indicator import trained


class HeldTrainings:
    name = "training.held"

    def count(self, operation: str, *, on: date) -> Count | None:
        """Return who completed trainings of the operation by the end of that day."""
        found = trained(operation, on=on)
        if found is None:
            return None
        note = _("Counted from the trainings held.")
        return Count(found.people, found.participations, on, note)
