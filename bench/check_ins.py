"""Committed check-ins a second with all rules, beside the bare commits the same disk allows in the same run."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from bench.figures import Figure, p95
from bench.product import measured, start, tell

PEOPLE = 10
DAYS_BEFORE = 14
CHECK_INS = 100
ROUNDS = 3
ANSWERS = {
    "pain": 5,
    "interference": 5,
    "sleep": 6,
    "mood": 6,
    "withdrawal": 2,
    "taken_as_planned": "yes",
    "extra_doses": 0,
    "accomplished": "Walked to the corner",
    "no_fluids_24h": False,
    "hard_to_wake_or_slow_breathing": False,
    "fall": False,
    "constipation_3d": False,
    "want_call": False,
    "days_of_tablets_left": 12,
}


def figures() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL when a server can be started here; both write to the disk at every commit."""
    yield from measured("bench.check_ins")
    from scripts.with_postgres import disposable_postgres

    try:
        with disposable_postgres(durable=True) as url:
            yield from measured("bench.check_ins", url=url)
    except SystemExit as reason:
        yield Figure("check-ins on PostgreSQL", "not measured", str(reason))


def measure() -> Iterator[Figure]:
    """Bare commits and check-ins in turn, several rounds; the medians are compared."""
    from bench.plain_sql import rate_of, writes_of

    submit = check_in_maker()
    bare_commit, name = bare_commits()
    bare, whole, each, plain, statements = [], [], [], [], 0
    busy_plain, busy_whole = [], []
    for _ in range(ROUNDS):
        writes = writes_of(submit, CHECK_INS)
        busy = time.process_time()
        plain.append(rate_of(writes))
        busy_plain.append((time.process_time() - busy) / CHECK_INS)
        statements = len(writes[0])
        bare.append(rate(bare_commit, CHECK_INS))
        busy = time.process_time()
        spent = [seconds(submit) for _ in range(CHECK_INS)]
        busy_whole.append((time.process_time() - busy) / CHECK_INS)
        whole.append(CHECK_INS / sum(spent))
        each += spent
    share, of_plain = median(whole) / median(bare), median(whole) / median(plain)
    beside = f"{median(bare):,.0f} bare one-row commits a second on the same disk; ratio {share:.3f}"
    yield Figure(f"check-ins with rules, one writer, {name}", f"{median(whole):,.0f} a second", beside)
    beside = f"the same {statements} statements by plain SQL: {median(plain):,.0f} transactions a second; limit 50 %"
    yield Figure(f"check-ins with rules beside their own rows by plain SQL, {name}", f"{of_plain:.0%}", beside)
    yield Figure(f"one check-in with rules, p95, {name}", f"{p95(each) * 1000:.0f} ms", "same run")
    yield from where_it_goes(submit, name, median(busy_whole), median(busy_plain))


def where_it_goes(submit: Callable[[], object], name: str, whole: float, plain: float) -> Iterator[Figure]:
    """The processor time of this process alone, which does not count waiting for the disk or for a neighbour."""
    from bench.where_it_goes import parts_of

    beside = f"its own rows by plain SQL: {plain * 1_000_000:,.0f} µs; load of the machine {os.getloadavg()[0]:.1f}"
    yield Figure(f"processor time of a check-in, {name}", f"{whole * 1_000_000:,.0f} µs", beside)
    for part, spent in parts_of(submit, CHECK_INS):
        yield Figure(f"of it: {part}, {name}", f"{spent:,.0f} µs", "same run")


def rate(work: Callable[[], object], rounds: int) -> float:
    """How often a second."""
    return rounds / sum(seconds(work) for _ in range(rounds))


def seconds(work: Callable[[], object]) -> float:
    """How long once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def check_in_maker() -> Callable[[], object]:
    """Sends the next check-in: the people in turn, each one day later than before."""
    from glidepath.care.checkins.operations import submit_check_in
    from glidepath.demo.taken_in import patient_actor

    people, first_day = tapering_people()
    sent = iter(range(1_000_000))

    def submit() -> object:
        number = next(sent)
        patient, at = people[number % PEOPLE], first_day + timedelta(days=number // PEOPLE)
        return submit_check_in(
            by=patient_actor(patient),
            patient=patient,
            client_uuid=uuid4(),
            answers=ANSWERS,
            happened_at=at,
            zone=patient.zone,
            informant="patient",
            source="web",
            at=at,
        )

    for _ in range(PEOPLE * DAYS_BEFORE):
        submit()
    return submit


def tapering_people() -> tuple[list, datetime]:
    """People with a baseline and a running plan, brought there by the product's own operations."""
    from glidepath.demo import taken_in
    from glidepath.demo.cast import cast
    from glidepath.demo.clinic import open_clinic
    from glidepath.foundation.clock import now
    from glidepath.record.plans.queries import waiting_for_patient

    began = now() - timedelta(days=200)
    clinic, people = open_clinic(began, began + timedelta(days=200)), []
    for person in [one for one in cast(PEOPLE + 10, 7) if one.story == "smooth"][:PEOPLE]:
        patient = taken_in.import_person(clinic, person, began)
        taken_in.reconcile(clinic, person, patient, began)
        taken_in.fill_baseline(clinic, person, patient, began, random.Random(7))
        taken_in.propose_plan(clinic, person, patient, began, first_step_in=120)
        taken_in.agree(person, patient, waiting_for_patient(patient.pk), began + timedelta(hours=6))
        people.append(patient)
    return people, began + timedelta(days=1)


def bare_commits() -> tuple[Callable[[], object], str]:
    """One row, one commit, nothing else; the same promises to the disk as the product's. And the database's name."""
    url = os.environ["GLIDEPATH_DATABASE_URL"]
    return (on_postgres(url), "PostgreSQL") if url.startswith("postgres") else (on_sqlite(), "SQLite")


def on_sqlite() -> Callable[[], object]:
    """A write-ahead log with full synchronisation, as in glidepath.config.environment."""
    file = Path(os.environ["GLIDEPATH_DATA_DIR"]) / "bare.sqlite3"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, words TEXT)")
    return lambda: connection.execute("INSERT INTO bare (words) VALUES ('one row')")


def on_postgres(url: str) -> Callable[[], object]:
    """A connection that commits by itself, beside the product's tables."""
    import psycopg

    connection = psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True)
    connection.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, words TEXT)")
    return lambda: connection.execute("INSERT INTO bare (words) VALUES ('one row')")


if __name__ == "__main__":
    start()
    tell(measure())
    sys.exit(0)
