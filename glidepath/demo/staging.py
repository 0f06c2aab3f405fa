"""Playing the clinic into a database of its own, which takes the old one's place only when it is whole."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from glidepath.demo.cast import ZONE, cast
from glidepath.demo.house import House

WIDTH = 40


def stage(house: House, *, patients: int, seed: int, anew: bool) -> None:
    """Make sure that a clinic of today with these people stands; play it when it does not."""
    wanted = {"patients": patients, "seed": seed}
    if not anew and _stands(house, wanted):
        return
    _forget(house.unfinished)
    os.environ["GLIDEPATH_DATABASE_URL"] = f"sqlite:///{house.unfinished}"
    _set_up_django()
    _play(house, wanted)
    _forget(house.database)
    house.unfinished.replace(house.database)
    _turn_to(house.database)


def _stands(house: House, wanted: dict[str, int]) -> bool:
    from glidepath.foundation.clock import today

    try:
        played = json.loads((house.folder / "played.json").read_text())
    except (OSError, ValueError):
        return False
    same_day = played.get("on") == today(ZONE).isoformat()
    return house.database.exists() and same_day and all(played.get(name) == value for name, value in wanted.items())


def _turn_to(database: Path) -> None:
    """This process and its children go on with the finished database."""
    from django.db import connection

    os.environ["GLIDEPATH_DATABASE_URL"] = f"sqlite:///{database}"
    connection.settings_dict["NAME"] = str(database)


def _forget(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)


def _set_up_django() -> None:
    import django

    django.setup()


def _play(house: House, wanted: dict[str, int]) -> None:
    from django.core.management import call_command
    from django.db import connection

    from glidepath.demo.player import play
    from glidepath.foundation.accounts.operations import mark_as_demo
    from glidepath.foundation.clock import now

    moment, started = now(), time.monotonic()
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # while playing: an unfinished file is thrown away, never repaired
    print(f"Playing {wanted['patients']} people's months, day by day, with the clinic's own operations and rules.")
    play(people=cast(**wanted), seed=wanted["seed"], now=moment, progress=_bar)
    mark_as_demo(at=moment)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    _note(house, wanted, moment.astimezone(ZoneInfo(ZONE)).date())
    print(f"\nPlayed in {time.monotonic() - started:.0f} s.")


def _note(house: House, wanted: dict[str, int], on: date) -> None:
    (house.folder / "played.json").write_text(json.dumps(wanted | {"on": on.isoformat()}))


def _bar(done: int, total: int) -> None:
    if sys.stdout.isatty() or done == total:
        filled = WIDTH * done // total
        print(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] day {done} of {total}", end="", flush=True)
