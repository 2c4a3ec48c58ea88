"""Connections to other sites that cannot lead into our own network, nor last as long as they like.

Every connection goes to an address looked up here and found to be public; the name is not looked
up a second time, so it cannot mean something else by then.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

WEB_PORTS = frozenset({80, 443})
SECONDS_TO_CONNECT = 5  # to each address of a name

# What IANA has given out for hosts of the internet. Outside it lie, though Python calls some of
# them global, the forms that carry or translate an IPv4 address and those of a site (fec0::/10).
_HOSTS = ipaddress.IPv6Network("2000::/3")
_NOT_HOSTS = (
    ipaddress.IPv6Network("2001::/32"),  # Teredo: a tunnel to an IPv4 address
    ipaddress.IPv6Network("2002::/16"),  # 6to4: another, given up (RFC 7526)
    ipaddress.IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)

Allowed = Callable[[str], bool]


class PrivateAddressError(Exception):
    """A name leads to an address that is not on the public internet."""


class OtherPortError(Exception):
    """An address names a port that is not one of the web's."""


class NoHostError(Exception):
    """A name leads nowhere."""


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet; IPv6 that means an IPv4 one is not."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip not in _HOSTS or any(ip in network for network in _NOT_HOSTS)
    ):
        return False
    return ip.is_global and not ip.is_multicast


class Connections:
    """The connections of one question: which may be made, and the way to end them all."""

    def __init__(self, allowed: Allowed, ports: Collection[int]) -> None:
        self._allowed, self._ports = allowed, ports
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._are_over = False

    def connect(self, connection: HTTPConnection) -> socket.socket:
        """Connect to the first address of the host. Raises NewConnectionError, which says why."""
        port = connection.port or 80
        addresses = _addresses(connection, port)
        if not all(self._allowed(address) for address in addresses):
            raise NewConnectionError(connection, "not public") from PrivateAddressError()
        if port not in self._ports:
            raise NewConnectionError(connection, "not the web's") from OtherPortError()
        problem: OSError | None = None
        for address in addresses:
            if self._are_over:
                break
            try:
                return self._noted(socket.create_connection((address, port), SECONDS_TO_CONNECT))
            except OSError as error:
                problem = error
        raise NewConnectionError(connection, "no answer") from problem

    def close(self) -> None:
        """Close what is open; whoever reads from it, reads the end."""
        with self._lock:
            for one in self._open:
                with suppress(OSError):  # the other side was faster
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
            self._open.clear()

    def end(self) -> None:
        """Close what is open and let nothing be opened any more."""
        self._are_over = True
        self.close()

    def _noted(self, made: socket.socket) -> socket.socket:
        """Note a second handle of a connection: TLS takes the first one for itself."""
        with self._lock:
            if self._are_over:
                made.close()
                raise ConnectionAbortedError
            self._open.append(made.dup())
        return made


def _addresses(connection: HTTPConnection, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(connection.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, "no such host") from NoHostError(str(error))
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicAdapter(HTTPAdapter):
    """requests' own adapter, whose connections are made by `Connections`."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        connect = self.connections.connect

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
