"""Who works on the programme: triage on submissions, editors on its facts (P4, X2)."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role

TRIAGE = frozenset({Role.PROGRAMME_TRIAGE})
EDITING = frozenset({Role.EDITOR, Role.PORTAL_ADMINISTRATOR})
# Whoever decides which authorities may write in answers for them.
LISTING = frozenset({Role.PROGRAMME_TRIAGE, Role.PORTAL_ADMINISTRATOR})
ANYBODY = TRIAGE | EDITING


def triages(user: User | AnonymousUser, at: datetime) -> bool:
    """Say whether `user` reads and decides submissions at `at`."""
    return has_role(user, Role.PROGRAMME_TRIAGE, at)
