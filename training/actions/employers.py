"""The approver of an employer (T14)."""

import uuid
from datetime import datetime

from django.db import transaction

from privacy.audit import Actor, record
from privacy.secret_links import link_token, token_hash
from training.actions.telling_participants import tell_deciders
from training.models import Employer, Enrolment


@transaction.atomic
def name_approver(employer: Employer, *, name: str, email: str, by: Actor, at: datetime) -> bool:
    """Make somebody the approver: their link is new, and the old one leads nowhere (T14).

    Without a name and an address there is none. Whoever now decides on those who wait is told of
    them. Says whether anything was changed.
    """
    rows = Employer.objects.select_for_update(no_key=True, of=("self",))
    row = rows.get(pk=employer.pk)
    if (row.approver_name, row.approver_email) == (name, email):
        return False
    row.approver_name, row.approver_email = name, email
    row.approver_uid = uuid.uuid4()
    token = link_token("training.approve", row.approver_uid)
    row.approver_hash = token_hash(token) if email else ""
    changed = ["approver_name", "approver_email", "approver_uid", "approver_hash"]
    row.save(update_fields=changed)
    record(by, "approver_named", "training.employer", row.pk, at=at, changed=["approver"])
    for enrolment in Enrolment.objects.to_approve(row).with_names().order_by("pk"):
        tell_deciders(enrolment, at=at)
    return True
