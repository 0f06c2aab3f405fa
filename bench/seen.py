"""From a check-in that is sent to its alert on an open board: real web servers, worker and browser, 50 a second.

The check-ins come by HTTP at fixed moments, whether or not earlier ones were answered, and each is timed from the
moment at which it was to be sent. Some raise RED, each of another person. A nurse's board is open in Chromium; it hears
of them by server-sent events, and the moment counts in which the alert's row stands in the page and a frame is drawn.
Servers, worker, database, senders and browser share the cores of one machine. Everything stays on 127.0.0.1. When the
machine cannot take 50 a second, a second run sends a third of what it took: what the path needs without a queue.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.figures import Figure
from journeys import server

PARTS = ("sqlite", "postgres")
A_SECOND, SECONDS = 50, 20  # check-ins a second, for so long
RED_PEOPLE, ENOUGH = 40, 0.95  # who raise RED, each once; the share of the rate that counts as reached
CALM_PEOPLE, SENDERS, WEB_PROCESSES = 100, 32, 2
LIMIT, LONGEST = 2.0, 60.0  # seconds: what the board may take, and how long the run waits for what is still on its way
TOKEN = "b" * 32  # the cookie and the field of a form hold the same
CALM = {name: "5" for name in ("pain", "interference", "sleep", "mood", "withdrawal")} | {"taken_as_planned": "yes"}
WATCH = """() => {
  window.seenAt = {};
  const look = () => requestAnimationFrame(() => {
    for (const link of document.querySelectorAll('li[id^="alert-"] a.name')) {
      const name = link.textContent.trim();
      if (!(name in window.seenAt)) { window.seenAt[name] = Date.now() / 1000; }
    }
  });
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""


@dataclass
class Sent:
    """One check-in: whose, whether it raises RED, when it was to be sent, when it was answered and how."""

    name: str
    red: bool
    due: float
    answered: float = 0.0
    status: int = 0
    form: str = field(default_factory=lambda: str(uuid4()))


@dataclass
class Senders:
    """Threads that send what is due, each over a connection of its own to one of the web servers."""

    ports: Sequence[int]
    cookies: dict[str, str]
    work: SimpleQueue[Sent | None] = field(default_factory=SimpleQueue)
    done: list[Sent] = field(default_factory=list)

    def send(self, plan: Sequence[Sent]) -> None:
        """Send each check-in at its moment, and wait until all are answered."""
        threads = [threading.Thread(target=self._work, args=(n,)) for n in range(SENDERS)]
        for thread in threads:
            thread.start()
        for one in plan:
            time.sleep(max(0.0, one.due - clock()))
            self.work.put(one)
        for _ in threads:
            self.work.put(None)
        for thread in threads:
            thread.join()

    def _work(self, number: int) -> None:
        connection = http.client.HTTPConnection(server.HOST, self.ports[number % len(self.ports)], timeout=LONGEST)
        while (one := self.work.get()) is not None:
            for _try in range(2):  # as a phone does: the server may have closed a connection that lay idle
                with contextlib.suppress(OSError, http.client.HTTPException):
                    one.status = self._post(connection, one)
                    one.answered = clock()
                    break
                connection.close()
            self.done.append(one)

    def _post(self, connection: http.client.HTTPConnection, one: Sent) -> int:
        said = {**CALM, "signs": "no_fluids_24h" if one.red else "none", "client_uuid": one.form}
        cookies = f"sessionid={self.cookies[one.name]}; csrftoken={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/check-in/", urlencode({**said, "csrfmiddlewaretoken": TOKEN}), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def figures(part: str = "") -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL when a server can be started here; or one of them."""
    if part in ("", "sqlite"):
        yield from _measured("SQLite", "")
    if part in ("", "postgres"):
        from scripts.with_postgres import disposable_postgres

        try:
            with disposable_postgres(durable=True) as url:
                yield from _measured("PostgreSQL", url)
        except SystemExit as reason:
            yield Figure("check-in to board on PostgreSQL", "not measured", str(reason))


def _measured(database: str, url: str) -> Iterator[Figure]:
    """At the asked rate; and when that is not reached, at a third of what was."""
    reached = yield from _at(A_SECOND, database, url)
    if reached < ENOUGH * A_SECOND:
        yield from _at(max(2, int(reached / 3)), database, url)


def _at(rate: int, database: str, url: str) -> Generator[Figure, None, float]:
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="gp-seen-") as folder:
        place = url or f"sqlite:///{folder}/seen.sqlite3"
        environment = server.environment(Path(folder), place) | {"DJANGO_SETTINGS_MODULE": "glidepath.config.settings"}
        people = _people(environment, CALM_PEOPLE, min(RED_PEOPLE, rate * SECONDS // 2))
        with _running(Path(folder), environment) as ports:
            sent, seen = _run(ports, people, rate)
    return (yield from _told(rate, database, sent, seen, load))


def _people(environment: dict[str, str], calm: int, red: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.seen_people", str(calm), str(red)]
    done = subprocess.run(command, cwd=server.ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def _running(folder: Path, environment: dict[str, str]) -> Iterator[list[int]]:
    """The web servers and the worker, each a process of its own; their ports."""
    with contextlib.ExitStack() as stack:
        ports: list[int] = []
        worker = stack.enter_context(_process(folder, environment, "worker", "worker"))
        for number in range(WEB_PROCESSES):
            port = server.free_port()
            words = ("serve", "--port", str(port))
            web = stack.enter_context(_process(folder, environment, f"web{number}", *words))
            house = server.House(f"http://{server.HOST}:{port}", environment, folder)
            server.wait_until_ready(house, web, worker)
            ports.append(port)
        yield ports


@contextlib.contextmanager
def _process(folder: Path, environment: dict[str, str], log: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    place = folder / log
    place.mkdir()
    with server.process(server.House("", environment, place), *words) as running:
        yield running


def _run(ports: Sequence[int], people: dict[str, Any], rate: int) -> tuple[list[Sent], dict[str, float]]:
    """Open the board, send everything, and wait until every RED alert was seen or LONGEST has passed."""
    from playwright.sync_api import sync_playwright

    from scripts.find_browser import FLAGS, find_browser

    path = find_browser()
    if path is None:
        raise SystemExit("No Chromium found: run scripts/find_browser.py --install")
    names = list(people["people"])
    senders = Senders(ports, people["people"])
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=list(FLAGS)) as browser:
        page = _open_board(browser, ports[0], people["nurse"])
        _warm_up(senders, names[: 2 * len(ports)])
        plan = _plan(names[:CALM_PEOPLE], names[CALM_PEOPLE:], rate)
        thread = threading.Thread(target=senders.send, args=(plan,))
        thread.start()
        deadline = clock() + SECONDS + LONGEST
        while thread.is_alive() or (_missing(plan, page) and clock() < deadline):
            page.wait_for_timeout(250)
        seen = page.evaluate("() => window.seenAt")
    return plan, seen


def _open_board(browser: Any, port: int, cookie: str) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.add_cookies([{"name": "sessionid", "value": cookie, "domain": server.HOST, "path": "/"}])
    page = context.new_page()
    answer = page.goto(f"http://{server.HOST}:{port}/board/")
    assert answer and answer.status == 200 and "/board/" in page.url, f"no board, but {page.url}"
    page.wait_for_function("() => document.querySelector('[data-live-url]:not(.stale)')")
    page.evaluate(WATCH)
    return page


def _warm_up(senders: Senders, names: Sequence[str]) -> None:
    """One check-in through each web server before the clock runs: the first one loads what the others find loaded."""
    senders.send([Sent(name, False, clock()) for name in names])
    time.sleep(1)


def _plan(calm: Sequence[str], red: Sequence[str], rate: int) -> list[Sent]:
    """What is sent when: the calm people in turn, and evenly between them RED ones of people who send nothing else."""
    start, every = clock() + 1, rate * SECONDS // len(red)
    return [
        Sent(red[n // every], True, start + n / rate)
        if n % every == every - 1 and n // every < len(red)
        else Sent(calm[n % len(calm)], False, start + n / rate)
        for n in range(rate * SECONDS)
    ]


def _missing(plan: Sequence[Sent], page: Any) -> set[str]:
    return {one.name for one in plan if one.red and one.status} - set(page.evaluate("() => window.seenAt"))


def _told(
    asked: int, database: str, sent: Sequence[Sent], seen: dict[str, float], load: float
) -> Generator[Figure, None, float]:
    """The figures of one run; returns the rate that was reached."""
    how = f"{asked} a second, {database}"
    answered = [one for one in sent if one.status in (200, 302)]
    took = max(one.answered for one in answered) - sent[0].due
    rate, refused = len(answered) / max(took, SECONDS), len(sent) - len(answered)
    beside = f"sent for {SECONDS} s; {refused} not taken in {LONGEST:.0f} s; {WEB_PROCESSES} web processes"
    yield Figure(f"check-ins taken by HTTP, {how}", f"{rate:.0f} a second", beside)
    stored = [one.answered - one.due for one in answered]
    beside = f"p50 {statistics.median(stored):.2f} s; load of the machine before the run {load:.1f}"
    yield Figure(f"check-in sent to stored with its alert and answered, p99, {how}", f"{p99(stored):.2f} s", beside)
    red = [one for one in answered if one.red]
    shown = [seen[one.name] - one.due for one in red if one.name in seen]
    if len(shown) < len(red):
        raise SystemExit(f"{database}: {len(red) - len(shown)} RED alerts of {len(red)} never reached the open board")
    beside = f"limit {LIMIT:.0f} s; p50 {statistics.median(shown):.2f} s; {len(shown)} RED alerts, every one seen"
    yield Figure(f"check-in sent to seen on the open board, p99, {how}", f"{p99(shown):.2f} s", beside)
    return rate


def p99(spent: Sequence[float]) -> float:
    """The 99th percentile; with fewer than a hundred values their longest."""
    return sorted(spent)[-max(1, len(spent) // 100)]


def clock() -> float:
    """The machine's own time, which the browser reads too."""
    return time.time()  # noqa: TID251  Chromium's Date.now() reads this same clock
