"""Every daily dose that can be dispensed of a medicine, found by adding piece after piece."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from glidepath_clinical.tapering.certificate.reading import ReadCourse, number

MOST_PARTS = 100_000
"""The largest dose of any medicine is far below this many of its smallest parts."""

Light = dict[int, Fraction]
"""Amounts in whole parts of the smallest common unit, each with the least that it fills of the limit."""


def dispensable_dailies(plan: ReadCourse) -> set[Fraction]:
    """Every daily dose with no time of day above the present one, within the limit of the product."""
    parts = lcm(
        *(size.denominator for size, _, _ in plan.pieces), *(d.denominator for d in plan.present.doses.values())
    )
    if max(plan.present.doses.values(), default=Fraction(0)) * parts > MOST_PARTS:
        raise ValueError("a dose of more parts than any medicine has")
    pieces = [(int(size * parts), _weight(plan, strength, count)) for size, strength, count in plan.pieces]
    most = _most(plan)
    totals: Light = {0: Fraction(0)}
    for dose in plan.present.doses.values():
        amounts = _amounts_up_to(pieces, int(dose * parts))
        found: Light = {}
        for total, filled in totals.items():
            for amount, more in amounts.items():
                weight = filled + more
                if (most is None or weight <= most) and weight <= found.get(total + amount, weight):
                    found[total + amount] = weight
        totals = found
    return {Fraction(total, parts) for total in totals}


def _amounts_up_to(pieces: list[tuple[int, Fraction]], most: int) -> Light:
    found: Light = {0: Fraction(0)}
    for amount in range(1, most + 1):
        ways = [found[amount - size] + weight for size, weight in pieces if amount - size in found]
        if ways:
            found[amount] = min(ways)
    return found


def _most(plan: ReadCourse) -> Fraction | None:
    limit = plan.product.get("limit")
    return None if limit is None else number(limit["amount"])


def _weight(plan: ReadCourse, strength: Fraction, count: Fraction) -> Fraction:
    limit = plan.product.get("limit")
    if limit is None:
        return Fraction(0)
    if limit["of"] in ("units", "patches"):
        return count
    per_unit = {number(text): number(amount) for text, amount in plan.product["partner"]["per_unit"].items()}
    return count * per_unit[strength]
