"""A storm of kills: web server, worker and database die at random moments while people send check-ins."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.gateway import Gateway, receiving
from tests.crash.house import ROOT, House, Phone, counted, environment_for, free_port, sending

PEOPLE = 4
SHORTEST, LONGEST = 0.3, 1.2  # seconds between two kills
VICTIMS = ("web", "worker", "database")
URGENT = 0.8  # of the check-ins: each is an alert that must reach somebody
LOAD_WITHIN = 120  # seconds until every phone has been answered once


@dataclass
class Storm:
    """What came of it."""

    kills: dict[str, int]
    acknowledged: int
    urgent: int
    lost_check_ins: list[str]
    alerts_missing: list[Any]
    undelivered: list[str]
    duplicates: int
    broken: int
    audit_holds: bool
    seconds: float


@dataclass
class Town(House):
    """The product forked from one loaded process; each of its processes may be killed on its own."""

    mark_first: bool = False
    pids: dict[str, int] = field(default_factory=dict)
    zygote: subprocess.Popen[str] | None = None

    def open(self) -> None:
        """Load the product once."""
        with self.log.open("ab") as said:
            self.zygote = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.zygote"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    def fork(self, name: str) -> None:
        """Start a web server or a worker, and wait until it answers."""
        words = {"web": f"web {self.port}", "worker": f"worker{' mark-first' if self.mark_first else ''}"}[name]
        assert self.zygote is not None and self.zygote.stdin and self.zygote.stdout
        self.zygote.stdin.write(words + "\n")
        self.zygote.stdin.flush()
        self.pids[name] = int(self.zygote.stdout.readline())
        deadline = time.monotonic() + 60
        while name == "web" and not self._answers():
            assert time.monotonic() < deadline, f"the web server did not start: {self.log.read_text()[-1500:]}"
            time.sleep(0.02)

    def strike(self, name: str) -> None:
        """kill -9 of one process; it is back when this returns."""
        self.end(name)
        self.fork(name)

    def end(self, name: str) -> None:
        """kill -9, and wait until the process is gone."""
        pid = self.pids.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        while _lives(pid):
            time.sleep(0.005)

    def close(self) -> None:
        """End everything."""
        for name in list(self.pids):
            self.end(name)
        if self.zygote is not None:
            self.zygote.kill()
            self.zygote.wait()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def storm(
    folder: Path,
    url: str,
    kills: int,
    seed: int,
    mark_first: bool = False,
    victims: Sequence[str] = VICTIMS,
    kill_database: Callable[[], None] | None = None,
) -> Storm:
    """Kill so often, then let the phones send what waits, deliver what is left, and count.

    `kill_database` kills a database server and starts it again; without one (SQLite) both processes die at once.
    """
    began, chance = time.monotonic(), random.Random(seed)
    with receiving() as gateway:
        town = _town(folder, url, gateway, mark_first)
        town.run("-m", "glidepath", "migrate")
        phones = _phones(town, chance)
        done = dict.fromkeys(VICTIMS, 0)
        with contextlib.closing(town):
            town.open()
            for name in ("web", "worker"):
                town.fork(name)
            with sending(phones):
                _wait_for_load(phones)
                for number in range(kills):
                    time.sleep(chance.uniform(SHORTEST, LONGEST))
                    victim = victims[number % len(victims)]
                    _kill(town, victim, kill_database)
                    done[victim] += 1
            for phone in phones:
                phone.send_one()  # what waited on the phone
        town.run("-m", "tests.crash.drain")
        return _count(town, phones, gateway, done, time.monotonic() - began)


def _town(folder: Path, url: str, gateway: Gateway, mark_first: bool) -> Town:
    sms = {"GLIDEPATH_SMS_GATEWAY": "http", "GLIDEPATH_SMS_URL": f"http://127.0.0.1:{gateway.port}/"}
    return Town(environment_for(folder / "data", url) | sms, free_port(), folder / "said.log", mark_first=mark_first)


def _phones(town: Town, chance: random.Random) -> list[Phone]:
    cookies = json.loads(town.run("-m", "tests.crash.seed", str(PEOPLE)).splitlines()[-1])
    return [
        Phone(town.port, cookie, random.Random(chance.random()), urgent_share=URGENT, trusting=False)
        for cookie in cookies
    ]


def _wait_for_load(phones: list[Phone]) -> None:
    """The kills begin when the phones are heard: a kill of an idle house proves nothing."""
    deadline = time.monotonic() + LOAD_WITHIN
    while not all(phone.acknowledged for phone in phones):
        assert time.monotonic() < deadline, "the phones were not answered"
        time.sleep(0.1)


def _kill(town: Town, victim: str, kill_database: Callable[[], None] | None) -> None:
    if victim != "database":
        town.strike(victim)
    elif kill_database is not None:
        kill_database()
    else:
        for name in ("web", "worker"):
            town.end(name)
        for name in ("web", "worker"):
            town.fork(name)


def _count(town: Town, phones: list[Phone], gateway: Gateway, done: dict[str, int], seconds: float) -> Storm:
    found: dict[str, Any] = counted(town)
    acknowledged = [one for phone in phones for one in phone.acknowledged]
    return Storm(
        kills=done,
        acknowledged=len(acknowledged),
        urgent=found["urgent"],
        lost_check_ins=sorted(set(acknowledged) - set(found["stored"])),
        alerts_missing=[*found["urgent_without_alert"], *found["alerts_without_message"]],
        undelivered=gateway.missing(found["told_at_once"]),
        duplicates=gateway.duplicates,
        broken=sum(phone.broken for phone in phones),
        audit_holds=found["audit_holds"],
        seconds=seconds,
    )


@contextlib.contextmanager
def killable_postgres() -> Iterator[tuple[str, Callable[[], None]]]:
    """A PostgreSQL server of our own that writes to the disk at every commit, and a way to kill all of it at once."""
    from scripts import with_postgres as pg

    user, found = pg.server_user(), {}
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gp-pg-")))
        home.chmod(0o755)
        folder = pg.runnable_by(user, pg.find_programs(pg.program_folders()), home)
        data = pg.make_cluster(folder, home, user)

        def begin() -> None:
            found["server"] = pg.start(folder, data, home, user, pg.CONFIGURATION | pg.DURABLE)

        def kill() -> None:
            for pid in (found["server"].pid, *_children(found["server"].pid)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            found["server"].wait()
            (data / "postmaster.pid").unlink(missing_ok=True)
            begin()

        begin()
        stack.callback(lambda: pg.stop(found["server"]))
        yield f"postgres://glidepath@/postgres?host={home}", kill


def _children(pid: int) -> list[int]:
    """The processes a server has begun: PostgreSQL has one for each connection."""
    stats = (path for path in Path("/proc").glob("[0-9]*/stat"))
    found = []
    for path in stats:
        with contextlib.suppress(OSError):
            number, _, rest = path.read_text().partition(" ")
            if int(rest.rpartition(")")[2].split()[1]) == pid:
                found.append(int(number))
    return found
