"""Who works on the programme: triage on submissions, editors on its facts (P4, X2)."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import roles_everywhere
from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role

TRIAGE = frozenset({Role.PROGRAMME_TRIAGE})
EDITING = frozenset({Role.EDITOR, Role.PORTAL_ADMINISTRATOR})
# Whoever decides which authorities may write in answers for them.
LISTING = frozenset({Role.PROGRAMME_TRIAGE, Role.PORTAL_ADMINISTRATOR})
ANYBODY = TRIAGE | EDITING

View = Callable[..., HttpResponse]


def triages(user: User | AnonymousUser, at: datetime) -> bool:
    """Say whether `user` reads and decides submissions at `at`."""
    return has_role(user, Role.PROGRAMME_TRIAGE, at)


def only_for(roles: Collection[Role]) -> Callable[[View], View]:
    """Return a decorator that answers 404 to everybody else: for them the page does not exist."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not roles_everywhere(request.user, at=timezone.now()) & set(roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorator
