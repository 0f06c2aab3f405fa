"""The most that may be taken of a product in one day."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.medicines import Product
from glidepath_clinical.tapering.supply import amount_unit


def daily_ceiling(product: Product) -> Fraction | None:
    """The product's own daily limit in its unit, or None. Its source mark stays with the product."""
    limits = [
        limit.amount
        for limit in product.daily_limits
        if limit.of == product.main_ingredient and limit.unit == amount_unit(product)
    ]
    return min(limits) if limits else None
