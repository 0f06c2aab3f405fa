"""What devices told about whole days: storing daily values, taking them back, and reading one value a day.

A value is an Observation with the informant `device`, its source's name, and a source_ref "code:date" (later versions
add "#2", "#3"), so the same file twice changes nothing. A new value supersedes the old one, and what is taken back is
superseded by a row without a value: nothing is overwritten. A day without a row is not known; it is never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

LOINC = "http://loinc.org"
DEVICE = "device"
FORM = "device-day-1"
LINK = "device-link"  # an answer of the person: does this source count?
CONNECTED, DISCONNECTED = "connected", "disconnected"
TAKEN_BACK = "taken back"
LONGEST_SOURCE = 60


@dataclass(frozen=True)
class DeviceDay:
    """One value to store: `readings` it was made of, their `lowest` and `highest`, the sources it was merged from."""

    code: str
    display: str
    unit: str
    source: str
    on: date
    value: Decimal
    happened_at: datetime
    readings: int
    lowest: Decimal
    highest: Decimal
    merged_from: tuple[str, ...] = ()


@dataclass
class Stored:
    """What storing did: the keys of new rows, how many values were there already, and how many were fuller before."""

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: int = 0
    fuller_before: int = 0

    @property
    def keys(self) -> list[int]:
        """Every new row."""
        return [*self.added, *self.changed]


def source_name(text: str) -> str:
    """A source as the record keeps it; one too long for the column keeps its beginning and a mark of its whole."""
    if len(text) <= LONGEST_SOURCE:
        return text
    return f"{text[: LONGEST_SOURCE - 10]}…{sha256(text.encode()).hexdigest()[:9]}"


@transaction.atomic
def store_days(*, patient: Patient, at: datetime, days: Iterable[DeviceDay], entered_by_id: int | None) -> Stored:
    """Store daily values of one person. A day that was made of more readings before is kept as it was."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    given = list(days)
    standing = _standing(patient.pk, {day.code for day in given})
    stored, rows = Stored(), list[tuple[list[int], Observation]]()
    for day in given:
        ref = f"{day.code}:{day.on.isoformat()}"
        before = standing.get((source_name(day.source), ref))
        row = _row(patient, at, day, entered_by_id, before, ref)
        if before is None:
            rows.append((stored.added, row))
        elif before.value_number == row.value_number and before.value_text == row.value_text:
            stored.unchanged += 1
        elif _readings(before) > day.readings:
            stored.fuller_before += 1
        else:
            rows.append((stored.changed, row))
    created = Observation.objects.bulk_create([row for _to, row in rows], batch_size=500)
    for (keys, _), row in zip(rows, created, strict=True):
        keys.append(row.pk)
    return stored


def _standing(patient_id: int, codes: set[str]) -> dict[tuple[str, str], Observation]:
    rows = Observation.objects.filter(
        patient_id=patient_id, informant=DEVICE, form_version=FORM, code__in=codes, superseded_by__isnull=True
    )
    return {(row.source, row.source_ref.partition("#")[0]): row for row in rows}


def _row(
    patient: Patient, at: datetime, day: DeviceDay, entered_by_id: int | None, before: Observation | None, ref: str
) -> Observation:
    return Observation(
        **_common(patient, at, entered_by_id),
        code=day.code,
        display=day.display,
        unit=day.unit,
        source=source_name(day.source),
        happened_at=day.happened_at,
        value_number=day.value,
        value_text=_about(day),
        source_ref=_next_ref(ref, before),
        supersedes=before,
    )


def _common(patient: Patient, at: datetime, entered_by_id: int | None) -> dict[str, Any]:
    return {
        "patient": patient,
        "site_id": patient.site_id,
        "received_at": at,
        "zone": patient.zone,
        "informant": DEVICE,
        "entered_by_id": entered_by_id,
        "form_version": FORM,
        "code_system": LOINC,
    }


def _next_ref(ref: str, before: Observation | None) -> str:
    if before is None:
        return ref
    number = before.source_ref.partition("#")[2]
    return f"{ref}#{int(number or 1) + 1}"


def _about(day: DeviceDay) -> str:
    """What stands beside the number, as key=value: readings, lowest, highest, and the sources that were merged."""
    edges = f"readings={day.readings};lowest={day.lowest:f};highest={day.highest:f}"
    return (edges + (f";merged={'|'.join(day.merged_from)}" if day.merged_from else ""))[:400]


def about(row: Observation) -> dict[str, str]:
    """The same, read again."""
    return dict(part.split("=", 1) for part in row.value_text.split(";") if "=" in part)


def _readings(row: Observation) -> int:
    text = about(row).get("readings", "")
    return int(text) if text.isdigit() else 0


@transaction.atomic
def take_back(*, patient: Patient, at: datetime, keys: Sequence[int], entered_by_id: int | None) -> int:
    """Undo these rows: what stood before them stands again, else the day is not known. Later versions stay."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    found = Observation.objects.filter(patient=patient, form_version=FORM, superseded_by__isnull=True)
    rows = [row for start in range(0, len(keys), 500) for row in found.filter(pk__in=keys[start : start + 500])]
    earlier = Observation.objects.in_bulk([row.supersedes_id for row in rows if row.supersedes_id])
    Observation.objects.bulk_create(
        (_undone(row, earlier.get(row.supersedes_id or 0), at, entered_by_id) for row in rows), batch_size=500
    )
    return len(rows)


def _undone(row: Observation, earlier: Observation | None, at: datetime, entered_by_id: int | None) -> Observation:
    kept = earlier or row
    return Observation(
        **_common(row.patient, at, entered_by_id),
        code=row.code,
        display=row.display,
        unit=row.unit,
        source=row.source,
        happened_at=kept.happened_at,
        value_number=earlier.value_number if earlier else None,
        value_text=earlier.value_text if earlier else TAKEN_BACK,
        source_ref=_next_ref(row.source_ref.partition("#")[0], row),
        supersedes=row,
    )


@transaction.atomic
def say_link(*, patient: Patient, at: datetime, source: str, connected: bool, by_id: int | None) -> Observation:
    """The person (or the team for them) says whether a source counts from now on."""
    given = _common(patient, at, by_id) | {"informant": "patient", "code_system": ""}
    word = CONNECTED if connected else DISCONNECTED
    return Observation.objects.create(**given, code=LINK, source=source, happened_at=at, value_text=word)
