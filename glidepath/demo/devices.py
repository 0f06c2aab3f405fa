"""A watch and a phone: the file that an invented person sends on the last day, read as any other file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from glidepath.demo.taken_in import patient_actor
from glidepath.foundation.clock import local_date
from glidepath.interfaces.wearables import operations
from glidepath.interfaces.wearables.models import DeviceFile
from glidepath.record.patients.models import Patient

WATCH_OFF = 24  # every so many days the watch lies on the table for three


def send_devices(patient: Patient, watch: str, first_day: datetime, at: datetime, rng: random.Random) -> DeviceFile:
    """Agree once, and send everything since the first day as one table."""
    by = patient_actor(patient)
    operations.agree(by=by, at=at, patient=patient)
    first, last = (local_date(moment, patient.zone) for moment in (first_day, at))
    lines = "\n".join(["date,source,steps,sleep_hours", *_rows(watch, first, last, rng)])
    row = operations.take_file(by=by, at=at, patient=patient, name="my-days.csv", chunks=[lines.encode()])
    operations.claim(row, at)
    return operations.read_and_store(row=row, at=at, progress=lambda _done, _all: None)


def _rows(watch: str, first: date, last: date, rng: random.Random) -> Iterator[str]:
    days = (last - first).days
    for number in range(days):
        on = first + timedelta(days=number)
        steps = 3600 + 9 * number + rng.randrange(-500, 500)
        slept = 6 + number / max(days, 1) + rng.choice((-0.5, -0.25, 0, 0.25, 0.5))
        if number % WATCH_OFF < WATCH_OFF - 3:
            yield f"{on},{watch},{steps},{slept:.2f}"
        yield f"{on},Phone,{steps * 2 // 3},"
