"""What else fills up with the tablets of a day: the second ingredient of a combination, tablets, patches worn."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.medicines import Form, Product
from glidepath_clinical.tapering.ladder import NO_WEIGHTS, Weights

MOST_PATCHES = Fraction(4)
"""More patches than this are not put on at once, unless the person wears more now. Derived [D]: skin and error."""

UNITS, PATCHES = "units", "patches"


@dataclass(frozen=True)
class Limit:
    """The most of something in one day (or worn at once). `weights` is what one whole unit of a strength adds."""

    of: str
    amount: Fraction
    unit: str
    weights: Weights

    def filled_by(self, units: tuple[tuple[Fraction, Fraction], ...]) -> Fraction:
        """How much of the limit these units (strength, count) take up."""
        return sum((count * self.weights[strength] for strength, count in units), Fraction(0))


def limit_of(product: Product, strengths: tuple[Fraction, ...], partners: Weights) -> Limit | None:
    """The limit beside the dose itself that the product has, or None. Its mark is the formulary's ceiling mark."""
    if Form.PATCH in product.forms:
        return Limit(PATCHES, MOST_PATCHES, "patches worn at once", dict.fromkeys(strengths, Fraction(1)))
    for limit in product.daily_limits:
        if limit.of == UNITS:
            return Limit(UNITS, limit.amount, limit.unit, dict.fromkeys(strengths, Fraction(1)))
        if limit.of != product.main_ingredient and partners:
            return Limit(limit.of, limit.amount, limit.unit, dict(partners))
    return None


def weights_of(limit: Limit | None) -> Weights:
    """The weights of a limit; none when there is no limit."""
    return limit.weights if limit else NO_WEIGHTS
