"""Serving the demo: a web process and a worker, ended together; one sign-in link for each role."""

from __future__ import annotations

import ctypes
import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from glidepath.config.commands.serve import is_taken
from glidepath.demo.house import House

HOST = "127.0.0.1"
PORTS_TO_TRY = 50
PR_SET_PDEATHSIG = 1


def serve(house: House, *, port: int, only_links: bool) -> int:
    """Print the links and serve until Ctrl-C, or until one of the two processes ends."""
    import django

    django.setup()
    free = free_port(port)
    links = _links(f"http://{HOST}:{free}")
    if only_links:
        _tell(links, "Played. These links work once the demo is served:")
        return 0
    if free != port:
        print(f"Port {port} is taken; using {free}.")
    log = house.folder / "demo.log"
    with log.open("w") as lines, _child(lines, "serve", "--port", str(free)) as web, _child(lines, "worker") as worker:
        if not _answers(free, web):
            print(f"The web process did not start. Its last words stand in {log.name}.", file=sys.stderr)
            return 1
        house.served_at.write_text(json.dumps({"address": f"http://{HOST}:{free}", "links": links}))
        _tell(links, f"The synthetic clinic runs at http://{HOST}:{free}. Choose who you are:")
        print("\nAll people and data are invented. Leave with Ctrl-C.", flush=True)
        try:
            while web.poll() is None and worker.poll() is None:
                time.sleep(0.5)
        finally:
            house.served_at.unlink(missing_ok=True)
    print(f"A process of the demo ended by itself. Its last words stand in {log.name}.", file=sys.stderr)
    return 1


def free_port(first: int) -> int:
    """This port, or the next one nobody listens on."""
    for port in range(first, first + PORTS_TO_TRY):
        if not is_taken(HOST, port):
            return port
    raise SystemExit(f"No free port between {first} and {first + PORTS_TO_TRY - 1}. Choose one with --port.")


def _links(address: str) -> dict[str, str]:
    from glidepath.demo.visitors import visitors
    from glidepath.foundation.accounts.demo_links import path_for

    return {title: address + path_for(user) for title, user in visitors()}


def _tell(links: dict[str, str], heading: str) -> None:
    print(f"\n{heading}\n")
    for title, link in links.items():
        print(f"  {title:34} {link}")


@contextmanager
def _child(lines: IO[str], *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of the product's own commands as a process that ends with this one, even after a kill -9."""
    command = [sys.executable, "-m", "glidepath", *words]
    process = subprocess.Popen(command, stdout=lines, stderr=lines, preexec_fn=_end_with_parent)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _end_with_parent() -> None:
    """Ask Linux to end this child with its parent, and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(port: int, web: subprocess.Popen[bytes]) -> bool:
    """Whether the web process says that it is up, within half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
                return True
        except OSError:
            time.sleep(0.2)
    return False
