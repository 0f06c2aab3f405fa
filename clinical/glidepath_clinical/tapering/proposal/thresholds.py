"""The numbers behind a proposal, each named once with its source and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Threshold:
    """Reached means at or above `value`, but for `low_dose_percent`, where it means at or below."""

    value: Fraction
    unit: str
    meaning: str
    cite: str
    mark: str


def _derived(value: int, unit: str, meaning: str, cite: str) -> Threshold:
    return Threshold(Fraction(value), unit, meaning, cite, "D")


THRESHOLDS = {
    "cows_moderate": Threshold(Fraction(13), "points", "moderate withdrawal on the COWS", "cows-2003", "S"),
    "sows_rise": _derived(10, "points", "rise of the SOWS over the days before the step", "glidepath-monitoring"),
    "not_tolerable_days": _derived(2, "days in a row", "withdrawal called not tolerable", "glidepath-monitoring"),
    "peg_rise": _derived(2, "points", "rise of the PEG over the days before the step", "glidepath-monitoring"),
    "peg_rise_percent": Threshold(Fraction(30), "percent", "the same as a share; 30 % matters", "cdc-2022", "S"),
    "peg_days": _derived(7, "days", "how long the PEG has been that high", "glidepath-monitoring"),
    "phq9_rise": _derived(5, "points", "rise of the PHQ-9 over the days before the step", "phq-9"),
    "phq9_item9": _derived(1, "points", "any thought of being better off dead or of self-harm", "phq-9"),
    "holds_in_three_steps": _derived(2, "holds", "holds within the last three steps", "glidepath-monitoring"),
    "low_dose_percent": _derived(30, "percent", "share of the original dose from which steps get smaller", "cdc-2022"),
    "held_without_relief_days": _derived(7, "days", "held, and still not tolerable", "glidepath-monitoring"),
}
"""Thresholds of the next-step proposal. Those marked D are derived here, for the site's clinical lead to sign."""
