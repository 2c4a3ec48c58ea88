"""Public answers: plain data, cacheable for seconds, with an entity tag."""

import json
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

# Waiting times may be a few seconds old on a page; the hold never is (DESIGN 4).
SECONDS_FRESH = 30


def cacheable(request: HttpRequest, data: Any, *, seconds: int = SECONDS_FRESH) -> HttpResponse:
    """Return `data` as JSON that any cache may keep for `seconds`; 304 where it is unchanged."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    return kept(request, response, seconds=seconds)


def kept(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Let any cache keep `response` for `seconds`; answer 304 where the caller has it already."""
    response["Cache-Control"] = f"public, max-age={seconds}"
    etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
