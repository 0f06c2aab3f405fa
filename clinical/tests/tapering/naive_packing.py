"""A second packer, slow and obvious: it makes every way to pack a day and takes the first by the rule's own wishes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from .naive_solver import NaiveProblem, Regimen, Way, ways_of, weight_of

Day = tuple[dict[Fraction, Fraction], ...]
"""For each dose how many units of each strength."""


def naive_packing(problem: NaiveProblem, doses: Regimen, before: Day, *, units_first: bool) -> Day:
    """Fewest strengths and pieces (or the other way round), then fewest changes from `before`, then larger units."""
    days = product(*(ways_of(problem, dose) for dose in doses))
    allowed = (day for day in days if problem.limit is None or sum(weight_of(problem, w) for w in day) <= problem.limit)
    best = min(allowed, key=lambda day: _wishes(day, before, units_first=units_first))
    return tuple(map(units_of, best))


def naive_lightest(problem: NaiveProblem, doses: Regimen, before: Day) -> tuple[int, Fraction, Day]:
    """Fewest pieces, then fewest changes, then larger units, whatever the strengths: pieces, changes and the day."""
    days = product(*(ways_of(problem, dose) for dose in doses))
    allowed = [day for day in days if sum(weight_of(problem, way) for way in day) <= (problem.limit or 0)]
    ranked = [(sum(map(len, day)), *_wishes(day, before, units_first=True)[1:], day) for day in allowed]
    pieces, moved, _, best = min(ranked, key=lambda row: row[:3])
    return pieces, moved, tuple(map(units_of, best))


def units_of(way: Way) -> dict[Fraction, Fraction]:
    """How many units of each strength one packed dose has."""
    units: dict[Fraction, Fraction] = {}
    for strength, count in way:
        units[strength] = units.get(strength, Fraction(0)) + count
    return units


def _wishes(day: tuple[Way, ...], before: Day, *, units_first: bool) -> tuple[tuple[int, int], Fraction, object]:
    strengths, pieces = len({strength for way in day for strength, _ in way}), sum(map(len, day))
    now = tuple(map(units_of, day))
    moved: Fraction = sum(
        abs(new.get(strength, 0) - old.get(strength, 0))
        for new, old in zip(now, before, strict=True)
        for strength in new.keys() | old.keys()
    ) + Fraction(0)
    larger = tuple(sorted((-strength, -count) for strength, count in units.items()) for units in now)
    return ((pieces, strengths) if units_first else (strengths, pieces), moved, larger)
