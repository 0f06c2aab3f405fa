"""The units in which doses and strengths are written."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """A unit of an amount, a rate, a volume or a concentration; the value is how it is printed."""

    MG = "mg"
    MCG = "mcg"
    MCG_PER_H = "mcg/h"
    ML = "mL"
    MG_PER_ML = "mg/mL"
    MG_PER_ACTUATION = "mg/actuation"
