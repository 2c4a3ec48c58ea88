"""SMS: to an HTTP gateway that speaks Kannel's `sendsms`, or to files in the demonstration."""

import json
from urllib.parse import unquote, urlsplit, urlunsplit

import requests
from django.conf import settings

from messaging import outbox_files
from messaging.errors import PermanentError, TemporaryError
from messaging.gsm import is_gsm, parts

TIMEOUT = (5, 15)  # seconds to connect, to wait for an answer
UCS2 = "2"  # Kannel's coding for what the GSM alphabet cannot write
_REFUSED = {400, 413, 422}
_FOR_GOOD = "Do not try again"  # what Kannel says of a number it has no route to


def deliver(recipient: str, text: str, *, key: str) -> None:
    """Hand `text` over for the E.164 number `recipient`.

    Raises TemporaryError or PermanentError, without number or text. A gateway that took the
    message but did not answer in time makes us send it again: an SMS has no id to tell by.
    """
    if settings.SMS_GATEWAY_URL:
        _to_gateway(settings.SMS_GATEWAY_URL, recipient, text)
    else:
        _to_file(recipient, text, key)


def _to_gateway(address: str, recipient: str, text: str) -> None:
    """POST, so that neither number, text nor password stands in an address or an access log."""
    url, user, password = _split(address)
    headers = {
        "X-Kannel-Username": user,
        "X-Kannel-Password": password,
        "X-Kannel-To": recipient,
        "Content-Type": "text/plain; charset=UTF-8",
    }
    if not is_gsm(text):
        headers["X-Kannel-Coding"] = UCS2
    try:
        answer = requests.post(
            url, data=text.encode(), headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as error:
        raise TemporaryError(f"sms {type(error).__name__}") from None
    if answer.status_code in _REFUSED or _FOR_GOOD in answer.text[:200]:
        raise PermanentError(f"sms {answer.status_code}")
    if answer.status_code not in {200, 202}:
        raise TemporaryError(f"sms {answer.status_code}")


def _to_file(recipient: str, text: str, key: str) -> None:
    message = {"key": key, "to": recipient, "text": text, "parts": parts(text)}
    outbox_files.write(".sms.json", json.dumps(message, ensure_ascii=False, indent=2).encode())


def _split(address: str) -> tuple[str, str, str]:
    """Return the address without its user part, the user, and the password."""
    whole = urlsplit(address)
    host = whole.netloc.rpartition("@")[2]
    bare = urlunsplit((whole.scheme, host, whole.path, whole.query, ""))
    return bare, unquote(whole.username or ""), unquote(whole.password or "")
