"""The product as it runs: `glidepath serve` and `glidepath worker` beside a database made for the journeys."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
FIRST_PORT = 8360
LAST_PORT = 8379
SECONDS_TO_START = 60


@dataclass(frozen=True)
class House:
    """Where the product of the journeys answers, and how its own commands are run beside it."""

    address: str
    environment: dict[str, str]
    folder: Path

    def ask(self, *words: str) -> Any:
        """Run `python -m journeys.opening ...` beside the server and read what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "journeys.opening", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"journeys.opening {' '.join(words)} failed:\n{done.stderr}")
        return json.loads(done.stdout.strip().splitlines()[-1])

    def mailed(self, pattern: str) -> str:
        """The newest mail's line that the pattern catches; polls until one was sent."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if found := re.findall(pattern, self.written()):
                return str(found[-1])
            time.sleep(0.2)
        raise AssertionError(f"No mail with {pattern} within {SECONDS_TO_START} s")

    def written(self) -> str:
        """Everything the two processes wrote to their logs."""
        return "\n".join(log.read_text(errors="replace") for log in sorted(self.folder.glob("*.log")))


@contextlib.contextmanager
def running_product() -> Iterator[tuple[House, dict[str, Any]]]:
    """Open the clinic, start both processes, wait until they answer; end them whatever happens."""
    with tempfile.TemporaryDirectory(prefix="gp-journeys-") as folder, database(Path(folder)) as url:
        port = free_port()
        house = House(f"http://{HOST}:{port}", environment(Path(folder), url), Path(folder))
        people = house.ask("open")
        with process(house, "serve", "--port", str(port)) as web, process(house, "worker") as worker:
            wait_until_ready(house, web, worker)
            yield house, people


def environment(folder: Path, url: str) -> dict[str, str]:
    """The settings of a clinic on one machine, without anything the caller's shell may hold."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GLIDEPATH_", "DJANGO_"))}
    return kept | {
        "GLIDEPATH_SECRET_KEY": secrets.token_urlsafe(40),
        "GLIDEPATH_AUDIT_KEY": secrets.token_urlsafe(40),
        "GLIDEPATH_DATABASE_URL": url,
        "GLIDEPATH_DATA_DIR": str(folder),
        "GLIDEPATH_PLAIN_HTTP": "1",
        "GLIDEPATH_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",  # mails land in the logs
        "GLIDEPATH_SMS_GATEWAY": "loopback",
        "GLIDEPATH_SMS_FROM": "+15555550000",
        "GLIDEPATH_SMS_INCOMING_TOKEN": secrets.token_urlsafe(20),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    """A database of the journeys' own: a file in the folder, or a new one in the PostgreSQL server that is named."""
    given = os.environ.get("GLIDEPATH_DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'journeys.sqlite3'}"
        return
    import psycopg

    name = f"journeys_{os.getpid()}"
    with psycopg.connect(given.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(given)
    yield urlunsplit(parts._replace(path=f"/{name}"))


def free_port() -> int:
    """A port nobody listens on."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((HOST, port))
                return port
    raise AssertionError(f"No free port between {FIRST_PORT} and {LAST_PORT}")


@contextlib.contextmanager
def process(house: House, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of the product's own commands; its words go to a log beside the database."""
    with (house.folder / f"{words[0]}.log").open("wb") as log:
        command = [sys.executable, "-m", "glidepath", *words]
        running = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(15)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def wait_until_ready(house: House, *processes: subprocess.Popen[bytes]) -> None:
    """Poll until the server answers and the worker has given a sign of life."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if any(one.poll() is not None for one in processes):
            raise AssertionError(f"A process of the product ended:\n{house.written()}")
        if is_ready(house.address):
            return
        time.sleep(0.1)
    raise AssertionError(f"The product did not answer in {SECONDS_TO_START} s:\n{house.written()}")


def is_ready(address: str) -> bool:
    """Whether /readyz says that the database and the worker are there."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
