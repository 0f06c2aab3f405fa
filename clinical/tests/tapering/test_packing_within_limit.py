"""Packing a day within a limit: the quick way finds what a slow one that makes every packing finds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from time import process_time

import pytest
from glidepath_clinical.tapering.ladder import Coin, Grid
from glidepath_clinical.tapering.limits import Limit
from glidepath_clinical.tapering.packing_within_limit import Units, changes, lightest


@pytest.mark.parametrize("seed", range(25))
def test_halves_of_one_strength_as_large_as_another_pack_as_the_slow_packer_does(seed: int) -> None:
    chance = random.Random(seed)
    strengths = (Fraction(5), Fraction(15, 2), Fraction(10))
    partners = {strength: Fraction(chance.choice((300, 325))) for strength in strengths}
    grid = Grid.of(strengths, frozenset(chance.sample(strengths, 2)), partners)
    doses = tuple(chance.choice(grid.dispensable_up_to(int(Fraction(20) / grid.step))) for _ in range(2))
    before = tuple(((Fraction(10), Fraction(chance.randint(1, 3), 2)),) if chance.random() < 0.6 else () for _ in doses)
    limit = Limit("acetaminophen", Fraction(chance.choice((900, 1300, 2000))), "mg", partners)
    ways = [tuple(_every_way(grid.coins, dose)) for dose in doses]
    allowed = [day for day in product(*ways) if sum(limit.filled_by(units) for _, units in day) <= limit.amount]
    ranked = [
        (sum(pieces for pieces, _ in day), sum(map(changes, (units for _, units in day), before)), larger_first(day))
        for day in allowed
    ]
    found = lightest(grid.coins, limit, doses, before)
    if found is None:
        assert not allowed
    else:
        day = tuple(tuple((-strength, -count) for strength, count in units) for units in found.day)
        assert (found.pieces, found.changes, day) == min(ranked)


def larger_first(day: tuple[tuple[int, Units], ...]) -> tuple[object, ...]:
    return tuple(tuple((-strength, -count) for strength, count in units) for _, units in day)


def _every_way(coins: Sequence[Coin], dose: int) -> Iterator[tuple[int, Units]]:
    """Every way to make one dose, with its number of pieces."""
    if not coins:
        yield from [(0, ())] if dose == 0 else []
        return
    for count in range(dose // coins[0].size + 1):
        for pieces, units in _every_way(coins[1:], dose - count * coins[0].size):
            counts = dict(units)
            if count:
                counts[coins[0].strength] = counts.get(coins[0].strength, Fraction(0)) + count * coins[0].count
            yield pieces + count, tuple(sorted(counts.items(), reverse=True))


def test_a_combination_with_four_strengths_and_halves_is_packed_in_the_time_of_a_screen() -> None:
    strengths = tuple(map(Fraction, ("2.5", "5", "7.5", "10")))
    partners = dict.fromkeys(strengths, Fraction(325))
    grid = Grid.of(strengths, frozenset(strengths), partners)
    limit = Limit("acetaminophen", Fraction(4000), "mg", partners)
    before: tuple[Units, ...] = ((),) * 4
    began = process_time()
    for dose in range(24, 17, -1):
        packed = lightest(grid.coins, limit, (dose,) * 4, before)
        assert packed is not None
        before = packed.day
    assert process_time() - began < 2, "it took minutes once; the engine's figure is in the benchmarks"
