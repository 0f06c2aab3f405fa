"""Every cell of clinical/specs/medicines/mme-factors.md is a test, and no set has a factor that is not on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from glidepath_clinical.medicines import FactorSet, Form, factor_set, factor_sets
from glidepath_clinical.medicines.mme.factors import Factor
from glidepath_clinical.quantities import decimal_text

PAGE = Path(__file__).parents[2] / "specs" / "medicines" / "mme-factors.md"


def _table() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


HEAD, *ROWS = _table()
CELLS = [(name, row, cell) for row in ROWS for name, cell in zip(HEAD[3:], row[3:], strict=True)]


def _found(factors: FactorSet, row: list[str]) -> Factor | None:
    route, _, form = row[1].partition(" ")
    return factors.find(row[0], route, Form(form) if form else None)


def _words(factors: FactorSet, row: list[str]) -> str:
    """The cell as the set's own data say it."""
    if row[0] in factors.excluded:
        return "excluded"
    factor = _found(factors, row)
    if factor is None:
        return "–"
    assert factor.per.value == row[2]
    if factor.flat is None:
        bounds = [f"to {decimal_text(tier.up_to)}" if tier.up_to else "above" for tier in factor.tiers]
        pairs = zip(bounds, factor.tiers, strict=True)
        return ", ".join(f"{bound}: {decimal_text(tier.factor)}" for bound, tier in pairs)
    told = " both" if factor.with_and_without else " patches a day" if factor.per_patch_a_day else ""
    return decimal_text(factor.flat) + told


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize(("name", "row", "cell"), CELLS, ids=[f"{name} {row[0]} {row[1]}" for name, row, _ in CELLS])
def test_the_factor_of_this_cell_is_that_of_the_set(name: str, row: list[str], cell: str) -> None:
    assert _words(factor_set(name), row) == cell


def test_every_factor_of_every_set_stands_on_the_page() -> None:
    assert [factors.name for factors in factor_sets()] == HEAD[3:]
    for factors in factor_sets():
        assert {_found(factors, row) for row in ROWS} - {None} == set(factors.factors)
