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

from .about_rule import AboutRule
from .answers import current, number, points
from .conclusion import Criterion, conclude
from .signs import sign

ID: Final = "overdose_signs"
DOMAIN: Final = "overdose"
NEEDS: Final = ("overdose_signs", "naloxone_used")
READS: Final = ("overdose_signs", "naloxone_used", "oxygen_saturation")
LIMITS: Final = ("oxygen_low_percent", "daily_answer_valid_hours")
CITES: Final = ("fda-gabapentinoid-2019", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to bring help at once when somebody sees signs of an overdose",
    output=(Urgency.RED, Urgency.ORANGE),
    limits=("Works only when somebody sees and reports. It does not replace the emergency number."),
    fairness=(
        "Pulse oximeters read too high on darker skin, so a normal reading never clears anybody. People who live "
        "alone are less likely to be seen."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Any informant counts, a caregiver too; a device alone never makes it RED."""
    hours = limits.daily_answer_valid_hours
    signs = current(picture.overdose_signs, picture.as_of, hours)
    naloxone = current(picture.naloxone_used, picture.as_of, hours)
    oxygen = current(picture.oxygen_saturation, picture.as_of, hours)
    met = [*sign(Urgency.RED, "signs", signs), *sign(Urgency.RED, "naloxone", naloxone)]
    if oxygen is not None and number(oxygen) < limits.oxygen_low_percent:
        met.append(_oxygen(oxygen))
    answers = {"overdose_signs": signs, "naloxone_used": naloxone}
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if answers[name] is None])


def _oxygen(oxygen: Reading) -> Criterion:
    by_device = oxygen.informant == "device"
    urgency, key = (Urgency.ORANGE, "oxygen_device") if by_device else (Urgency.RED, "oxygen")
    return Criterion(urgency, key, {"percent": points(number(oxygen))}, (oxygen,))
