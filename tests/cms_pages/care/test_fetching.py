"""Asking other sites: against a real server, and never a way into our own network."""

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cms_pages.care import fetching
from cms_pages.care.connecting import is_public
from cms_pages.care.fetching import Answer, fetch
from cms_pages.enums import LinkProblem, LinkState

BASE = "https://okence.example.org"
WORKING = Answer(LinkState.WORKING)


class Site(BaseHTTPRequestHandler):
    """Answers by its path; notes what it was asked."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        code = self.path.strip("/")
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        elif code == "circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
        elif code == "only-get":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif self.path.startswith("/flood/"):
            self.flood()
            return
        elif code == "drip":
            self.drip()
            return
        elif code == "slow":
            self.server.leave.wait(20)
            self.send_response(200)
        else:
            self.send_response(int(code or 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def flood(self):
        """Lead on with a body without end; HEAD, which has no body, is refused."""
        if self.command == "HEAD":
            self.send_error(405)
            return
        self.send_response(302)
        self.send_header("Location", self.path.removeprefix("/flood"))
        self.end_headers()
        with suppress(OSError):
            while not self.server.leave.is_set():
                self.wfile.write(b"x" * 65536)
        self.server.left.set()

    def drip(self):
        """Send headers without end, each in good time."""
        self.send_response(200)
        self.flush_headers()
        with suppress(OSError):
            while not self.server.leave.wait(0.02):
                self.wfile.write(b"x")
        self.server.left.set()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    server.leave, server.left = threading.Event(), threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.leave.set()
    server.shutdown()
    server.server_close()
    thread.join()


def only_local(address):
    return address == "127.0.0.1"


def asked(site, path, *, allowed=only_local):
    ports = {site.server_port}
    return fetch(f"{site.url}{path}", base=BASE, allowed=allowed, ports=ports)


def test_head_is_enough_where_it_is_answered(site):
    assert asked(site, "/") == WORKING
    assert site.asked == [("HEAD", "/", f"Okence link check (+{BASE})")]


def test_get_follows_where_head_is_refused(site):
    assert asked(site, "/only-get") == WORKING
    assert [method for method, *_rest in site.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("path", "state", "problem"),
    [
        ("/404", LinkState.FAILING, LinkProblem.NOT_FOUND),
        ("/410", LinkState.FAILING, LinkProblem.NOT_FOUND),
        ("/500", LinkState.FAILING, LinkProblem.SERVER),
        ("/503", LinkState.FAILING, LinkProblem.SERVER),
        ("/403", LinkState.UNKNOWN, LinkProblem.NO_ACCESS),
        ("/429", LinkState.UNKNOWN, LinkProblem.NO_ACCESS),
    ],
)
def test_answers_are_told_apart(site, path, state, problem):
    assert asked(site, path) == Answer(state, problem)


def test_redirect_is_followed(site):
    assert asked(site, f"/to/{site.url}/200") == WORKING


def test_redirect_is_followed_five_times(site):
    assert asked(site, "/to/" * 5 + "/200") == WORKING
    assert asked(site, "/to/" * 6 + "/200").problem == LinkProblem.CIRCLE


@pytest.mark.req("X4")
def test_body_of_a_redirect_is_not_read(site):
    assert asked(site, "/flood/200") == WORKING
    assert site.left.wait(5)


def test_circle_is_left(site):
    assert asked(site, "/circle") == Answer(LinkState.FAILING, LinkProblem.CIRCLE)


@pytest.mark.req("X4")
def test_own_machine_is_not_asked(site):
    answer = asked(site, "/", allowed=is_public)

    assert answer == Answer(LinkState.FAILING, LinkProblem.PRIVATE)
    assert site.asked == []


@pytest.mark.req("X4")
@pytest.mark.parametrize("host", ["localhost", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_own_machine_is_not_asked_by_another_name(site, host):
    answer = fetch(f"http://{host}:{site.server_port}/", base=BASE)

    assert answer == Answer(LinkState.FAILING, LinkProblem.PRIVATE)
    assert site.asked == []


@pytest.mark.req("X4")
def test_redirect_into_the_own_network_is_not_followed(site):
    """The first host may be asked, the one it leads to may not."""
    port = site.server_port

    answer = asked(site, f"/to/http://127.0.0.2:{port}/200")

    assert answer == Answer(LinkState.FAILING, LinkProblem.PRIVATE)
    assert [path for _method, path, _agent in site.asked] == [f"/to/http://127.0.0.2:{port}/200"]


@pytest.mark.req("X4")
def test_nothing_is_asked_at_a_port_that_is_not_the_webs(site):
    answer = fetch(f"{site.url}/", base=BASE, allowed=only_local)

    assert answer == Answer(LinkState.UNKNOWN)
    assert site.asked == []


@pytest.mark.req("X4")
def test_redirect_to_a_port_that_is_not_the_webs_is_not_followed(site):
    answer = asked(site, "/to/http://127.0.0.1:25/")

    assert answer == Answer(LinkState.UNKNOWN)


@pytest.mark.req("X4")
def test_redirect_to_another_scheme_is_not_followed(site):
    assert asked(site, "/to/file:///etc/passwd").problem == LinkProblem.INVALID


@pytest.mark.req("X4")
@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104  # nothing is bound
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"),
        *(
            "::ffff:8.8.8.8",
            "2002:808:808::1",
            "64:ff9b::808:808",
            "64:ff9b:1::808:808",
            "::8.8.8.8",
            "::ffff:0:8.8.8.8",
        ),
        *("fec0::1", "2001:0:808:808::1", "2001:db8::1", "3fff::1"),
    ],
)
def test_address_of_a_network_of_our_own_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.req("X4")
def test_address_that_was_checked_is_the_one_that_is_asked(site, monkeypatch):
    """A name that means something else when it is looked up again leads nowhere else."""
    looked_up = []
    look_up = socket.getaddrinfo

    def turning(host, *args, **kwargs):
        if host != "turning.example":
            return look_up(host, *args, **kwargs)
        looked_up.append(host)
        return look_up("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    port = site.server_port

    answer = fetch(f"http://turning.example:{port}/", base=BASE, allowed=only_local, ports={port})

    assert answer == WORKING
    assert looked_up == ["turning.example"]


def test_closed_port_is_no_answer():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    answer = fetch(f"http://127.0.0.1:{port}/", base=BASE, allowed=only_local, ports={port})

    assert answer.problem == LinkProblem.NO_ANSWER


def test_name_nobody_has_is_no_host():
    assert fetch("http://nobody.invalid/", base=BASE).problem == LinkProblem.NO_HOST


@pytest.mark.parametrize(
    "url", ["http://", "http://[/", "https://exa mple.org/", "http://a:99999/"]
)
def test_nonsense_is_invalid_and_nothing_breaks(url):
    assert fetch(url, base=BASE).state == LinkState.FAILING


def test_site_that_keeps_us_waiting_is_left(site, monkeypatch):
    monkeypatch.setattr(fetching, "DEADLINE", 0.3)

    assert asked(site, "/slow") == Answer(LinkState.FAILING, LinkProblem.NO_ANSWER)


@pytest.mark.req("X4")
def test_site_that_answers_without_end_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(fetching, "DEADLINE", 0.3)

    answer = asked(site, "/drip")

    assert answer == Answer(LinkState.FAILING, LinkProblem.NO_ANSWER)
    assert site.left.wait(5)
    for thread in threading.enumerate():
        if thread.name == "link-check":
            thread.join(5)
            assert not thread.is_alive()
