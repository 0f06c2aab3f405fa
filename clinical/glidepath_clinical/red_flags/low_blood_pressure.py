"""Low blood pressure with clonidine or tizanidine.

When: the systolic pressure is below 90 while clonidine or tizanidine is taken: RED when a person measured or
      confirmed it; ORANGE when a device alone shows it, or when it is not known whether such a medicine is taken.
Then: RED: a person calls now; the next dose of clonidine or tizanidine is not taken before a clinician has spoken.
      ORANGE: somebody measures again and asks, the same day.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current, is_yes, number, points
from .conclusion import Criterion, conclude

ID: Final = "low_blood_pressure"
DOMAIN: Final = "blood pressure"
NEEDS: Final = ("systolic_pressure", "takes_clonidine_or_tizanidine")
READS: Final = NEEDS
LIMITS: Final = ("systolic_low_mmhg", "daily_answer_valid_hours")
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to find a dangerous fall of blood pressure under medicines against withdrawal",
    output=(Urgency.RED, Urgency.ORANGE),
    limits=(
        "Only measured pressures count. Dizziness on standing with a normal pressure at rest is not seen. Says nothing "
        "about low pressure without these medicines."
    ),
    fairness=(
        "Cuffs that are too small or too large measure wrongly; people without a cuff at home are not measured and the "
        "rule says unanswerable."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Nothing for somebody who takes neither medicine; unanswerable without a pressure of the last days."""
    takes = picture.takes_clonidine_or_tizanidine
    if takes is not None and not is_yes(takes):
        return None
    pressure = current(picture.systolic_pressure, picture.as_of, limits.daily_answer_valid_hours)
    known = {"systolic_pressure": pressure, "takes_clonidine_or_tizanidine": takes}
    missing = [name for name in NEEDS if known[name] is None]
    if pressure is None or number(pressure) >= limits.systolic_low_mmhg:
        return conclude(ID, DOMAIN, CITES, (), missing if pressure is None else ())
    return conclude(ID, DOMAIN, CITES, [_low(pressure, takes, limits)], missing)


def _low(pressure: Reading, takes: Reading | None, limits: Limits) -> Criterion:
    values = {"pressure": points(number(pressure)), "limit": points(limits.systolic_low_mmhg)}
    if takes is None:
        return Criterion(Urgency.ORANGE, "medicine_not_known", values, (pressure,))
    if pressure.informant == "device":
        return Criterion(Urgency.ORANGE, "low_device", values, (pressure,))
    return Criterion(Urgency.RED, "low", values, (pressure,))
