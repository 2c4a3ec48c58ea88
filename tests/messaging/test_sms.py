import json
import logging
import shutil
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote_plus, unquote_to_bytes

import pytest
import requests

from messaging import sms
from messaging.enums import Medium, State
from messaging.errors import PermanentError, TemporaryError
from messaging.gsm import is_gsm, parts
from tests.messaging.servers import free_port

FAKE_SMSC = Path("/usr/lib/kannel/test/fakesmsc")
HAS_KANNEL = bool(shutil.which("bearerbox") and shutil.which("smsbox") and FAKE_SMSC.exists())
KANNEL = """\
group = core
admin-port = {admin}
admin-password = bar
smsbox-port = {box}
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {http}
global-sender = 13013

group = sendsms-user
username = okence
password = "p w"
max-messages = 10
concatenation = true
"""


@pytest.fixture
def kannel(tmp_path):
    """Start bearerbox, smsbox and an SMS centre; return the gateway's address and what it got."""
    if not HAS_KANNEL:
        pytest.skip("Kannel is not installed: apt-get install kannel kannel-extras")
    ports = {name: free_port() for name in ("admin", "box", "smsc", "http")}
    config = tmp_path / "kannel.conf"
    config.write_text(KANNEL.format(**ports))
    got = tmp_path / "smsc.log"
    centre = [FAKE_SMSC, "-H", "127.0.0.1", "-r", str(ports["smsc"]), "-m", "0", "1 2 text nop"]
    started = []
    with got.open("w") as log:
        for command, port in [
            (["bearerbox", config], ports["smsc"]),
            (["smsbox", config], ports["http"]),
            (centre, None),
        ]:
            started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
            _wait_for(port)
        time.sleep(0.5)
        yield f"http://okence:p%20w@127.0.0.1:{ports['http']}/cgi-bin/sendsms", got
        for process in reversed(started):
            process.kill()
            process.wait()


def _wait_for(port):
    for _attempt in range(100 if port else 0):
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=0.2)
        except requests.ConnectionError as error:
            if "refused" not in str(error):
                return
        except requests.RequestException:
            return
        else:
            return
        time.sleep(0.1)


def received(log, count):
    """Return (number, text) of what the SMS centre got, decoded as the telephone would."""
    for _attempt in range(100):
        lines = [line for line in log.read_text().splitlines() if "Got message" in line]
        if len(lines) >= count:
            break
        time.sleep(0.1)
    messages = [line.split("<", 1)[1].rsplit(">", 1)[0].split(" ", 3) for line in lines]
    return [
        (to, unquote_to_bytes(text.replace("+", "%20")).decode("utf-16-be"))
        if coding == "ucs-2"
        else (to, unquote_plus(text))
        for _sender, to, coding, text in messages
    ]


@pytest.mark.req("B26", "M3")
def test_kannel_delivers_every_alphabet(kannel, settings):
    settings.SMS_GATEWAY_URL, log = kannel
    texts = ["Booked: 17 Nov at 8:20", "Vaš termin čaka", "Ваш термин", "Cena 29,53 € {ok}"]

    for text in texts:
        sms.deliver("+38641123456", text, key="k")

    assert received(log, 4) == [("+38641123456", text) for text in texts]


def test_kannel_that_does_not_know_us_is_tried_again(kannel, settings):
    settings.SMS_GATEWAY_URL = kannel[0].replace("okence:", "nobody:")

    with pytest.raises(TemporaryError, match="^sms 403$"):
        sms.deliver("+38641123456", "Text", key="k")


def test_worker_sends_an_sms_through_kannel(kannel, settings, queued, work):
    settings.SMS_GATEWAY_URL, log = kannel
    message = queued("Termin", recipient="+38641123456", medium=Medium.SMS)
    work()

    message.refresh_from_db()
    assert message.state == State.SENT
    assert received(log, 1) == [("+38641123456", "Termin")]


@pytest.fixture
def gateway(settings):
    """A gateway that answers as it is told and notes what it was asked."""

    class Gateway(BaseHTTPRequestHandler):
        status, body, paths = 202, b"0: Accepted for delivery", []

        def do_POST(self):  # noqa: N802  # the library's name
            self.rfile.read(int(self.headers["Content-Length"]))
            Gateway.paths.append(self.path)
            self.send_response(Gateway.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(Gateway.body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SMS_GATEWAY_URL = f"http://u:secret@127.0.0.1:{server.server_port}/cgi-bin/sendsms"
    yield Gateway
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b"Empty receiver number not allowed, rejected", PermanentError),
        (404, b"Not routable. Do not try again.", PermanentError),
        (404, b"no such page", TemporaryError),
        (503, b"Temporal failure, try again later.", TemporaryError),
        (302, b"", TemporaryError),
    ],
)
def test_gateways_answer_decides_whether_to_try_again(gateway, status, body, error):
    gateway.status, gateway.body = status, body

    with pytest.raises(error, match=f"^sms {status}$"):
        sms.deliver("+38641123456", "Text", key="k")


@pytest.mark.req("X4")
def test_gateway_address_and_log_name_nobody(gateway, caplog):
    caplog.set_level(logging.DEBUG)

    sms.deliver("+38641123456", "Tajno besedilo", key="k")

    assert gateway.paths[-1] == "/cgi-bin/sendsms"
    for personal in ("41123456", "Tajno", "secret"):
        assert personal not in caplog.text


def test_gateway_that_is_down_is_tried_again(settings):
    settings.SMS_GATEWAY_URL = f"http://u:secret@127.0.0.1:{free_port()}/cgi-bin/sendsms"

    with pytest.raises(TemporaryError, match="^sms ConnectionError$"):
        sms.deliver("+38641123456", "Text", key="k")


def test_sms_becomes_a_file_without_a_gateway(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path

    sms.deliver("+38641123456", "Vaš termin", key="k")

    (file,) = tmp_path.iterdir()
    assert file.name.endswith(".sms.json")
    assert json.loads(file.read_text()) == {
        "key": "k", "to": "+38641123456", "text": "Vaš termin", "parts": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_seven_bit", "count"),
    [
        ("a" * 160, True, 1),
        ("a" * 161, True, 2),
        ("€" * 80, True, 1),
        ("€" * 81, True, 2),
        ("č" * 70, False, 1),
        ("č" * 71, False, 2),
        ("ж" * 135, False, 3),
    ],
)
def test_parts_follow_the_alphabet(text, is_seven_bit, count):
    assert [is_gsm(text), parts(text)] == [is_seven_bit, count]
