"""Reading single answers: is it still current, what number is it, who gave it."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from glidepath_clinical.picture import Reading


def current(reading: Reading | None, as_of: datetime, hours: Fraction) -> Reading | None:
    """The reading while it is no older than so many hours, else None: a stale answer is a missing one.

    A reading from the future (a phone whose clock is ahead) counts as current, so that no danger is lost.
    """
    if reading is None or as_of - reading.at > timedelta(hours=hours.numerator / hours.denominator):
        return None
    return reading


def number(reading: Reading) -> Fraction:
    """The reading's number. Raises TypeError when it holds something else."""
    if not isinstance(reading.value, Fraction):
        raise TypeError("the reading holds no number")
    return reading.value


def is_yes(reading: Reading | None) -> bool:
    """True for an answered yes. Raises TypeError when the reading holds no yes or no."""
    if reading is None:
        return False
    if not isinstance(reading.value, bool):
        raise TypeError("the reading holds no yes or no")
    return reading.value


def by_the_person(reading: Reading | None) -> Reading | None:
    """The reading if the person answered (or staff wrote it down); caregivers and devices never answer scales."""
    return reading if reading is not None and reading.informant in ("patient", "clinician") else None


def by_a_clinician(reading: Reading | None) -> Reading | None:
    """The reading if a clinician rated it."""
    return reading if reading is not None and reading.informant == "clinician" else None


def by_a_person(reading: Reading | None) -> Reading | None:
    """The reading if anybody told it; a device tells nothing that is RED by itself."""
    return reading if reading is not None and reading.informant != "device" else None


def points(value: Fraction) -> str:
    """A number for a reason: 25, or 2.5 to one decimal place when it is no whole number."""
    return str(value) if value.denominator == 1 else f"{float(value):.1f}"
