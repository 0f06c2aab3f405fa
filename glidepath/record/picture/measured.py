"""Measurements and device days as readings. A device stays a device until a person has confirmed its value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from glidepath_clinical.picture import NEVER, Never, Reading

from glidepath.foundation.statements import Question
from glidepath.record.observations.codes import (
    ALLODYNIA,
    NEW_INJURY_OR_ILLNESS,
    NEW_PAIN_REGIONS,
    OXYGEN_SATURATION,
    SUICIDE_SCREEN,
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


class Value(NamedTuple):
    """One stored value that nothing superseded."""

    public_id: UUID
    code: str
    happened_at: datetime
    informant: str
    source: str
    source_ref: str
    value_number: Decimal | None
    value_text: str


def measured(patient_id: int, at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The fields of the picture that come from measurements and devices, and questions that a clinician asks."""
    rows = [Value(*row) for row in _VALUES.ask(patient=patient_id, until=at, since=at - LOOK_BACK)]
    by_code: dict[str, list[Value]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    oxygen = [row for code in OXYGEN for row in by_code.get(code, ())]
    return {
        "suicide_screen": _screen(by_code.pop(SUICIDE_SCREEN, []), zone),
        "systolic_pressure": _newest(by_code.get(SYSTOLIC.code, ()), zone),
        "oxygen_saturation": _confirmed_or_lowest(oxygen, at, zone),
        "new_pain_regions": _newest(by_code.get(NEW_PAIN_REGIONS, ()), zone),
        "steps_daily": _days(patient_id, STEPS, by_code, at, zone),
        "sleep_hours_daily": _days(patient_id, SLEEP_HOURS, by_code, at, zone),
        **_shared([row for row in rows if row.code != SUICIDE_SCREEN], zone),
        **{name: _yes_or_no(by_code.get(code, ()), zone) for name, code in ANSWERS.items()},
    }


def _values(patient: int, since: datetime, until: datetime) -> QuerySet[Observation, Any]:
    """The values of the last weeks in their order, and every finished screen, however old."""
    codes = (SYSTOLIC.code, *OXYGEN, NEW_PAIN_REGIONS, STEPS, SLEEP_HOURS, *ANSWERS.values(), LINK)
    asked = Q(code=SUICIDE_SCREEN) | Q(code__in=codes, happened_at__gt=since)
    rows = Observation.objects.filter(asked, patient_id=patient, happened_at__lte=until, superseded_by__isnull=True)
    return rows.order_by("happened_at", "pk").values_list(*Value._fields)


_VALUES: Final = Question(_values, patient=int, since=datetime, until=datetime)


def _screen(rows: Sequence[Value], zone: ZoneInfo) -> Reading | None:
    """The newest result of a finished screen, as a clinician recorded it: none, low, moderate or high."""
    if not rows:
        return None
    row, moment = rows[-1], rows[-1].happened_at.astimezone(zone)
    return Reading(row.value_text, moment.date(), moment, row.informant, f"observation:{row.public_id}")


def _newest(rows: Sequence[Value], zone: ZoneInfo) -> Reading | None:
    numbers = [row for row in rows if row.value_number is not None]
    return _reading(numbers[-1], zone) if numbers else None


def _confirmed_or_lowest(rows: Sequence[Value], at: datetime, zone: ZoneInfo) -> Reading | None:
    """What a person measured last; else, or when a device told something later, the lowest of the last two days."""
    numbers = [row for row in rows if row.value_number is not None]
    people = [row for row in numbers if row.informant != DEVICE]
    since = max([at - STANDS, *(row.happened_at for row in people)])
    devices = [row for row in numbers if row.informant == DEVICE and row.happened_at > since]
    if devices:
        return _reading(min(devices, key=lambda row: _lowest(row)), zone, lowest=True)
    return _reading(people[-1], zone) if people else None


def _lowest(row: Value) -> Fraction:
    """A device's day holds its lowest value beside the usual one."""
    said = re.search(r"(?:^|;)lowest=([0-9]+(?:\.[0-9]+)?)", row.value_text)
    return Fraction(said[1]) if said else Fraction(row.value_number or 0)


def _days(
    patient_id: int, code: str, by_code: Mapping[str, Sequence[Value]], at: datetime, zone: ZoneInfo
) -> tuple[Reading, ...]:
    """Nothing is asked of the record for somebody without a device."""
    return device_days(patient_id, code, at.astimezone(zone).date(), zone) if by_code.get(code) else ()


def _reading(row: Value, zone: ZoneInfo, lowest: bool = False) -> Reading:
    value = _lowest(row) if lowest else Fraction(row.value_number or 0)
    moment = row.happened_at.astimezone(zone)
    who = INFORMANTS.get(row.informant, row.informant)
    return Reading(value, _day(row, zone), moment, who, f"observation:{row.public_id}")


def _yes_or_no(rows: Sequence[Value], zone: ZoneInfo) -> Reading | None:
    """The newest answer; one that was taken back is no answer."""
    said = [row for row in rows if row.value_text in ("yes", "no")]
    if not said:
        return None
    row = said[-1]
    moment = row.happened_at.astimezone(zone)
    who = INFORMANTS.get(row.informant, row.informant)
    return Reading(row.value_text == "yes", moment.date(), moment, who, f"observation:{row.public_id}")


def _day(row: Value, zone: ZoneInfo) -> date:
    """The local date the value is about: a device's day names it itself."""
    named = DAY_IN_REF.search(row.source_ref) if row.informant == DEVICE else None
    return date.fromisoformat(named[1]) if named else row.happened_at.astimezone(zone).date()


def _shared(rows: Sequence[Value], zone: ZoneInfo) -> dict[str, date | Never]:
    """Since when a device is shared and its latest day; a source the person took back no longer counts."""
    links = {row.source: row.value_text for row in rows if row.code == LINK}
    taken_back = {source for source, word in links.items() if word == DISCONNECTED}
    told = [row for row in rows if row.informant == DEVICE and row.source not in {*taken_back, MERGED}]
    days = [_day(row, zone) for row in told if row.value_number is not None]
    connected = [row.happened_at.astimezone(zone).date() for row in rows if row.code == LINK]
    since = min((*days, *(connected if set(links) - taken_back else ())), default=None)
    return {"device_shared_since": since or NEVER, "device_last_on": max(days, default=NEVER)}
