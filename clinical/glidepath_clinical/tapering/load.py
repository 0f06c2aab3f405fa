"""The morphine milligram equivalents of one step, all medicines together; never 0 for what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import decimal_text


def step_load(taken: Iterable[tuple[Product, Fraction]]) -> dict[str, Any]:
    """MME a day by the CDC 2022 factors; when a product is not counted, "at least" the rest, with its reason."""
    mme, not_counted = Fraction(0), []
    for product, daily in taken:
        if not daily:
            continue
        factor = product.mme_factor
        if isinstance(factor, Fraction):
            mme += daily * factor
        elif product.is_opioid:
            reason = "excluded" if factor == "excluded" else "no_factor"
            not_counted.append({"product": product.name, "reason": reason})
    return {
        "mme_per_day": decimal_text(mme),
        "mme_complete": not not_counted,
        "mme_not_counted": not_counted,
        "mme_factor_set": "cdc-2022",
    }
