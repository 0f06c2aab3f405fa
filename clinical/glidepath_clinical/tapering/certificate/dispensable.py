"""The daily doses that can be dispensed of a medicine, found by adding piece after piece."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, lcm

from glidepath_clinical.tapering.certificate.reading import ReadCourse, number

MOST_PARTS = 100_000
"""The largest dose of any medicine is far below this many of its smallest parts."""

Weight = Fraction | int
"""What is filled of the limit; 0 where there is none."""
Light = dict[int, Weight]
"""Amounts in whole parts of the smallest common unit, each with the least that it fills of the limit."""


def can_be_dispensed_between(plan: ReadCourse, least: Fraction, below: Fraction) -> bool:
    """Whether some daily dose, no time of day above the present one, lies from `least` to under `below`."""
    parts = lcm(
        *(size.denominator for size, _, _ in plan.pieces), *(d.denominator for d in plan.present.doses.values())
    )
    if max(plan.present.doses.values(), default=Fraction(0)) * parts > MOST_PARTS:
        raise ValueError("a dose of more parts than any medicine has")
    pieces = [(int(size * parts), _weight(plan, strength, count)) for size, strength, count in plan.pieces]
    most = _most(plan)
    totals: Light = {0: 0}
    for dose in plan.present.doses.values():
        amounts = _amounts_up_to(pieces, int(dose * parts))
        found: Light = {}
        for total, filled in totals.items():
            for amount, more in amounts.items():
                weight = filled + more
                if (most is None or weight <= most) and weight <= found.get(total + amount, weight):
                    found[total + amount] = weight
        totals = found
    first, end = ceil(least * parts), ceil(below * parts)
    return any(first <= total < end for total in totals)


def _amounts_up_to(pieces: list[tuple[int, Weight]], most: int) -> Light:
    found: Light = {0: 0}
    for amount in range(1, most + 1):
        ways = [found[amount - size] + weight for size, weight in pieces if amount - size in found]
        if ways:
            found[amount] = min(ways)
    return found


def _most(plan: ReadCourse) -> Fraction | None:
    limit = plan.product.get("limit")
    return None if limit is None else number(limit["amount"])


def _weight(plan: ReadCourse, strength: Fraction, count: Fraction) -> Weight:
    limit = plan.product.get("limit")
    if limit is None:
        return 0
    if limit["of"] in ("units", "patches"):
        return count
    per_unit = {number(text): number(amount) for text, amount in plan.product["partner"]["per_unit"].items()}
    return count * per_unit[strength]
