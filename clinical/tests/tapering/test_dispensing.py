"""Whole tablets per fill: exact, from what is at home first, and equal to the sum of the steps."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.dispensing import (
    AtHome,
    Fills,
    RunOut,
    UnitKey,
    aligned,
    fill_dates,
    plan_fills,
    run_out,
    steps_off_the_cycle,
    units_on,
)
from hypothesis import given
from hypothesis import strategies as st

from .cases import medicine, planned, request
from .change_events import changed, event

Json = dict[str, Any]
START = date(2027, 1, 11)
NOTHING = AtHome(START, {})


def scored() -> Json:
    """Oxycodone 7.5 mg twice a day from tablets of 5 mg, which may be halved."""
    tablets = medicine("oxycodone tablet", "7.5", "0", "7.5", strengths=["5"], halves_confirmed=["5"])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 7}
    return planned(request(framework=None, pace=pace, medicines=[tablets]))


def five() -> UnitKey:
    return UnitKey("oxycodone tablet", "5", "mg", "tablet")


def test_halves_are_paired_and_a_fill_is_whole() -> None:
    fills = plan_fills(scored(), AtHome(date(2027, 1, 4), {}), date(2027, 1, 4), 7)
    first = fills.fills[0].rows[0]
    assert (first.taken, first.dispensed, first.left_over) == (21, 21, 0)
    assert fills.total(five()) == sum(fill.rows[0].dispensed for fill in fills.fills)
    odd = plan_fills(scored(), AtHome(date(2027, 1, 4), {}), date(2027, 1, 4), 1)
    assert [fill.rows[0].dispensed for fill in odd.fills][:3] == [3, 3, 3]


def test_an_odd_half_is_left_over_and_used_in_the_next_fill() -> None:
    tablets = medicine("oxycodone tablet", "7.5", strengths=["5"], halves_confirmed=["5"])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 7}
    document = planned(request(framework=None, pace=pace, medicines=[tablets]))
    rows = [fill.rows[0] for fill in plan_fills(document, AtHome(date(2027, 1, 8), {}), date(2027, 1, 8), 1).fills[:3]]
    assert [(row.at_home, row.dispensed, row.left_over) for row in rows] == [
        (0, 2, Fraction(1, 2)),
        (Fraction(1, 2), 1, 0),
        (0, 2, Fraction(1, 2)),
    ]


def test_what_is_at_home_is_used_first() -> None:
    at_home = AtHome(START, {("morphine ER tablet", "15"): Fraction(10)})
    fills = plan_fills(planned(request()), at_home, START, 28)
    row = fills.fills[0].rows[0]
    assert (row.key.strength, row.at_home, row.taken, row.dispensed) == ("15", 10, 28 * 15, 28 * 15 - 10)


def test_what_no_step_takes_is_left_over_by_name() -> None:
    at_home = AtHome(START, {("morphine ER tablet", "200"): Fraction(4)})
    fills = plan_fills(planned(request()), at_home, START, 28)
    assert [(row["strength"], row["count"]) for row in fills.to_json()["surplus"]] == [("200", "4")]


def test_a_fill_says_which_steps_fall_into_its_days() -> None:
    fills = plan_fills(planned(request()), NOTHING, START, 30)
    assert fills.fills[0].steps == (1, 2)
    assert (fills.fills[0].on, fills.fills[0].until) == (START, date(2027, 2, 9))


def test_the_days_before_the_first_fill_come_from_home_or_are_short() -> None:
    at_home = AtHome(START, {("morphine ER tablet", "15"): Fraction(30)})
    fills = plan_fills(planned(request()), at_home, date(2027, 1, 14), 28)
    assert fills.bridge is not None
    assert [key.strength for key in fills.short_before_first_fill] == ["15"]
    assert fills.bridge.rows[0].left_over == -15
    assert fills.fills[0].rows[0].at_home == 0


def test_a_dose_without_end_needs_a_last_day() -> None:
    (held,) = changed(planned(request()), event("hold"))
    count = AtHome(date(2027, 2, 20), {})
    with pytest.raises(UnusableInput) as caught:
        plan_fills(held, count, date(2027, 2, 20), 28)
    assert caught.value.field == "through"
    fills = plan_fills(held, count, date(2027, 2, 20), 28, through=date(2027, 4, 1))
    assert [(fill.on.isoformat(), fill.until.isoformat()) for fill in fills.fills] == [
        ("2027-02-20", "2027-03-19"),
        ("2027-03-20", "2027-04-01"),
    ]


def test_a_fill_before_the_count_is_refused() -> None:
    with pytest.raises(UnusableInput) as caught:
        plan_fills(planned(request()), NOTHING, date(2027, 1, 10), 28)
    assert caught.value.field == "first_fill_on"


@pytest.mark.parametrize(
    ("count", "day"),
    [("0", "2027-01-11"), ("14", "2027-01-11"), ("15", "2027-01-12"), ("29", "2027-01-12"), ("420", "2027-03-08")],
)
def test_the_run_out_date_is_the_first_day_that_is_not_covered(count: str, day: str) -> None:
    rows = [{"product": "morphine ER tablet", "strength": "15", "count": count}]
    rows.append({"product": "morphine ER tablet", "strength": "60", "count": "1000"})
    found = run_out(planned(request()), AtHome.from_json({"counted_on": "2027-01-11", "units": rows}))
    assert found.to_json() == {"on": day, "missing": ["morphine ER tablet 15 mg"]}


def test_enough_for_the_whole_plan_never_runs_out() -> None:
    document = planned(request())
    everything = units_on(document, START, date(2028, 1, 1))
    at_home = AtHome(START, {(key.product, key.strength): count for key, count in everything.items()})
    assert run_out(document, at_home) == RunOut(None, ())


def test_a_held_dose_always_runs_out_some_day() -> None:
    (held,) = changed(planned(request()), event("hold"))
    at_home = AtHome(date(2027, 3, 1), {("morphine ER tablet", "60"): Fraction(3000)})
    assert run_out(held, at_home).on == date(2027, 3, 1) + timedelta(days=1000)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"units": []}, "at_home.counted_on"),
        ({"counted_on": "2027-01-11", "units": [{"product": "x", "strength": "five", "count": "1"}]}, "strength"),
        ({"counted_on": "2027-01-11", "units": [{"product": "x", "strength": "5", "count": "1", "at": "y"}]}, "at"),
    ],
)
def test_a_count_that_cannot_be_read_names_its_field(wrong: Json, field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        AtHome.from_json(wrong)
    assert caught.value.field.endswith(field)


def test_steps_that_begin_between_two_refills_are_named_with_the_refill_they_could_wait_for() -> None:
    assert steps_off_the_cycle(planned(request()), START, 28) == ()
    first = steps_off_the_cycle(planned(request()), START, 30)[0]
    assert first == (2, date(2027, 2, 8), date(2027, 2, 10))


def test_the_refill_that_a_step_could_wait_for_is_a_day_on_which_a_step_may_begin() -> None:
    protected = planned(request(protected_dates=["2027-02-10"]))
    assert steps_off_the_cycle(protected, START, 30)[0] == (2, date(2027, 2, 8), date(2027, 3, 12))
    mondays = planned(request(allowed_weekdays=["monday"]))
    assert steps_off_the_cycle(mondays, date(2027, 1, 13), 28)[0] == (1, START, None)


def test_a_fill_on_a_protected_date_is_collected_on_the_last_day_before() -> None:
    away = planned(request(protected_dates=["2027-02-07", "2027-02-08"], starts_on="2027-01-11"))
    first, second = plan_fills(away, NOTHING, START, 28).to_json()["fills"][:2]
    assert (first["on"], first["collect_on"]) == ("2027-01-11", "2027-01-11")
    assert (second["on"], second["collect_on"]) == ("2027-02-08", "2027-02-06")


def test_a_fill_that_could_never_be_collected_is_refused() -> None:
    away = planned(request(protected_dates=["2027-01-12", "2027-01-13"]))
    with pytest.raises(UnusableInput, match="every day back to the count") as caught:
        plan_fills(away, AtHome(date(2027, 1, 12), {}), date(2027, 1, 13), 28)
    assert caught.value.field == "first_fill_on"


@given(day=st.dates(date(2026, 1, 1), date(2028, 1, 1)), cycle=st.integers(1, 90))
def test_an_aligned_day_is_the_next_refill_and_never_sooner(day: date, cycle: int) -> None:
    found = aligned(day, START, cycle)
    assert found == next(d for d in (day + timedelta(days=n) for n in range(cycle)) if (d - START).days % cycle == 0)


@pytest.mark.parametrize("cycle", [0, -28])
def test_a_cycle_has_at_least_one_day(cycle: int) -> None:
    for wrong in (lambda: aligned(START, START, cycle), lambda: fill_dates(START, cycle, START)):
        with pytest.raises(UnusableInput) as caught:
            wrong()
        assert caught.value.field == "cycle_days"


def test_fills_as_json_hold_decimal_texts() -> None:
    fills: Fills = plan_fills(scored(), AtHome(date(2027, 1, 4), {}), date(2027, 1, 4), 7)
    row = fills.to_json()["fills"][0]["rows"][0]
    assert row == {
        "product": "oxycodone tablet", "strength": "5", "unit": "mg", "form": "tablet", "counted_in": "tablet",
        "at_home": "0", "taken": "21", "dispensed": "21", "left_over": "0", "has_half": False, "halves": "14",
    }  # fmt: skip


def test_after_the_last_dose_nothing_is_filled_any_more() -> None:
    counted_on = date(2028, 1, 3)
    fills = plan_fills(scored(), AtHome(counted_on, {}), counted_on, 28)
    assert (fills.fills, fills.bridge) == ((), None)
