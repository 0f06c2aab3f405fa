"""The person's own usual: every row of the page, and what must hold for every series."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.baselines import CannotSay, Usual, usual_of
from hypothesis import given
from hypothesis import strategies as st

PAGE = Path(__file__).parents[1] / "specs" / "baselines" / "usual.md"
FIRST, LAST, NEEDED = date(2027, 3, 1), date(2027, 3, 14), 7


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def series(words: str, first: date) -> dict[date, Fraction]:
    days = enumerate(words.split())
    return {first + timedelta(days=n): Fraction(word) for n, word in days if word != "."}


def said(found: Usual | CannotSay) -> str:
    if isinstance(found, CannotSay):
        return f"cannot say: {found.days} of {found.needed} days"
    return f"median {float(found.median):g}, spread {float(found.spread):g}, {found.days} days"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_a_row_of_the_page(row: dict[str, str]) -> None:
    before = series(row["before"], FIRST - timedelta(days=len(row["before"].split())))
    values = {**before, **series(row["days"], FIRST), **series(row["after"], LAST + timedelta(days=1))}
    assert len(row["days"].split()) == 14
    assert said(usual_of(values, FIRST, LAST, NEEDED)) == row["expect"]


VALUES = st.dictionaries(st.dates(FIRST, LAST), st.fractions(0, 30_000, max_denominator=10), max_size=14)


@given(VALUES)
def test_the_usual_lies_between_the_lowest_and_the_highest_day(values: dict[date, Fraction]) -> None:
    found = usual_of(values, FIRST, LAST, NEEDED)
    if isinstance(found, Usual):
        assert min(values.values()) <= found.median <= max(values.values())
        assert 0 <= found.spread <= max(values.values()) - min(values.values())
    else:
        assert found == CannotSay(len(values), NEEDED)


@given(VALUES, st.integers(1, 14))
def test_more_days_needed_never_say_more(values: dict[date, Fraction], needed: int) -> None:
    found, stricter = (usual_of(values, FIRST, LAST, number) for number in (needed, needed + 1))
    assert isinstance(stricter, CannotSay) or stricter == found
