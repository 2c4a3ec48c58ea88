"""Asking other sites whether an address answers, without becoming a way into our own network.

Which connections may be made, those after a redirection too, says `connecting`. Nothing of an
answer but its status line and headers is ever read.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests
from requests.utils import requote_uri

from cms_pages.care.connecting import (
    SECONDS_TO_CONNECT,
    WEB_PORTS,
    Allowed,
    Connections,
    NoHostError,
    OtherPortError,
    PrivateAddressError,
    PublicAdapter,
    is_public,
)
from cms_pages.enums import LinkProblem, LinkState

USER_AGENT = "Okence link check (+{base})"
TIMEOUT = (SECONDS_TO_CONNECT, 10)  # seconds to connect, to wait for the next bytes
DEADLINE = 40  # seconds for all of it, whatever a site does to keep us waiting
MOST_REDIRECTS = 5
_GONE = frozenset({404, 410})
_NOT_FOR_US = frozenset({401, 403, 405, 406, 407, 429, 451})


@dataclass(frozen=True)
class Answer:
    state: LinkState
    problem: LinkProblem | str = ""


def fetch(
    url: str, *, base: str, allowed: Allowed = is_public, ports: Collection[int] = WEB_PORTS
) -> Answer:
    """Return what the http(s) `url` answers, asked by HEAD, and by GET where that is refused.

    `base` is our own address, by which the other site knows us. `allowed` says which IP addresses
    may be asked; an address with a port not among `ports` cannot be checked. Takes DEADLINE
    seconds at most; then every connection is cut.
    """
    answers: list[Answer] = []
    connections = Connections(allowed, ports)
    asking = threading.Thread(
        target=lambda: answers.append(_ask(url, base, connections)), daemon=True, name="link-check"
    )
    asking.start()
    asking.join(DEADLINE)
    connections.end()
    return answers[0] if answers else Answer(LinkState.FAILING, LinkProblem.NO_ANSWER)


def _ask(url: str, base: str, connections: Connections) -> Answer:
    try:
        with _Session(base, connections) as session:
            status = session.status("HEAD", url)
            if status >= 400:
                status = session.status("GET", url)
    except Exception as error:
        return _failure(error)
    if status in _GONE:
        return Answer(LinkState.FAILING, LinkProblem.NOT_FOUND)
    if status in _NOT_FOR_US:
        return Answer(LinkState.UNKNOWN, LinkProblem.NO_ACCESS)
    if status >= 400:
        return Answer(LinkState.FAILING, LinkProblem.SERVER)
    return Answer(LinkState.WORKING)


class _Session(requests.Session):
    """Follows redirections itself: requests reads the whole body of one, even told not to go on."""

    def __init__(self, base: str, connections: Connections) -> None:
        super().__init__()
        self.connections = connections
        self.trust_env = False  # no proxy and no password of this machine
        self.headers = {"User-Agent": USER_AGENT.format(base=base), "Accept": "*/*"}
        self.adapters.clear()
        for scheme in ("http://", "https://"):
            self.mount(scheme, PublicAdapter(connections))

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None

    def status(self, method: str, url: str) -> int:
        """Return the status in the end. Raises TooManyRedirects after MOST_REDIRECTS."""
        for _hop in range(MOST_REDIRECTS + 1):
            with self.request(
                method, url, timeout=TIMEOUT, stream=True, allow_redirects=False
            ) as response:
                goal = super().get_redirect_target(response)
            self.connections.close()
            if goal is None:
                return response.status_code
            url = urljoin(response.url, requote_uri(goal))
        raise requests.TooManyRedirects


def _failure(error: BaseException) -> Answer:
    """Return what an error of requests means: what caused it stands deep inside."""
    chain = list(_causes(error))
    if any(isinstance(one, OtherPortError) for one in chain):
        return Answer(LinkState.UNKNOWN)
    return Answer(LinkState.FAILING, _problem(error, chain))


def _problem(error: BaseException, chain: list[BaseException]) -> LinkProblem:
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
