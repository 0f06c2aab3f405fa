"""What a device can tell us: each measure with its code, unit, how a day is made of readings, and what is believed.

Codes are LOINC; all but body weight are checked against the LOINC 2020 core table, body weight (29463-7) against the
vital signs of FHIR R4 and the Synthea samples. The edges of what is believed are house values [D]: outside them a
reading is a fault of the file, reported and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Fold(Enum):
    """How the readings of a day become one value."""

    SUM = "added up"
    SPANS = "time asleep, overlaps counted once"
    MEAN = "mean"
    LOWEST = "lowest"
    LAST = "last"


@dataclass(frozen=True)
class Measure:
    """One measure. `lowest` to `highest`: one reading; `most_a_day`: the folded day; all in `unit` (UCUM)."""

    key: str
    code: str
    display: str
    unit: str
    fold: Fold
    lowest: Decimal
    highest: Decimal
    most_a_day: Decimal | None = None


def _measure(key: str, code: str, display: str, unit: str, fold: Fold, edges: tuple[int, int], day: int = 0) -> Measure:
    lowest, highest = edges
    return Measure(key, code, display, unit, fold, Decimal(lowest), Decimal(highest), Decimal(day) if day else None)


MEASURES: Mapping[str, Measure] = {
    one.key: one
    for one in (
        _measure("steps", "41950-7", "Number of steps in 24 hours", "{steps}/d", Fold.SUM, (0, 100_000), 100_000),
        _measure("sleep", "93832-4", "Sleep duration", "h", Fold.SPANS, (0, 24), 24),
        _measure("heart_rate", "8867-4", "Heart rate", "/min", Fold.MEAN, (20, 300)),
        _measure("oxygen", "59408-5", "Oxygen saturation", "%", Fold.LOWEST, (40, 100)),
        _measure("breaths", "9279-1", "Respiratory rate", "/min", Fold.MEAN, (4, 80)),
        _measure("systolic", "8480-6", "Systolic blood pressure", "mm[Hg]", Fold.MEAN, (50, 300)),
        _measure("diastolic", "8462-4", "Diastolic blood pressure", "mm[Hg]", Fold.MEAN, (20, 200)),
        _measure("weight", "29463-7", "Body weight", "kg", Fold.LAST, (20, 400)),
    )
}
# Other codes under which the same is sent.
BY_CODE: Mapping[str, str] = {
    **{one.code: key for key, one in MEASURES.items()},
    "55423-8": "steps",
    "2708-6": "oxygen",
}

_COUNT = dict.fromkeys(("count", "steps", "step", "{steps}", "{steps}/d", "{step}", "steps/day", "1", ""), Fraction(1))
_HOURS = {
    **dict.fromkeys(("h", "hr", "hour", "hours"), Fraction(1)),
    **dict.fromkeys(("min", "minute", "minutes"), Fraction(1, 60)),
    **dict.fromkeys(("s", "sec", "second", "seconds"), Fraction(1, 3600)),
}
_A_MINUTE = {
    **dict.fromkeys(
        ("count/min", "beats/min", "beats/minute", "breaths/min", "breaths/minute", "{beats}/min", "{breaths}/min",
         "/min", "1/min", "bpm", "{breath}/min", "{beat}/min"),
        Fraction(1),
    ),
    **dict.fromkeys(("count/s", "/s", "1/s", "hz"), Fraction(60)),
}  # fmt: skip
_PRESSURE = {
    **dict.fromkeys(("mmhg", "mm[hg]", "mm hg"), Fraction(1)),
    "kpa": Fraction(760_000, 101_325),  # 760 mm[Hg] are 101.325 kPa
}
_KILOGRAMS = {
    "kg": Fraction(1),
    "g": Fraction(1, 1000),
    **dict.fromkeys(("lb", "lbs", "[lb_av]"), Fraction(45_359_237, 100_000_000)),  # the international pound, exactly
    **dict.fromkeys(("st", "[stone_av]"), Fraction(45_359_237 * 14, 100_000_000)),
}
# Each unit a measure may come in, as what one of it is in the unit we keep.
UNITS: Mapping[str, Mapping[str, Fraction]] = {
    "steps": _COUNT,
    "sleep": _HOURS,
    "heart_rate": _A_MINUTE,
    "breaths": _A_MINUTE,
    "oxygen": {"%": Fraction(1), "percent": Fraction(1)},
    "systolic": _PRESSURE,
    "diastolic": _PRESSURE,
    "weight": _KILOGRAMS,
}


class UnknownUnit(ValueError):
    """The unit is none of those this measure comes in; the message names them."""


def factor_of(measure: str, unit: str) -> Fraction:
    """What one of this unit is in the unit we keep. Raises UnknownUnit."""
    try:
        return UNITS[measure][unit.strip().lower()]
    except KeyError:
        known = ", ".join(name for name in UNITS[measure] if name)
        raise UnknownUnit(f"{unit or 'no unit'} is no unit of {measure}; use one of {known}") from None


def rounded(value: Fraction | Decimal | int) -> Decimal:
    """As the record keeps a value: five decimals, the only place where anything is rounded."""
    exact = Fraction(value)
    return Decimal(round(exact * 100_000)).scaleb(-5)
