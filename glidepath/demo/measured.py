"""Blood pressure, weight and movement of invented people: slowly better, with the usual scatter."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from glidepath.care.checkins.measuring import record_measurements
from glidepath.demo.clinic import Clinic
from glidepath.demo.taken_in import patient_actor
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient

WEEKS_BETWEEN_MOVEMENTS = 4


def measure_week(
    clinic: Clinic, patient: Patient, key: str, by_now: Callable[[datetime], datetime], monday: datetime, week: int
) -> None:
    """On Mondays the person's own numbers; every four weeks what the therapist measures.

    They have a chance of their own, so that they change nothing in the person's story.
    """
    rng = random.Random(f"{key}:{week}")
    own = {
        "systolic": Decimal(128 + rng.randrange(-6, 7)),
        "diastolic": Decimal(80 + rng.randrange(-4, 5)),
        "heart_rate": Decimal(72 + rng.randrange(-5, 6)),
        "body_weight": Decimal(780 - week + rng.randrange(-6, 7)) / 10,
    }
    _send(patient, patient_actor(patient), "patient", own, by_now(monday + timedelta(hours=2)), rng)
    if week % WEEKS_BETWEEN_MOVEMENTS == 0:
        done = week // WEEKS_BETWEEN_MOVEMENTS
        moved = {
            "timed_up_and_go": Decimal(142 - 6 * done + rng.randrange(-4, 5)) / 10,
            "chair_stands_30_s": Decimal(9 + done),
            "rom_knee_flexion_left": Decimal(95 + 4 * done + rng.randrange(-2, 3)),
            "rom_back_flexion": Decimal(48 + 3 * done + rng.randrange(-2, 3)),
        }
        therapist = clinic.actor("physical_therapist")
        _send(patient, therapist, "clinician", moved, by_now(monday + timedelta(hours=4)), rng)


def _send(
    patient: Patient, by: Actor, informant: str, values: dict[str, Decimal], at: datetime, rng: random.Random
) -> None:
    record_measurements(
        by=by,
        patient=patient,
        client_uuid=UUID(int=rng.getrandbits(128), version=4),
        values=values,
        happened_at=at,
        zone=patient.zone,
        informant=informant,
        source="app" if informant == "patient" else "visit",
        at=at,
    )
