"""The real web server and the real worker as processes that are killed, and the phones that keep sending."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
SCALES = ("pain", "interference", "sleep", "mood", "withdrawal")
WORKER = (
    "import django, threading;django.setup();from glidepath.foundation.outbox.worker import run;run(threading.Event())"
)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """One database with a web server and a worker beside it, both of which may die at any moment."""

    environment: dict[str, str]
    port: int
    log: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, *arguments: str) -> str:
        """Run one of the project's programs to its end; what it printed."""
        found = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert found.returncode == 0, found.stderr[-2000:]
        return found.stdout

    def start(self) -> None:
        """Start both and wait until pages are answered."""
        web = ["-m", "uvicorn", "glidepath.config.asgi:application", "--port", str(self.port), "--lifespan", "off"]
        self.running = [self._begin([*web, "--no-access-log"]), self._begin(["-c", WORKER])]
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert time.monotonic() < deadline, "the web server did not start"
            assert self.running[0].poll() is None, f"the web server ended by itself: {self.log.read_text()[-1500:]}"
            time.sleep(0.05)

    def _begin(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=said, stderr=said
            )

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False

    def kill(self) -> None:
        """kill -9 of both, as a power cut of the machine would look to them."""
        for process in self.running:
            process.send_signal(signal.SIGKILL)
        for process in self.running:
            process.wait()
        self.running = []


@contextlib.contextmanager
def sending(phones: list[Phone]) -> Iterator[None]:
    """All phones send at once, each on its own, until the block ends."""
    stop = threading.Event()
    threads = [threading.Thread(target=phone.send_until, args=(stop,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@dataclass
class Phone:
    """One person's phone: it keeps a check-in until the server has answered, and sends it again with the same id."""

    port: int
    cookie: str
    chance: random.Random
    acknowledged: list[str] = field(default_factory=list)
    waiting: dict[str, str] | None = None
    csrf: tuple[str, str] | None = None
    broken: int = 0
    urgent_share: float = 0.4
    trusting: bool = True  # the database is never killed, so an answer of 500 would be a fault of the product

    def send_until(self, stop: threading.Event) -> None:
        """Send one check-in after the other; a broken connection is tried again after a moment."""
        while not stop.is_set():
            try:
                self.send_one()
            except (OSError, http.client.HTTPException):
                self.broken += 1
                stop.wait(0.02)

    def send_one(self) -> None:
        """The check-in that waits, or a new one, until the server says that it is kept."""
        if self.csrf is None:
            self.csrf = self._open_form()
        self.waiting = self.waiting or self._new_check_in()
        status = self._post(self.waiting)
        if not self.trusting and _is_down(status):
            raise OSError("the server could not keep it just now")
        if status not in (200, 302):
            raise AssertionError(f"the server answered a good check-in with {status}")
        self.acknowledged.append(self.waiting["client_uuid"])
        self.waiting = None

    def _new_check_in(self) -> dict[str, str]:
        scales = {name: str(self.chance.randint(0, 10)) for name in SCALES}
        sign = "no_fluids_24h" if self.chance.random() < self.urgent_share else "none"
        client_uuid = str(UUID(int=self.chance.getrandbits(128), version=4))
        return {**scales, "taken_as_planned": "yes", "signs": sign, "client_uuid": client_uuid}

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def _open_form(self) -> tuple[str, str]:
        connection = self._connect()
        connection.request("GET", "/check-in/", headers={"Cookie": f"sessionid={self.cookie}"})
        answer = connection.getresponse()
        html = answer.read().decode()
        cookie = re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        if not self.trusting and _is_down(answer.status):
            raise OSError("the server could not show the form just now")
        assert cookie and token, f"no form, but {answer.status}"
        return cookie[1], token[1]

    def _post(self, check_in: dict[str, str]) -> int:
        assert self.csrf is not None
        connection = self._connect()
        headers = {
            "Cookie": f"sessionid={self.cookie}; csrftoken={self.csrf[0]}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**check_in, "csrfmiddlewaretoken": self.csrf[1]})
        connection.request("POST", "/check-in/", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _is_down(status: int) -> bool:
    """An answer of a server whose database is away: Django says 400 when it could not save the session."""
    return status == 400 or status >= 500


def environment_for(folder: Path, database_url: str) -> dict[str, str]:
    """What both processes are told: a database and a folder of their own, no mail, keys of no worth."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "glidepath.config.settings",
        "GLIDEPATH_SECRET_KEY": "only-for-crashes-" + "x" * 40,
        "GLIDEPATH_AUDIT_KEY": "only-for-crashes-" + "y" * 40,
        "GLIDEPATH_DATABASE_URL": database_url,
        "GLIDEPATH_DATA_DIR": str(folder),
        "GLIDEPATH_PLAIN_HTTP": "1",
        "GLIDEPATH_DEMO": "",
        "GLIDEPATH_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


def counted(house: House) -> dict[str, object]:
    """What stands in the database."""
    found: dict[str, object] = json.loads(house.run("-m", "tests.crash.count").splitlines()[-1])
    return found
