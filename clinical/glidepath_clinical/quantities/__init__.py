"""Exact amounts of medicine: doses with a unit, percentages, and the doses of one day."""

from glidepath_clinical.quantities.day_doses import DayDoses, TimeOfDay
from glidepath_clinical.quantities.decimals import (
    Exact,
    decimal_text,
    exact_sum,
    exact_text,
    is_plain,
    parse_decimal,
    rounded_decimal,
)
from glidepath_clinical.quantities.dose import Dose
from glidepath_clinical.quantities.errors import QuantityError, UnitMismatch
from glidepath_clinical.quantities.percent import Percent
from glidepath_clinical.quantities.units import Unit

__all__ = [
    "DayDoses",
    "Dose",
    "Exact",
    "Percent",
    "QuantityError",
    "TimeOfDay",
    "Unit",
    "UnitMismatch",
    "decimal_text",
    "exact_sum",
    "exact_text",
    "is_plain",
    "parse_decimal",
    "rounded_decimal",
]
