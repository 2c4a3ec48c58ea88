"""Errors as problem details (RFC 9457), in the caller's language."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status

from api.moments import slot_facts
from booking.errors import BookingError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 1

TITLES = {
    400: _("The request cannot be understood"),
    401: _("A valid token is needed"),
    403: _("This is not allowed"),
    404: _("Nothing is here"),
    405: _("This method is not allowed here"),
    406: _("This format is not available"),
    409: _("This is not possible as things stand"),
    410: _("This is no longer here"),
    413: _("The request is too large"),
    415: _("The body must be JSON"),
    422: _("Some of what was sent cannot be used"),
    429: _("Too many requests"),
    503: _("Please try again in a moment"),
}

# Which field of a partner's request each rule of booking is about.
FIELD_OF = {
    "bad_start": "starts_at",
    "too_many": "count",
    "not_competent": "municipality",
    "not_bookable": "location",
    "no_urgent_path": "urgent",
    "no_urgent_reason": "urgent_reason",
    "not_urgent": "hold",
}
STATUS_OF = {
    "slot_taken": status.HTTP_409_CONFLICT,
    "busy": status.HTTP_503_SERVICE_UNAVAILABLE,
    "hold_expired": status.HTTP_410_GONE,
} | dict.fromkeys(FIELD_OF, status.HTTP_422_UNPROCESSABLE_ENTITY)


class Problem(Exception):
    """An answer that says what is wrong.

    `errors` are (name of field or parameter, sentence); `more` are further members of the
    document, such as `nearest`.
    """

    def __init__(
        self,
        status_code: int,
        code: str,
        detail: Any = "",
        *,
        errors: Iterable[tuple[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status_code = status_code
        self.code = code
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.more = more


def bad_parameter(name: str, detail: Any) -> Problem:
    """Return the 400 problem of one query parameter."""
    return Problem(400, "bad_parameter", detail, errors=[(name, detail)])


def unusable(errors: Iterable[tuple[str, Any]]) -> Problem:
    """Return the 422 problem of some fields of a body; () names the body itself."""
    listed = list(errors)
    return Problem(422, "invalid", listed[0][1], errors=listed)


def document(problem: Problem) -> dict[str, Any]:
    """Return the members of the problem document, texts in the active language."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(problem.status_code, TITLES[400])),
        "status": problem.status_code,
        "code": problem.code,
        "detail": str(problem.detail or TITLES.get(problem.status_code, "")),
    }
    if problem.errors:
        content["errors"] = [
            {"field": name, "message": str(message)} for name, message in problem.errors
        ]
    return content | problem.more


def respond(problem: Problem) -> HttpResponse:
    """Return the problem as a response nobody may keep."""
    response = JsonResponse(document(problem), status=problem.status_code, headers=problem.headers)
    response["Content-Type"] = MEDIA_TYPE
    response["Cache-Control"] = "no-store"
    return response


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the response for whatever a view raised; None for a defect of ours."""
    problem = as_problem(exc)
    return None if problem is None else respond(problem)


def as_problem(exc: Exception) -> Problem | None:
    """Return the problem an exception stands for; None where it is a defect of ours."""
    match exc:
        case Problem():
            return exc
        case BookingError():
            return of_booking(exc)
        case exceptions.ValidationError():
            return unusable(flat(exc.detail))
        case exceptions.APIException():
            return of_framework(exc)
        case Http404():
            return Problem(404, "not_found")
        case PermissionDenied():
            return Problem(403, "not_allowed")
        case RequestDataTooBig():
            return Problem(413, "too_large")
        case TooManyFieldsSent() | SuspiciousOperation():
            return Problem(400, "bad_request")
        case OperationalError():
            logger.exception("The database did not answer in time")
            return Problem(503, "unavailable", headers={"Retry-After": str(RETRY_SECONDS)})
    return None


def of_booking(error: BookingError) -> Problem:
    """Return the problem of a rule of booking that said no."""
    more = {}
    if error.code == "slot_taken" or error.nearest:
        more["nearest"] = [
            {"location": location.slug, **slot_facts(slot, location.zone)}
            for location, slot in error.nearest
        ]
    field = FIELD_OF.get(error.code)
    return Problem(
        STATUS_OF.get(error.code, status.HTTP_409_CONFLICT),
        error.code,
        error.message,
        errors=[(field, error.message)] if field else (),
        headers={"Retry-After": str(RETRY_SECONDS)} if error.code == "busy" else {},
        **more,
    )


def of_framework(exc: exceptions.APIException) -> Problem:
    """Return the problem of one of REST framework's own exceptions; its texts lack Serbian."""
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Problem(exc.status_code, exc.default_code, headers=headers)


def flat(detail: Any, name: str = "") -> list[tuple[str, Any]]:
    """Return REST framework's nested messages as (dotted name, sentence)."""
    if isinstance(detail, Mapping):
        return [
            pair
            for key, value in detail.items()
            for pair in flat(value, name if key == "non_field_errors" else _join(name, str(key)))
        ]
    if isinstance(detail, list):
        if any(isinstance(item, Mapping | list) for item in detail):
            return [
                pair
                for index, item in enumerate(detail)
                for pair in flat(item, _join(name, str(index)))
            ]
        return [(name, item) for item in detail]
    return [(name, detail)]


def _join(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
