"""No staff page without a verified second factor (X5)."""

from collections.abc import Callable

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.access import staff_refusal
from accounts.models import User
from accounts.views import to_sign_in

# Wagtail's sign-in for restricted pages asks for a password alone and counts no attempts.
PASSWORD_ONLY = {"wagtailcore_login"}


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, whose user reads their grants once: a page asks ten times what they may.

    What is granted or taken away during a request counts from the next one on.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        user = request.user
        request.user = SimpleLazyObject(lambda: _reading_once(user))  # type: ignore[assignment]  # it stands for the user


class SecondFactorMiddleware:
    """Stands before the whole admin, whatever view answers there, and closes side entrances."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_guarded(request.path):
            refusal = staff_refusal(request, at=timezone.now())
            if refusal is not None:
                return refusal
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.url_name in PASSWORD_ONLY:
            return to_sign_in(request)
        return None


def _reading_once(user: User | AnonymousUser) -> User | AnonymousUser:
    if isinstance(user, User):
        user.reads_grants_once = True
    return user


def is_guarded(path: str) -> bool:
    """Say whether only staff with their second factor get past this middleware to `path`."""
    if not path.startswith(reverse("wagtailadmin_home")):
        return False
    return path not in (reverse("wagtailadmin_login"), reverse("wagtailadmin_logout"))
