"""What a request claims about itself is put right before anything reads it."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from accounts.middleware import is_guarded

Respond = Callable[[HttpRequest], HttpResponse]


class PlainRequestMiddleware:
    """UTF-8 whatever the request says, and REMOTE_ADDR the address our outermost proxy saw.

    Django decodes forms and queries with any codec of Python that Content-Type names: some fail,
    others make half characters that no database takes.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:  # named by the request; without it Django takes UTF-8, unasked
            request.encoding = "utf-8"
        seen = _seen_by_proxy(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        if seen:
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class BodyLimitMiddleware:
    """Refuse large bodies unread: Django counts fields, but writes files of any size to /tmp.

    Only the admin takes files, from people it has let in, and the forms of UPLOADS from people
    who are signed in or, where the view says so itself (`opens_to`), behind a mailed link; the API
    has a limit of its own.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not _may_bring(request, length):
            raise RequestDataTooBig("The body is larger than any form of the portal.")
        return self.get_response(request)


def _seen_by_proxy(forwarded_for: str) -> str:
    """Return the address the outermost of our proxies noted; "" without proxies of our own.

    What stands before it in the list was written by the client and may be anything.
    """
    addresses = forwarded_for.split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(addresses):
        return ""
    try:
        return str(ipaddress.ip_address(addresses[-settings.TRUSTED_PROXIES].strip()))
    except ValueError:
        return ""


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def _may_bring(request: HttpRequest, length: int) -> bool:
    if request.path.startswith("/api/") or is_guarded(request.path):
        return True
    if length > max(settings.UPLOADS.values()):
        return False
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if length > settings.UPLOADS.get(match.url_name or "", 0):
        return False
    opens_to = getattr(match.func, "opens_to", None)
    return SESSION_KEY in request.session if opens_to is None else opens_to(**match.kwargs)
