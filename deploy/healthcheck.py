"""Liveness of the web server inside its container: ends with 0 when it answers 200.

The server answers only to the names in ALLOWED_HOSTS, so the first of them is said.
"""

import http.client
import os
import sys


def is_alive(port: int, allowed_hosts: str) -> bool:
    """Ask `/healthz/live` on this machine; nothing but a 200 within four seconds is life."""
    name = allowed_hosts.split(",")[0].strip().replace("*", "localhost").lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz/live", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_alive(8000, os.environ.get("ALLOWED_HOSTS", "localhost")))
