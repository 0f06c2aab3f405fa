"""Every row of clinical/specs/supply/fills.md."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.dispensing import AtHome, plan_fills

from .cases import medicine, planned, request
from .change_events import changed, event

PAGE = Path(__file__).parents[2] / "specs" / "supply" / "fills.md"
TODAY = date(2027, 1, 5)


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    header, _, *cases = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(header, case, strict=True)) for case in cases]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_a_row_of_the_page_is_what_is_dispensed(row: dict[str, str]) -> None:
    strength = row["strength"]
    doses = row["doses"].split(" / ")
    tablets = medicine("oxycodone tablet", *doses, strengths=[strength], halves_confirmed=[strength])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    running = planned(request(framework=None, pace=pace, medicines=[tablets]))
    (held,) = changed(running, event("hold", on=TODAY.isoformat()))
    every, wanted = int(row["every days"]), row["fills"].split(", ")
    at_home = AtHome(TODAY, {("oxycodone tablet", strength): Fraction(row["at home"])})
    fills = plan_fills(held, at_home, TODAY, every, TODAY + timedelta(days=every * len(wanted) - 1))
    assert [str(fill.rows[0].dispensed) for fill in fills.fills] == wanted
    assert decimal_text(fills.fills[-1].rows[0].left_over) == row["left over"]
