"""Web and worker are killed with signal 9 at 20 random moments while people send check-ins. Nothing is lost."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.crash.house import House, Phone, counted, environment_for, free_port, sending
from tests.crash.storm import storm

KILLS = 20
SHORT_STORM = 12
PEOPLE = 4
SEED = 20270103


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of its own: a file, or one more database of the PostgreSQL that the suite runs on."""
    given = os.environ.get("GLIDEPATH_DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path}/crash.sqlite3"
        return
    import psycopg

    name = f"crash_{uuid4().hex[:12]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[House]:
    """A migrated database with nobody working on it yet; whatever still runs at the end is ended."""
    built = House(environment_for(tmp_path / "data", database_url), free_port(), tmp_path / "said.log")
    built.run("-m", "glidepath", "migrate")
    yield built
    built.kill()


@pytest.mark.crash
@pytest.mark.hazard("HZ-14", "HZ-43")
def test_no_acknowledged_check_in_and_no_alert_is_lost_in_20_kills(house: House) -> None:
    chance = random.Random(SEED)
    cookies = json.loads(house.run("-m", "tests.crash.seed", str(PEOPLE)).splitlines()[-1])
    phones = [Phone(house.port, cookie, random.Random(chance.random())) for cookie in cookies]
    for _kill in range(KILLS):
        house.start()
        with sending(phones):
            time.sleep(chance.uniform(0.2, 1.2))
            house.kill()
    house.start()
    for phone in phones:
        phone.send_one()  # what waited on the phone
    house.kill()
    house.run("-m", "tests.crash.drain")
    check(phones, counted(house))


def check(phones: list[Phone], found: dict[str, object]) -> None:
    """0 lost of everything, and enough happened for that to mean something."""
    acknowledged = [one for phone in phones for one in phone.acknowledged]
    stored = found["stored"]
    assert isinstance(stored, list)
    assert set(acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))
    assert found["urgent_without_alert"] == []
    assert found["alerts_without_message"] == []
    assert found["not_delivered"] == []
    assert found["audit_holds"] is True
    assert len(acknowledged) > KILLS
    assert int(str(found["urgent"])) > 5
    assert sum(phone.broken for phone in phones) > 0, "no kill hit a sending phone"
    print(f"{len(acknowledged)} acknowledged, {found['urgent']} urgent, {found['delivered_events']} deliveries noted")


@pytest.mark.crash
@pytest.mark.only_on("sqlite")
@pytest.mark.hazard("HZ-14", "HZ-43")
def test_a_storm_of_kills_loses_nothing_and_the_harness_finds_what_mark_before_send_loses(tmp_path: Path) -> None:
    (tmp_path / "right").mkdir()
    right = storm(tmp_path / "right", f"sqlite:///{tmp_path}/right.sqlite3", SHORT_STORM, SEED)
    assert (right.lost_check_ins, right.alerts_missing, right.undelivered, right.audit_holds) == ([], [], [], True)
    assert right.urgent > 0 and right.broken > 0
    (tmp_path / "wrong").mkdir()
    wrong = storm(
        tmp_path / "wrong", f"sqlite:///{tmp_path}/wrong.sqlite3", SHORT_STORM, SEED, True, victims=("worker",)
    )
    assert wrong.undelivered != []
