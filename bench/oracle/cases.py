"""Seeded small tapers, each as a request of the engine and as a case of the constraint model."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from glidepath_clinical.medicines import Form, Product, formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.terminal_phase import largest_dropped

from bench.oracle.model import Case, Regimen

REDUCED_FIRST = ("noon", "morning", "bedtime", "evening")
SHARES = ("5", "10", "12.5", "20", "25", "40")
SOLID = {Form.TABLET, Form.CAPSULE, Form.DISINTEGRATING_TABLET}
MOST_AMOUNTS = 30


@dataclass(frozen=True)
class Pair:
    """One taper, asked of both. `step` is one grid point in the unit of the medicine."""

    request: dict[str, Any]
    case: Case
    times: tuple[str, ...]
    step: Fraction

    def regimens(self, document: dict[str, Any]) -> tuple[Regimen, ...]:
        """The steps of a plan document in grid points."""
        doses = [step["medicines"][0]["doses"] for step in document["steps"]]
        return tuple(
            tuple(int(Fraction(row[time]["amount"]) / self.step) if time in row else 0 for time in self.times)
            for row in doses
        )


def pairs(count: int, seed: int = 2027) -> Iterator[Pair]:
    """So many tapers of tablets and capsules without a daily ceiling."""
    chance = random.Random(seed)
    products = [
        product
        for product in formulary()
        if set(product.forms) <= SOLID and not product.combined and not product.daily_limits
    ]
    while count:
        pair = _pair(chance.choice(products), chance)
        if pair is not None:
            count -= 1
            yield pair


def _pair(product: Product, chance: random.Random) -> Pair | None:
    every = [strength.amount for strength in product.strengths]
    strengths = sorted(chance.sample(every, k=chance.randint(1, min(3, len(every)))))
    scored = product.splittable and product.release.startswith("IR") and product.forms == (Form.TABLET,)
    halves = [strength for strength in strengths if scored and chance.random() < 0.4]
    pieces = sorted([*strengths, *(half / 2 for half in halves)])
    times = tuple(sorted(chance.sample(REDUCED_FIRST, k=chance.randint(1, 3)), key=REDUCED_FIRST.index))
    start = [sum(chance.choices(pieces, k=chance.randint(2, 8)), Fraction(0)) for _ in times]
    step = Fraction(1, lcm(*(piece.denominator for piece in pieces)))
    amounts = _amounts([int(piece / step) for piece in pieces], int(max(start) / step))
    if len(amounts) > MOST_AMOUNTS:
        return None
    on_grid = tuple(int(dose / step) for dose in start)
    goal = _goal(amounts, on_grid, chance)
    if goal >= sum(on_grid):
        return None
    pace, rates = _pace(pieces, step, chance)
    if rates["is_fixed"] and 2 * rates["cap"] > sum(on_grid):
        return None  # refused by name before anything is solved
    case = Case(
        amounts, int(pieces[0] / step), on_grid, goal, **rates, made=largest_dropped(product, len(times)) / step
    )
    doses = {time: decimal_text(dose) for time, dose in zip(times, start, strict=True)}
    medicine = {
        "product": product.name,
        "unit": product.unit.value,
        "strengths": [decimal_text(strength) for strength in strengths],
        "halves_confirmed": [decimal_text(half) for half in halves],
        "doses": doses,
    }
    return Pair(_request(medicine, pace, goal * step), case, times, step)


def _amounts(pieces: list[int], most: int) -> tuple[int, ...]:
    found = {0}
    for amount in range(1, most + 1):
        if any(amount - piece in found for piece in pieces):
            found.add(amount)
    return tuple(sorted(found))


def _goal(amounts: tuple[int, ...], start: Regimen, chance: random.Random) -> int:
    """Often to stop; otherwise a daily dose that can be dispensed."""
    if chance.random() < 0.5:
        return 0
    return sum(chance.choice([amount for amount in amounts if amount <= dose]) for dose in start)


def _pace(pieces: list[Fraction], step: Fraction, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    basis = chance.choice(["original", "original", "current", "fixed"])
    kinds = {"on_current": basis == "current", "is_fixed": basis == "fixed"}
    if basis == "fixed":
        amount = chance.choice(pieces) * chance.choice([1, 1, 2])
        pace = {"reduction_amount": decimal_text(amount)}
        return {**pace, "basis": basis, "every_days": 28}, {"target": amount / step, "cap": amount / step, **kinds}
    share = chance.choice(SHARES)
    rates = {"target": Fraction(share) / 100, "cap": Fraction(share) / 100, **kinds}
    return {"reduction_percent": share, "basis": basis, "every_days": 28}, rates


def _request(medicine: dict[str, Any], pace: dict[str, Any], goal: Fraction) -> dict[str, Any]:
    return {
        "as_of": "2027-01-04",
        "starts_on": "2027-01-11",
        "pace": pace,
        "goal": {"kind": "dose", "daily": decimal_text(goal)} if goal else {"kind": "stop"},
        "medicines": [medicine],
    }
