"""The codes of everything measured, with unit and the range outside which a number cannot be right.

Observation.code is the LOINC code where LOINC has a verified one, else `glidepath:<snake_case>`; Observation.unit is
UCUM. Nobody writes a code as text: they are named here once. The ranges only catch slips of the finger and of the
unit; what is high or low for a person is for the rules (mark D, to be signed by the site).

Range of motion has one code per joint, movement and side: `glidepath:rom_<joint>_<movement>_<side>`, such as
glidepath:rom_knee_flexion_left; the spine has no side: glidepath:rom_neck_flexion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LOINC: Final = "http://loinc.org"
LOCAL: Final = "https://glidepath.health/codes"
PREFIX: Final = "glidepath:"


@dataclass(frozen=True)
class Measure:
    """One measured thing: its name here, code, UCUM unit, permitted range, decimal places and who may enter it."""

    name: str
    code: str
    unit: str
    lowest: Decimal
    highest: Decimal
    places: int = 0
    by_patient: bool = False

    @property
    def system(self) -> str:
        """The code system the code belongs to."""
        return LOCAL if self.code.startswith(PREFIX) else LOINC


def _measure(
    name: str, code: str, unit: str, lowest: str, highest: str, places: int = 0, by_patient: bool = False
) -> Measure:
    return Measure(name, code, unit, Decimal(lowest), Decimal(highest), places, by_patient)


SYSTOLIC: Final = _measure("systolic", "8480-6", "mm[Hg]", "40", "300", by_patient=True)
DIASTOLIC: Final = _measure("diastolic", "8462-4", "mm[Hg]", "20", "200", by_patient=True)
HEART_RATE: Final = _measure("heart_rate", "8867-4", "/min", "20", "250", by_patient=True)
OXYGEN_SATURATION: Final = _measure("oxygen_saturation", "59408-5", "%", "40", "100", by_patient=True)
RESPIRATORY_RATE: Final = _measure("respiratory_rate", "9279-1", "/min", "2", "80")
BODY_TEMPERATURE: Final = _measure("body_temperature", "8310-5", "Cel", "30", "44", 1)
BODY_WEIGHT: Final = _measure("body_weight", "glidepath:body_weight", "kg", "20", "400", 1, by_patient=True)
TIMED_UP_AND_GO: Final = _measure("timed_up_and_go", "glidepath:timed_up_and_go", "s", "2", "300", 1)
CHAIR_STANDS_30_S: Final = _measure("chair_stands_30_s", "glidepath:chair_stands_30_s", "{count}", "0", "60")

# eGFR: LOINC 33914-3, seen in the table of verified codes. QTc: 8636-3, from memory (M).
EGFR: Final = _measure("egfr", "33914-3", "mL/min/{1.73_m2}", "1", "200", 1)
QTC: Final = _measure("qtc", "8636-3", "ms", "200", "800")
OTHER_EGFR: Final = ("62238-1", "48642-3", "98979-8")
"""Codes under which other systems send an eGFR. Seen in the table of verified codes: 62238-1; the others are M."""

VITALS: Final = (SYSTOLIC, DIASTOLIC, HEART_RATE, OXYGEN_SATURATION, RESPIRATORY_RATE, BODY_TEMPERATURE, BODY_WEIGHT)
RESULTS: Final = (EGFR, QTC)
GAIT: Final = (TIMED_UP_AND_GO, CHAIR_STANDS_30_S)

# Joint to its movements, each with the smallest and largest angle in degrees that a goniometer can read there.
SIDED: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "shoulder": {"flexion": ("0", "200"), "abduction": ("0", "200"), "external_rotation": ("-20", "120")},
    "elbow": {"flexion": ("0", "170"), "extension": ("-60", "30")},
    "wrist": {"flexion": ("0", "110"), "extension": ("0", "110")},
    "hip": {"flexion": ("0", "150"), "extension": ("-30", "50"), "abduction": ("0", "90")},
    "knee": {"flexion": ("0", "170"), "extension": ("-60", "30")},
    "ankle": {"dorsiflexion": ("-30", "60"), "plantar_flexion": ("0", "90")},
}
UNSIDED: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "neck": {
        "flexion": ("0", "100"),
        "extension": ("0", "110"),
        "rotation_left": ("0", "120"),
        "rotation_right": ("0", "120"),
    },
    "back": {"flexion": ("0", "130"), "extension": ("0", "70")},
}
SIDES: Final = ("left", "right")


def _joint(joint: str, movement: str, side: str, bounds: tuple[str, str]) -> Measure:
    name = "_".join(part for part in ("rom", joint, movement, side) if part)
    return _measure(name, f"{PREFIX}{name}", "deg", *bounds)


RANGE_OF_MOTION: Final = (
    *(_joint(joint, move, side, b) for joint, moves in SIDED.items() for move, b in moves.items() for side in SIDES),
    *(_joint(joint, move, "", bounds) for joint, moves in UNSIDED.items() for move, bounds in moves.items()),
)
MEASURES: Final[Mapping[str, Measure]] = {one.name: one for one in (*VITALS, *RESULTS, *GAIT, *RANGE_OF_MOTION)}
MEASURE_OF_CODE: Final[Mapping[str, Measure]] = {
    **{one.code: one for one in MEASURES.values()},
    **dict.fromkeys(OTHER_EGFR, EGFR),
}
"""Every code to its measure, those of other systems included."""
RESULT_CODES: Final = frozenset(code for code, one in MEASURE_OF_CODE.items() if one in RESULTS)

# Answers about pain. The first and the last are yes or no in `value_text`; new regions are counted in `value_number`
# and named in `value_text`, in the words of PAIN_REGIONS.
ALLODYNIA: Final = "glidepath:allodynia"
NEW_PAIN_REGIONS: Final = "glidepath:new_pain_regions"
NEW_INJURY_OR_ILLNESS: Final = "glidepath:new_injury_or_illness"
PAIN_SIGNS: Final = (ALLODYNIA, NEW_PAIN_REGIONS, NEW_INJURY_OR_ILLNESS)
PAIN_REGIONS: Final = (
    *("head", "neck", "shoulders", "chest", "belly", "upper_back", "lower_back"),
    *("arms", "hands", "hips", "legs", "feet"),
)

# Answers that are not numbers. The screen's result is none, low, moderate or high in `value_text`.
SUICIDE_SCREEN: Final = "suicide_screen"
SUICIDE_SCREEN_STARTED: Final = "glidepath:suicide_screen_started"
"""The C-SSRS screener was put before the person; `source_ref` names the answer that led to it. It is finished when a
SUICIDE_SCREEN with a later or equal `happened_at` exists."""
