"""Partner systems sign in with `Authorization: Token …`; only hashes of tokens are stored."""

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import ApiToken
from accounts.tokens import partner_of
from api.throttling import count_miss
from booking.enums import Channel
from privacy.audit import Actor, keyed_hash

_SCHEME = "token"


class PartnerTokens(BaseAuthentication):
    """Sets `request.auth` to the partner the token belongs to; the token of nobody is a 401."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Any] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _space, token = header.partition(" ")
        partner = None
        if scheme.lower() == _SCHEME and token.strip():
            partner = partner_of(token.strip(), timezone.now())
        if partner is None:
            count_miss(source_hash(request))
            raise exceptions.AuthenticationFailed
        return AnonymousUser(), partner

    def authenticate_header(self, request: Request) -> str:
        return 'Token realm="Okence"'

    class Needed(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            return request.auth is not None


def source_hash(request: Request) -> str:
    """Return the keyed hash of where a request comes from; the address itself is never kept."""
    return keyed_hash(request.META.get("REMOTE_ADDR", ""))


def partner_behind(request: Request) -> ApiToken:
    """Return the token the caller has signed in with."""
    return cast(ApiToken, request.auth)


def actor_of(request: Request) -> Actor:
    """Return the partner as the actor of the audit trail; its token's key stands for it."""
    return Actor(
        role=Channel.PARTNER,
        user_id=partner_behind(request).pk,
        channel=Channel.PARTNER,
        source_hash=source_hash(request),
    )
