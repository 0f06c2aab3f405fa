"""200 times kill -9 of web server, worker and database under load: what was acknowledged, lost, told, told twice.

The harness proves itself: with the message marked before it is sent, it must find messages that reached nobody.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests.crash.storm import Storm, killable_postgres, storm

KILLS, KILLS_OF_THE_PROOF, SEED = 200, 45, 20270103


PARTS = ("sqlite", "postgres", "proof")


def figures(part: str = "") -> Iterator[Figure]:
    """On SQLite and on PostgreSQL, and the proof of the harness; or one of them."""
    for name, run in (("sqlite", _on_sqlite), ("postgres", _on_postgres), ("proof", _proof)):
        if part in ("", name):
            yield from run()


def _on_sqlite() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="gp-crash-") as folder:
        yield from _told("SQLite", storm(Path(folder), f"sqlite:///{folder}/crash.sqlite3", KILLS, SEED))


def _on_postgres() -> Iterator[Figure]:
    try:
        with tempfile.TemporaryDirectory(prefix="gp-crash-") as folder, killable_postgres() as (url, kill):
            yield from _told("PostgreSQL", storm(Path(folder), url, KILLS, SEED, kill_database=kill))
    except SystemExit as reason:
        yield Figure("kill -9 on PostgreSQL", "not measured", str(reason))


def _proof() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="gp-crash-") as folder:
        url = f"sqlite:///{folder}/crash.sqlite3"
        wrong = storm(Path(folder), url, KILLS_OF_THE_PROOF, SEED, True, victims=("worker",))
    if not wrong.undelivered:
        raise SystemExit("With mark-before-send nothing was lost: the harness proves nothing")
    yield _mistake(wrong)


def _mistake(wrong: Storm) -> Figure:
    number = sum(wrong.kills.values())
    beside = f"{number} kills with the message marked before it is sent: the harness finds what that loses"
    return Figure("alerts lost by the mistake, as a proof", f"{len(wrong.undelivered)} of {wrong.urgent}", beside)


def _told(database: str, found: Storm) -> Iterator[Figure]:
    kills = ", ".join(f"{number} {name}" for name, number in found.kills.items())
    lost, undelivered = len(found.lost_check_ins) + len(found.alerts_missing), len(found.undelivered)
    beside = f"{sum(found.kills.values())} times kill -9 ({kills}) in {found.seconds:,.0f} s"
    yield Figure(f"acknowledged check-ins lost, {database}", f"{lost} of {found.acknowledged:,}", beside)
    chain = "holds" if found.audit_holds else "is BROKEN"
    beside = f"{found.duplicates} told twice, each with the same key; the audit chain {chain}"
    yield Figure(f"alerts that reached nobody, {database}", f"{undelivered} of {found.urgent:,}", beside)
    if lost or undelivered or not found.audit_holds:
        raise SystemExit(f"{database}: {lost} lost, {undelivered} undelivered")
