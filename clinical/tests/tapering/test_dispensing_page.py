"""Every row of clinical/specs/supply/fills.md and patches_and_liquids.md."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.medicines import find_product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.certificate.supply import supply_problems
from glidepath_clinical.tapering.dispensing import AtHome, Bottles, plan_fills

from .cases import half_way, medicine, planned, request
from .change_events import changed, event

PAGES = Path(__file__).parents[2] / "specs" / "supply"
TODAY = date(2027, 1, 5)
PACE = {"reduction_percent": "50", "basis": "original", "every_days": 28}


def rows(page: str) -> list[dict[str, str]]:
    lines = [line for line in (PAGES / page).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    header, _, *cases = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(header, case, strict=True)) for case in cases]


@pytest.mark.parametrize("row", rows("fills.md"), ids=lambda row: row["case"])
def test_a_row_of_the_page_is_what_is_dispensed(row: dict[str, str]) -> None:
    strength = row["strength"]
    doses = row["doses"].split(" / ")
    tablets = medicine("oxycodone tablet", *doses, strengths=[strength], halves_confirmed=[strength])
    running = planned(request(framework=None, pace=PACE, medicines=[tablets], continues=half_way(*doses)))
    (held,) = changed(running, event("hold", on=TODAY.isoformat()))
    every, wanted = int(row["every days"]), row["fills"].split(", ")
    at_home = AtHome(TODAY, {("oxycodone tablet", strength): Fraction(row["at home"])})
    fills = plan_fills(held, at_home, TODAY, every, TODAY + timedelta(days=every * len(wanted) - 1))
    assert [str(fill.rows[0].dispensed) for fill in fills.fills] == wanted
    assert decimal_text(fills.fills[-1].rows[0].left_over) == row["left over"]


@pytest.mark.parametrize("row", rows("patches_and_liquids.md"), ids=lambda row: row["case"])
def test_a_row_of_patches_and_liquids_is_what_is_dispensed(row: dict[str, str]) -> None:
    product = find_product(row["product"])
    worn = {"patch_changed_on": TODAY.isoformat()} if product.wear_hours else {}
    unit = product.unit.value if product.wear_hours else "mg"
    lowered = {**medicine(product.name, row["dose"], strengths=[row["strength"]], **worn), "unit": unit}
    kept = {**lowered, "role": "adjunct"}
    other = medicine("lorazepam tablet", "2", strengths=["0.5"])
    document = planned(request(framework=None, pace=PACE, medicines=[other, kept]))
    every, wanted = int(row["every days"]), row["fills"].split(", ")
    named = (product.name, row["strength"])
    bottles = Bottles({} if row["bottle"] == "-" else {named: Fraction(row["bottle"])})
    at_home = AtHome(TODAY, {named: Fraction(row["at home"])})
    fills = plan_fills(document, at_home, TODAY, every, TODAY + timedelta(days=every * len(wanted) - 1), bottles)
    assert list(supply_problems(document, fills.to_json(), bottles.sizes)) == []
    mine = [[found for found in fill.rows if found.key.product == product.name] for fill in fills.fills]
    assert [decimal_text(found[0].dispensed) if found else "0" for found in mine] == wanted
    (left,) = (count for key, count in fills.surplus.items() if key.product == product.name)
    assert decimal_text(left) == row["left over"]
