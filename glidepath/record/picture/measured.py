"""Measurements and device days as readings. A device stays a device until a person has confirmed its value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import NEVER, Never, Reading

from glidepath.record.observations.codes import (
    ALLODYNIA,
    NEW_INJURY_OR_ILLNESS,
    NEW_PAIN_REGIONS,
    OXYGEN_SATURATION,
    SYSTOLIC,
)
from glidepath.record.observations.device_days import DEVICE, DISCONNECTED, LINK
from glidepath.record.observations.device_reads import MERGED, SLEEP_HOURS, STEPS
from glidepath.record.observations.models import Observation
from glidepath.record.picture.devices import device_days

OXYGEN = (OXYGEN_SATURATION.code, "2708-6")
ANSWERS = {"allodynia": ALLODYNIA, "new_injury_or_illness": NEW_INJURY_OR_ILLNESS}
LOOK_BACK = timedelta(days=70)
STANDS = timedelta(hours=48)
INFORMANTS = {"import": "clinician"}  # what another clinic measured, a person measured
DAY_IN_REF = re.compile(r":(\d{4}-\d{2}-\d{2})(?:#\d+)?$")


def measured(patient_id: int, at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The fields of the picture that come from measurements and devices, and questions that a clinician asks."""
    rows = _rows(patient_id, at)
    by_code: dict[str, list[Observation]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    oxygen = [row for code in OXYGEN for row in by_code.get(code, ())]
    return {
        "systolic_pressure": _newest(by_code.get(SYSTOLIC.code, ()), zone),
        "oxygen_saturation": _confirmed_or_lowest(oxygen, at, zone),
        "new_pain_regions": _newest(by_code.get(NEW_PAIN_REGIONS, ()), zone),
        "steps_daily": _days(patient_id, STEPS, by_code, at, zone),
        "sleep_hours_daily": _days(patient_id, SLEEP_HOURS, by_code, at, zone),
        **_shared(rows, zone),
        **{name: _yes_or_no(by_code[code][-1], zone) for name, code in ANSWERS.items() if code in by_code},
    }


def _rows(patient_id: int, at: datetime) -> list[Observation]:
    codes = (SYSTOLIC.code, *OXYGEN, NEW_PAIN_REGIONS, STEPS, SLEEP_HOURS, *ANSWERS.values(), LINK)
    found = Observation.objects.filter(
        patient_id=patient_id,
        code__in=codes,
        happened_at__lte=at,
        happened_at__gt=at - LOOK_BACK,
        superseded_by__isnull=True,
    )
    return list(found.order_by("happened_at", "pk"))


def _newest(rows: Sequence[Observation], zone: ZoneInfo) -> Reading | None:
    numbers = [row for row in rows if row.value_number is not None]
    return _reading(numbers[-1], zone) if numbers else None


def _confirmed_or_lowest(rows: Sequence[Observation], at: datetime, zone: ZoneInfo) -> Reading | None:
    """What a person measured last; else, or when a device told something later, the lowest of the last two days."""
    numbers = [row for row in rows if row.value_number is not None]
    people = [row for row in numbers if row.informant != DEVICE]
    since = max([at - STANDS, *(row.happened_at for row in people)])
    devices = [row for row in numbers if row.informant == DEVICE and row.happened_at > since]
    if devices:
        return _reading(min(devices, key=lambda row: _lowest(row)), zone, lowest=True)
    return _reading(people[-1], zone) if people else None


def _lowest(row: Observation) -> Fraction:
    """A device's day holds its lowest value beside the usual one."""
    said = re.search(r"(?:^|;)lowest=([0-9]+(?:\.[0-9]+)?)", row.value_text)
    return Fraction(said[1]) if said else Fraction(row.value_number or 0)


def _days(
    patient_id: int, code: str, by_code: Mapping[str, Sequence[Observation]], at: datetime, zone: ZoneInfo
) -> tuple[Reading, ...]:
    """Nothing is asked of the record for somebody without a device."""
    return device_days(patient_id, code, at.astimezone(zone).date(), zone) if by_code.get(code) else ()


def _reading(row: Observation, zone: ZoneInfo, lowest: bool = False) -> Reading:
    value = _lowest(row) if lowest else Fraction(row.value_number or 0)
    moment = row.happened_at.astimezone(zone)
    who = INFORMANTS.get(row.informant, row.informant)
    return Reading(value, _day(row, zone), moment, who, f"observation:{row.public_id}")


def _yes_or_no(row: Observation, zone: ZoneInfo) -> Reading:
    moment = row.happened_at.astimezone(zone)
    who = INFORMANTS.get(row.informant, row.informant)
    return Reading(row.value_text == "yes", moment.date(), moment, who, f"observation:{row.public_id}")


def _day(row: Observation, zone: ZoneInfo) -> date:
    """The local date the value is about: a device's day names it itself."""
    named = DAY_IN_REF.search(row.source_ref) if row.informant == DEVICE else None
    return date.fromisoformat(named[1]) if named else row.happened_at.astimezone(zone).date()


def _shared(rows: Sequence[Observation], zone: ZoneInfo) -> dict[str, date | Never]:
    """Since when a device is shared and its latest day; a source the person took back no longer counts."""
    links = {row.source: row.value_text for row in rows if row.code == LINK}
    taken_back = {source for source, word in links.items() if word == DISCONNECTED}
    told = [row for row in rows if row.informant == DEVICE and row.source not in {*taken_back, MERGED}]
    days = [_day(row, zone) for row in told if row.value_number is not None]
    connected = [row.happened_at.astimezone(zone).date() for row in rows if row.code == LINK]
    since = min((*days, *(connected if set(links) - taken_back else ())), default=None)
    return {"device_shared_since": since or NEVER, "device_last_on": max(days, default=NEVER)}
