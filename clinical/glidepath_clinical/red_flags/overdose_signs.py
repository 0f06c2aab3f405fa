"""Signs of an overdose.

When: anybody reports that the person cannot be woken, breathes slowly or has blue lips, or that naloxone was
      used, or a person confirms an oxygen saturation below 90 percent: RED.
      A device alone shows an oxygen saturation below 90 percent: ORANGE, and ask now.
Then: RED: emergency number and naloxone on the screen at once, a person calls now, no further dose is shown.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .answers import current, is_yes, number, points
from .conclusion import Criterion, conclude

ID: Final = "overdose_signs"
DOMAIN: Final = "overdose"
NEEDS: Final = ("overdose_signs", "naloxone_used")
LIMITS: Final = ("oxygen_low_percent", "daily_answer_valid_hours")
CITES: Final = ("fda-gabapentinoid-2019", "glidepath-monitoring")


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Any informant counts, a caregiver too; a device alone never makes it RED."""
    hours = limits.daily_answer_valid_hours
    signs = current(picture.overdose_signs, picture.as_of, hours)
    naloxone = current(picture.naloxone_used, picture.as_of, hours)
    oxygen = current(picture.oxygen_saturation, picture.as_of, hours)
    met = []
    if signs is not None and is_yes(signs):
        met.append(Criterion(Urgency.RED, "signs", readings=(signs,)))
    if naloxone is not None and is_yes(naloxone):
        met.append(Criterion(Urgency.RED, "naloxone", readings=(naloxone,)))
    if oxygen is not None and number(oxygen) < limits.oxygen_low_percent:
        met.append(_oxygen(oxygen))
    answers = {"overdose_signs": signs, "naloxone_used": naloxone}
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if answers[name] is None])


def _oxygen(oxygen: Reading) -> Criterion:
    by_device = oxygen.informant == "device"
    urgency, key = (Urgency.ORANGE, "oxygen_device") if by_device else (Urgency.RED, "oxygen")
    return Criterion(urgency, key, {"percent": points(number(oxygen))}, (oxygen,))
