"""Whatever is planned, of whatever form: what the fills hold is what the days take, and no day runs short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering import Planned, PlanRequest, plan
from glidepath_clinical.tapering.dispensing import AtHome, Bottles, UnitKey, plan_fills, run_out, units_on
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from .random_regimens import regimen

Json = dict[str, Any]
Named = tuple[str, str]
FEW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
COUNTED, THROUGH = date(2027, 1, 4), date(2027, 12, 1)
ONE_DAY = timedelta(days=1)


def _random_plan(seed: int) -> Json:
    """One to five medicines of any form; a kept patch has a day of change, or its plan cannot be counted."""
    body = regimen(seed)
    for row in body["medicines"]:
        if "transdermal" in row["product"]:
            row["patch_changed_on"] = "2027-01-03"
    answer = plan(PlanRequest.from_json(body))
    assume(isinstance(answer, Planned))
    return answer.to_json()


def _steps_by_day(document: Json, first: date, last: date) -> Iterator[tuple[date, Json]]:
    day = first
    for step in [document["present"], *document["steps"]]:
        end = date.fromisoformat(step["ends_on"]) if step["ends_on"] else last
        while day <= min(end, last):
            yield day, step
            day += ONE_DAY


def _taken_day_by_day(document: Json, first: date, last: date) -> dict[Named, Fraction]:
    """Counted as a person would: a patch on the days that the step prints, all else every day."""
    counts: dict[Named, Fraction] = {}
    for day, step in _steps_by_day(document, first, last):
        for row in step["medicines"]:
            printed = row.get("patch", {"changes_on": []})["changes_on"]
            if row["form"] == "patch" and not _is_put_on(day, step, printed):
                continue
            for unit in (unit for dose in row["doses"].values() for unit in dose["units"]):
                partner = f"/{unit['partner_strength']}" if "partner_strength" in unit else ""
                name = (row["product"], f"{unit['strength']}{partner}")
                counts[name] = counts.get(name, Fraction(0)) + Fraction(unit["count"])
    return counts


def _is_put_on(day: date, step: Json, printed: list[str]) -> bool:
    """The present dose and the far end of an open step print no days; 2027-01-03 was a day of change."""
    wear = 7 if any("168 h" in row["product"] for row in step["medicines"]) else 3
    if printed and day.isoformat() <= printed[-1]:
        return day.isoformat() in printed
    return (day - date(2027, 1, 3)).days % wear == 0


@FEW
@given(seed=st.integers(0, 10**6), cycle=st.integers(1, 60), wait=st.integers(0, 20), stock=st.integers(0, 100))
def test_the_numbers_of_all_fills_are_the_sum_of_the_steps(seed: int, cycle: int, wait: int, stock: int) -> None:
    document = _random_plan(seed)
    assume(sum("transdermal" in row["product"] for row in document["products"]) < 2)
    keys = sorted(units_on(document, COUNTED, THROUGH))
    at_home = AtHome(COUNTED, {_named(keys[0]): Fraction(stock)})
    fills = plan_fills(document, at_home, COUNTED + timedelta(days=wait), cycle, THROUGH)
    taken = _taken_day_by_day(document, COUNTED, THROUGH)
    short = {row.key: -row.left_over for row in fills.bridge.rows if row.is_short} if fills.bridge else {}
    for key in keys:
        assert at_home.of(key) + fills.total(key) + short.get(key, 0) == taken[_named(key)] + fills.surplus[key]
        assert 0 <= fills.surplus[key] < 1 or fills.total(key) == 0 or fills.surplus[key] <= at_home.of(key)


def _named(key: UnitKey) -> Named:
    return key.product, key.on_the_package


@FEW
@given(seed=st.integers(0, 10**6), stock=st.integers(0, 200))
def test_the_run_out_date_is_that_of_taking_units_out_of_a_box_day_by_day(seed: int, stock: int) -> None:
    document = _random_plan(seed)
    boxes = {_named(key): Fraction(stock) for key in units_on(document, COUNTED, date(2028, 1, 1))}
    at_home = AtHome(COUNTED, dict(boxes))
    day, end = COUNTED, date(2028, 1, 1)
    while day < end:
        for key, number in units_on(document, day, day).items():
            boxes[_named(key)] -= number
        if min(boxes.values()) < 0:
            break
        day += ONE_DAY
    found = run_out(document, at_home).on
    assert (found if found and found < end else end) == day


@FEW
@given(seed=st.integers(0, 10**6), cycle=st.integers(1, 45), size=st.sampled_from(["30", "100", "237", "473"]))
def test_whatever_is_dispensed_lasts_to_the_day_before_the_next_fill(seed: int, cycle: int, size: str) -> None:
    document = _random_plan(seed)
    liquids = [row for row in document["products"] if row["form"] == "solution"]
    rows = [{"product": row["product"], "strength": _package(row), "mL": size} for row in liquids]
    fills = plan_fills(document, AtHome(COUNTED, {}), COUNTED, cycle, THROUGH, Bottles.from_json(rows))
    for fill in fills.fills:
        held = {_named(row.key): row.at_home + row.dispensed for row in fill.rows}
        lasts = run_out(document, AtHome(fill.on, held)).on
        assert lasts is None or lasts > fill.until
        for row in fill.rows:
            assert row.key.is_liquid or row.dispensed.denominator == 1
            assert not row.key.is_liquid or (row.dispensed / Fraction(size)).denominator == 1


def _package(row: Json) -> str:
    (strength,) = row["strengths"]
    return f"{strength}/{row['partner']['per_unit'][strength]}" if row["partner"] else str(strength)
