"""The door to staff pages: a staff grant in force and a second factor shown in the session (X5)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.grants import roles_by_reach
from accounts.groups import sync_membership
from accounts.models import User
from accounts.roles import STAFF_ROLES, Role
from accounts.second_factor import Factor, factor_of

View = Callable[..., HttpResponse]
Reach = tuple[frozenset[Role], frozenset[Role]]  # roles held anywhere, and everywhere


def staff_refusal(request: HttpRequest, *, at: datetime) -> HttpResponse | None:
    """Return where to send somebody who may not see a staff page at `at`, or None to let them in.

    Costs two queries and one for the groups, which are brought in line with the grants here, so a
    grant that has just ended shuts its door at once. Raises PermissionDenied to a script.
    """
    user = request.user
    roles = roles_here(request, at=at)
    if not roles & STAFF_ROLES:
        return _without_role(request)
    if isinstance(user, User) and user.has_first_password:
        _refuse_script(request)
        return _to("account_change_password")
    factor = factor_of(request)
    if factor is Factor.PROVEN:
        if isinstance(user, User) and not user.is_superuser:
            sync_membership(user, roles)
        return None
    _refuse_script(request)
    return to_proof(request) if factor is Factor.UNPROVEN else _to("second_factor_first")


def roles_here(request: HttpRequest, *, at: datetime) -> frozenset[Role]:
    """Return the roles of whoever sends `request`, asked once: every menu entry wants them."""
    known: Reach | None = getattr(request, "_roles_here", None)
    if known is None:
        known = roles_by_reach(request.user, at)
        # Kept with the request, and gone with it.
        request._roles_here = known  # type: ignore[attr-defined]  # an attribute of ours
        # The user was read for this request too, and is all that Wagtail's policies are told.
        request.user._roles_here = known  # type: ignore[union-attr]  # an attribute of ours
    return known[0]


def roles_known(user: User | AnonymousUser, *, at: datetime) -> frozenset[Role]:
    """Return the roles of `user` as the request they came with knows them, else those at `at`."""
    return _known(user, at)[0]


def roles_everywhere(user: User | AnonymousUser, *, at: datetime) -> frozenset[Role]:
    """Return, known in the same way, the roles `user` holds without a scope."""
    return _known(user, at)[1]


def _known(user: User | AnonymousUser, at: datetime) -> Reach:
    known: Reach | None = getattr(user, "_roles_here", None)
    return roles_by_reach(user, at) if known is None else known


def staff_required(view: View) -> View:
    """Guard a staff page that lies outside the admin; marks it for the inventory of views."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refusal = staff_refusal(request, at=timezone.now())
        return view(request, *args, **kwargs) if refusal is None else refusal

    guarded.staff_required = True  # type: ignore[attr-defined]  # a mark, which a function may bear
    return guarded


def proof_required(view: View) -> View:
    """Guard a page that changes how somebody signs in: who has a second factor must have shown it.

    Else a session opened with the password alone, before the factor was set up, could remove it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated and factor_of(request) is Factor.UNPROVEN:
            return to_proof(request)
        return view(request, *args, **kwargs)

    return guarded


def own_password_first(view: View) -> View:
    """Guard a page about signing in: who has a password somebody else has seen changes it first.

    Else the second factor could be set up by whoever handed the password over.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if getattr(request.user, "has_first_password", False):
            return _to("account_change_password")
        return view(request, *args, **kwargs)

    return guarded


def to_proof(request: HttpRequest) -> HttpResponse:
    return _to("mfa_reauthenticate", next=_way_back(request))


def _without_role(request: HttpRequest) -> HttpResponse:
    _refuse_script(request)
    if request.user.is_authenticated:
        return render(request, "accounts/no_access.html", status=403)
    return _to("account_login", next=_way_back(request))


def _refuse_script(request: HttpRequest) -> None:
    """A script cannot follow a redirection to a form; it is told plainly."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        raise PermissionDenied


def _way_back(request: HttpRequest) -> str:
    """Return the page to come back to; what was posted is not repeated."""
    return request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")


def _to(name: str, **query: str) -> HttpResponse:
    address = reverse(name)
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)
