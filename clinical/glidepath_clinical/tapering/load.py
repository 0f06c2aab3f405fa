"""The morphine milligram equivalents of one step, never 0 for what is not known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import decimal_text


def step_load(product: Product, daily: Fraction) -> dict[str, Any]:
    """MME a day by the CDC 2022 factors; when a product is not counted, "at least" the rest, with its reason."""
    factor = product.mme_factor
    if isinstance(factor, Fraction):
        return _load(daily * factor, [])
    if not product.is_opioid:
        return _load(Fraction(0), [])
    reason = "excluded" if factor == "excluded" else "no_factor"
    return _load(Fraction(0), [{"product": product.name, "reason": reason}])


def _load(mme: Fraction, not_counted: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "mme_per_day": decimal_text(mme),
        "mme_complete": not not_counted,
        "mme_not_counted": not_counted,
        "mme_factor_set": "cdc-2022",
    }
