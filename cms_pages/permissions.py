"""Who edits the catalogue: editors and portal administrators, by their grants (DESIGN 8, B7)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.permissions import ModelPermissionPolicy

from accounts.access import roles_everywhere, roles_known
from accounts.groups import PAGE_EDITORS, ROLES
from accounts.models import Grant, User
from accounts.roles import Role

CATALOGUE_ROLES = frozenset({Role.EDITOR, Role.PORTAL_ADMINISTRATOR})
PAGE_ROLES: Mapping[Role, frozenset[str]] = {
    Role.EDITOR: frozenset({"add", "change", "lock", "unlock"}),
    Role.REVIEWER: frozenset({"change", "lock", "unlock"}),
    Role.PUBLISHER: frozenset({"change", "publish", "lock", "unlock"}),
    Role.PORTAL_ADMINISTRATOR: frozenset({"add", "change", "publish", "lock", "unlock"}),
}


def edits_catalogue(user: User | AnonymousUser, *, at: datetime) -> bool:
    """Say whether `user` may change the catalogue at `at`: it is one for all languages.

    Whoever edits the pages of one language has no say in it.
    """
    return bool(roles_everywhere(user, at=at) & CATALOGUE_ROLES)


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


def page_roles(user: User, locale_id: int | None) -> frozenset[Role]:
    """Return the roles of PAGE_ROLES `user` holds for one language; asked once a request.

    A grant for a language has the Locale as its scope; one without a scope holds for all.
    """
    known: list[tuple[str, int | None]] | None = getattr(user, "_page_roles", None)
    if known is None:
        language = ContentType.objects.get_for_model(Locale)
        held = Grant.objects.filter(user_id=user.pk, role__in=PAGE_ROLES).in_force(timezone.now())
        known = list(
            held.filter(Q(scope_type__isnull=True) | Q(scope_type=language)).values_list(
                "role", "scope_id"
            )
        )
        # Kept with the user of this request, and gone with it.
        user._page_roles = known  # type: ignore[attr-defined]  # an attribute of ours
    return frozenset(Role(role) for role, scope in known if scope in (None, locale_id))


def page_permissions(user: User | AnonymousUser, locale_id: int | None) -> frozenset[str]:
    """Return what `user` may do with pages of a language, in Wagtail's words."""
    if not isinstance(user, User):
        return frozenset()
    return frozenset().union(*(PAGE_ROLES[role] for role in page_roles(user, locale_id)))


def may(user: User, verb: str, locale_id: int | None) -> bool:
    """Say whether `user` may do `verb`, in Wagtail's words, with pages of a language."""
    return user.is_superuser or verb in page_permissions(user, locale_id)


def oversees_tree(user: User | AnonymousUser) -> bool:
    """Say whether `user` may lay out the trees of the languages: it is nobody's of one language."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or Role.PORTAL_ADMINISTRATOR in page_roles(user, None)


def takes_part(user: User | AnonymousUser, role: Role, locale_id: int | None) -> bool:
    """Say whether `user` takes a step of `role` for a language; an administrator takes any."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return bool(page_roles(user, locale_id) & {role, Role.PORTAL_ADMINISTRATOR})


def holders(role: Role, locale_id: int, *, at: datetime) -> list[User]:
    """Return who holds `role` for a language at `at`, administrators of the portal left out."""
    language = ContentType.objects.get_for_model(Locale)
    scope = Q(scope_type__isnull=True) | Q(scope_type=language, scope_id=locale_id)
    grants = Grant.objects.filter(scope, role=role).in_force(at)
    return list(User.objects.filter(pk__in=grants.values("user_id")).order_by("last_name", "pk"))


def writes_pages(user: User | AnonymousUser) -> bool:
    """Say whether `user` takes part in the pages of any language."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or bool(roles_known(user, at=timezone.now()) & PAGE_ROLES.keys())
