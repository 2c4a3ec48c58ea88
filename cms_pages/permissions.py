"""Who edits the catalogue: editors and portal administrators, by their grants (DESIGN 8, B7)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.permissions import ModelPermissionPolicy

from accounts.access import roles_known
from accounts.groups import PAGE_EDITORS, ROLES
from accounts.models import User
from accounts.roles import Role

CATALOGUE_ROLES = frozenset({Role.EDITOR, Role.PORTAL_ADMINISTRATOR})


def edits_catalogue(user: User | AnonymousUser, *, at: datetime) -> bool:
    """Say whether `user` may change the catalogue at `at`."""
    return bool(roles_known(user, at=at) & CATALOGUE_ROLES)


def edits_pages(user: User | AnonymousUser, *, at: datetime) -> bool:
    """Say whether Wagtail's page editor is open to `user` at `at`."""
    return bool(roles_known(user, at=at) & ROLES[PAGE_EDITORS])


def page_editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 to everybody else: for them the page does not exist."""
    return _only(edits_pages, view)


def catalogue_editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 to everybody else: for them the page does not exist."""
    return _only(edits_catalogue, view)


def _only(may: Callable[..., bool], view: Callable[..., HttpResponse]) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, at=timezone.now()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class CataloguePolicy(ModelPermissionPolicy):
    """Asks the grants; Wagtail's own permissions never authorise.

    What was ever booked is switched off, not deleted; `is_deletable` is for other rows.
    """

    def __init__(self, model: type[Model], *, is_deletable: bool = False) -> None:
        super().__init__(model)
        self.is_deletable = is_deletable

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "delete" and not self.is_deletable:
            return False
        return edits_catalogue(user, at=timezone.now())

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
