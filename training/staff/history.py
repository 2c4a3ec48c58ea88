"""What happened to an offer or a contract, read from the audit trail (X3)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from privacy.models import AuditEntry
from training.enums import OfferState


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str


def history(row: Model) -> list[Event]:
    """Return what was done to `row`, the newest first; two queries."""
    entries = list(
        AuditEntry.objects.filter(
            object_type=row._meta.label_lower, object_id=str(row.pk)
        ).order_by("-at", "-pk")
    )
    keys = {entry.actor_id for entry in entries if entry.actor_id}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    words = _words()
    return [
        Event(entry.at, words.get(entry.verb, entry.verb), _who(entry, names)) for entry in entries
    ]


def _who(entry: AuditEntry, names: dict[int, str]) -> str:
    if entry.actor_role == "system":
        return _("the portal itself")
    return names.get(entry.actor_id or 0, entry.actor_role)


def _words() -> dict[str, str]:
    return {
        **{f"offer_{state.value}": str(state.label) for state in OfferState},
        "offer_received": _("offer received"),
        "offer_corrected": _("offer corrected"),
        "document_added": _("document added"),
        "document_removed": _("document removed"),
        "document_opened": _("document opened"),
        "provider_invited": _("provider invited to a further training"),
        "invitation_accepted": _("invitation accepted"),
        "invitation_declined": _("invitation declined"),
        "contract_drafted": _("contract begun"),
        "contract_redrafted": _("contract corrected"),
        "contract_sent": _("sent to the provider"),
        "contract_reminded": _("provider reminded"),
        "contract_signed": _("contract signed"),
        "contract_lapsed": _("not signed in time"),
        "exported": _("report exported"),
    }
