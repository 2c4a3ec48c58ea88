"""Whether this session was opened with more than a password (X5)."""

from enum import Enum, auto

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest


class Factor(Enum):
    MISSING = auto()  # the user has no authenticator app
    UNPROVEN = auto()  # the user has one, this session has not shown it
    PROVEN = auto()


def factor_of(request: HttpRequest) -> Factor:
    """Return the state of the signed-in user's second factor in this session; one query.

    A proof counts only for an authenticator the user still has: whoever removes it, or gets a new
    one, has to show it again.
    """
    types = dict(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", "type"))
    if Authenticator.Type.TOTP not in types.values():
        return Factor.MISSING
    proofs = {
        entry.get("id")
        for entry in get_authentication_records(request, request.user)
        if entry.get("method") == "mfa"
    }
    return Factor.PROVEN if proofs & types.keys() else Factor.UNPROVEN
