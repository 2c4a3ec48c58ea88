"""Requests no browser sends: never a 500, nothing of them leads away, nobody else pays for them."""

import logging
import time
from urllib.parse import unquote_to_bytes

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from booking.forms.fields import NameField, PlainTextField
from portal.log_lines import LineWithoutTokens
from tests.booking.walking import address

pytestmark = pytest.mark.django_db

CHARSETS = ["unicode_escape", "zlib", "undefined", "utf-7", "idna", "utf-16"]
PATHS = ["/sl/%00/", "/sl/storitve/%00/", "/sl/%ED%A0%80/", "/sl/termin/%00/", "//[/", "//[::1/x/",
         "//evil.example/", "/sl/" + "a/" * 900, "/dokumenti/99999999999999999999/x",
         "/prijava/%00/", "/api/v1/locations/%00/slots/", "/admin/%00/"]  # fmt: skip
LONG, ODD = "q=" + "a" * 3000, "q=%00&p=%ED%A0%80"


@pytest.mark.parametrize("charset", CHARSETS)
def test_charset_of_a_request_changes_nothing(charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="link"\r\n\r\n\\ud800\\x00\r\n--x--\r\n'
    asked = {"QUERY_STRING": "q=%5Cud800&lang=sl"}

    posted = Client().generic("POST", address("find_booking"), body, kind)
    units = Client().generic("GET", address("units"), b"", kind, **asked)
    api = Client().generic("GET", "/api/v1/services/", b"", kind, **asked)

    assert [posted.status_code, units.status_code, api.status_code] == [200, 200, 200]
    assert units.context["question"] == r"\ud800"


@pytest.mark.parametrize("query", [LONG, ODD])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", PATHS)
def test_odd_address_is_answered_and_leads_nowhere_else(path, method, query):
    raw = unquote_to_bytes(path).decode("latin-1")

    page = Client().generic(method, "/x/", QUERY_STRING=query, PATH_INFO=raw)

    assert page.status_code < 500
    assert 'href="//' not in page.content.decode()


@pytest.mark.parametrize("path", ["/sl/moj-termin/", "/prijava/login/", "/admin/login/"])
def test_large_upload_is_refused_unread(path):
    before = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    body = before + b"a" * 1_000_001 + b"\r\n--x--\r\n"

    page = Client().generic("POST", path, body, "multipart/form-data; boundary=x")

    assert page.status_code == 400
    assert "<h1" in page.content.decode()


@pytest.mark.parametrize("field", [NameField(), PlainTextField(max_length=300, required=False)])
def test_stacked_marks_cost_no_time(field):
    """Composing 40,000 of them takes a second and a half, a megabyte minutes."""
    began = time.process_time()

    with pytest.raises(ValidationError):
        field.clean("a" + "\u0301\u0316" * 200_000)

    assert time.process_time() - began < 1


def test_cache_forgets_nobody_because_of_others():
    cache.set("first", 1)
    for number in range(320):
        cache.set(f"other-{number}", 1)

    assert cache.get("first") == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "192.0.2.1", "198.51.100.9"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "6.6.6.6, 192.0.2.1", "192.0.2.1"),
        (2, "6.6.6.6, 192.0.2.1, 203.0.113.5", "192.0.2.1"),
        (2, "192.0.2.1", "198.51.100.9"),
        (1, "", "198.51.100.9"),
        (1, "not an address", "198.51.100.9"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_client_is_who_our_outermost_proxy_saw(settings, proxies, forwarded, seen):
    settings.TRUSTED_PROXIES = proxies

    page = Client(REMOTE_ADDR="198.51.100.9").get(
        "/healthz/live", headers={"x-forwarded-for": forwarded}
    )

    assert page.wsgi_request.META["REMOTE_ADDR"] == seen


def test_log_holds_no_token():
    token = "aB3_-" * 8 + "xyz"
    path = f"/sl/termin/{token}/odpoved/"
    record = logging.LogRecord("django.request", 30, "", 1, "Conflict: %s", (path,), None)
    seal = logging.LogRecord("privacy", 20, "", 1, "sealed %s", ("a" * 64,), None)
    feeds = [
        logging.LogRecord("django.request", 30, "", 1, "Not Found: %s", (path,), None)
        for path in (
            f"/koledarji/okence/{token}.ics",
            f"/koledarji/okence/{token[:-2]}%3D.ics",
            f"/koledarji/moj-razpored/{token[:30]}.ics?lang=en",
        )
    ]

    lines = [LineWithoutTokens("%(message)s").format(one) for one in (record, seal, *feeds)]

    assert lines == [
        "Conflict: /sl/termin/[token]/odpoved/",
        f"sealed {'a' * 64}",
        "Not Found: /koledarji/okence/[token].ics",
        "Not Found: /koledarji/okence/[token].ics",
        "Not Found: /koledarji/moj-razpored/[token].ics?lang=en",
    ]
    installed = [handler.formatter for handler in logging.getLogger().handlers]
    assert any(isinstance(one, LineWithoutTokens) for one in installed)


@pytest.mark.parametrize(
    "path",
    [
        "/sl/usposabljanja/prijava/{}/odjava/",
        "/sl/usposabljanja/potrditve/{}/",
        "/sl/usposabljanja/narocila/{}/",
        "/sl/usposabljanja/gradivo/{}/7/",
        "/sl/usposabljanja/potrdilo/{}/pdf/",
        "/sl/usposabljanja/mnenje/{}/",
        "/sl/potrdila/{}/",
        "/sl/inovativen-si/stanje/{}/",
        "/sl/termin/{}/",
    ],
)
@pytest.mark.parametrize("length", [20, 42, 43, 44, 60])
def test_log_lines_hold_no_part_of_a_secret_link(path, length):
    asked = path.format(("Ab-_9" * 12)[:length])
    record = logging.makeLogRecord({"msg": f"Not Found: {asked}"})

    line = LineWithoutTokens("%(message)s").format(record)

    assert line == "Not Found: " + path.format("[token]")


def test_log_lines_keep_addresses_that_are_no_secret():
    paths = "/prijava/login/ /sl/usposabljanja/izvedba/7/prijava/ /sl/termin/"

    assert LineWithoutTokens("%(message)s").format(logging.makeLogRecord({"msg": paths})) == paths
