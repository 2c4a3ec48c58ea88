"""Asking other sites whether an address answers, without becoming a way into our own network.

Every connection, those after a redirection too, goes to an address looked up here and found to be
public; the name is not looked up a second time, so it cannot mean something else by then.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from cms_pages.enums import LinkProblem, LinkState

USER_AGENT = "Okence link check (+{base})"
TIMEOUT = (5, 10)  # seconds to connect, to wait for the next bytes
DEADLINE = 40  # seconds for all of it, whatever a site does to keep us waiting
MOST_REDIRECTS = 5
_GONE = frozenset({404, 410})
_NOT_FOR_US = frozenset({401, 403, 405, 406, 407, 429, 451})

Allowed = Callable[[str], bool]


@dataclass(frozen=True)
class Answer:
    state: LinkState
    problem: LinkProblem | str = ""


class PrivateAddressError(Exception):
    """A name leads to an address that is not on the public internet."""


class NoHostError(Exception):
    """A name leads nowhere."""


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet; what is wrapped in it counts too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def fetch(url: str, *, base: str, allowed: Allowed = is_public) -> Answer:
    """Return what the http(s) `url` answers, asked by HEAD, and by GET where that is refused.

    `base` is our own address, by which the other site knows us. `allowed` says which IP addresses
    may be asked. Nothing of a page is read. Takes DEADLINE seconds at most.
    """
    answers: list[Answer] = []
    asking = threading.Thread(
        target=lambda: answers.append(_ask(url, base, allowed)), daemon=True, name="link-check"
    )
    asking.start()
    asking.join(DEADLINE)
    return answers[0] if answers else Answer(LinkState.FAILING, LinkProblem.NO_ANSWER)


def _ask(url: str, base: str, allowed: Allowed) -> Answer:
    try:
        with _session(base, allowed) as session:
            status = _status(session, "HEAD", url)
            if status >= 400:
                status = _status(session, "GET", url)
    except Exception as error:
        return Answer(LinkState.FAILING, _reason(error))
    if status in _GONE:
        return Answer(LinkState.FAILING, LinkProblem.NOT_FOUND)
    if status in _NOT_FOR_US:
        return Answer(LinkState.UNKNOWN, LinkProblem.NO_ACCESS)
    if status >= 400:
        return Answer(LinkState.FAILING, LinkProblem.SERVER)
    return Answer(LinkState.WORKING)


def _status(session: requests.Session, method: str, url: str) -> int:
    with session.request(
        method, url, timeout=TIMEOUT, stream=True, allow_redirects=True
    ) as response:
        return response.status_code


def _session(base: str, allowed: Allowed) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # no proxy and no password of this machine
    session.max_redirects = MOST_REDIRECTS
    session.headers = {"User-Agent": USER_AGENT.format(base=base), "Accept": "*/*"}
    session.adapters.clear()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _PublicAdapter(allowed))
    return session


def _reason(error: BaseException) -> LinkProblem:
    """Return the problem behind an error of requests: what caused it stands deep inside."""
    chain = list(_causes(error))
    if any(isinstance(one, PrivateAddressError) for one in chain):
        return LinkProblem.PRIVATE
    if any(isinstance(one, NoHostError) for one in chain):
        return LinkProblem.NO_HOST
    if isinstance(error, requests.exceptions.SSLError):
        return LinkProblem.CERTIFICATE
    if isinstance(error, requests.TooManyRedirects):
        return LinkProblem.CIRCLE
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return LinkProblem.NO_ANSWER
    return LinkProblem.INVALID


def _causes(error: BaseException | None) -> Any:
    while error is not None:
        yield error
        inner = next((arg for arg in error.args if isinstance(arg, BaseException)), None)
        error = getattr(error, "reason", None) or inner or error.__cause__ or error.__context__
        if not isinstance(error, BaseException):
            return


def _connect(connection: HTTPConnection, allowed: Allowed) -> socket.socket:
    """Connect to the first public address of the host; PrivateAddressError where it has another."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, "no such host") from NoHostError(str(error))
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(allowed(address) for address in addresses):
        raise NewConnectionError(connection, "not public") from PrivateAddressError()
    problem: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, connection.port or 80), TIMEOUT[0])
        except OSError as error:
            problem = error
    raise NewConnectionError(connection, "no answer") from problem


class _PublicAdapter(HTTPAdapter):
    """requests' own adapter, whose connections are made by `_connect`."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        allowed = self.allowed

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return _connect(self, allowed)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return _connect(self, allowed)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
