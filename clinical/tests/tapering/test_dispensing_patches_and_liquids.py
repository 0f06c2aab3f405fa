"""Patches by their days of change, liquids by the mL and in bottles, combinations by both their amounts."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli.main import main
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.certificate.supply import supply_problems
from glidepath_clinical.tapering.dispensing import (
    AtHome,
    Bottles,
    assumptions,
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
PATCH, DROPS = "fentanyl transdermal system 72 h", "methadone oral solution / concentrate"
FILM = "buprenorphine/naloxone sublingual film"
START = date(2027, 1, 11)
EMPTY = AtHome(START, {})


def pace(percent: str, days: int) -> Json:
    return {"reduction_percent": percent, "basis": "original", "every_days": days}


def patches(**more: Any) -> Json:
    """Fentanyl 100 mcg/h from patches of 12, 25 and 50, lowered by a quarter every 30 days."""
    worn = {"product": PATCH, "unit": "mcg/h", "strengths": ["12", "25", "50"], "doses": {"morning": "100"}, **more}
    return planned(request(framework=None, pace=pace("25", 30), medicines=[worn]))


def drops(**more: Any) -> Json:
    """Methadone 5 mg a day from 1 mg/mL, lowered by a quarter every 14 days in half millilitres."""
    liquid = medicine(DROPS, "5", strengths=["1"], **more)
    return planned(request(framework=None, pace=pace("25", 14), medicines=[liquid]))


def rows(document: Json, at_home: AtHome, cycle: int, **more: Any) -> list[list[tuple[str, str, str]]]:
    fills = plan_fills(document, at_home, at_home.counted_on, cycle, **more).to_json()
    assert list(supply_problems(document, fills, more.get("bottles", Bottles({})).sizes)) == []
    return [[(row["strength"], row["dispensed"], row["left_over"]) for row in fill["rows"]] for fill in fills["fills"]]


def test_a_patch_is_counted_once_for_each_day_of_change() -> None:
    assert rows(patches(), EMPTY, 30)[:3] == [[("25", "30", "0")], [("50", "10", "0")], [("25", "10", "0")]]


def test_several_strengths_worn_together_are_each_dispensed() -> None:
    worn = {"product": PATCH, "unit": "mcg/h", "strengths": ["12", "25"], "doses": {"morning": "37"}}
    document = planned(request(framework=None, pace=pace("50", 30), medicines=[worn]))
    assert rows(document, AtHome(date(2027, 1, 5), {}), 6)[0] == [("25", "2", "0"), ("12", "2", "0")]


def test_the_days_of_change_that_are_printed_are_the_days_on_which_patches_are_used() -> None:
    document = patches()
    for step in document["steps"][:-1]:
        first, last = date.fromisoformat(step["starts_on"]), date.fromisoformat(step["ends_on"])
        days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
        used = [day.isoformat() for day in days if units_on(document, day, day)]
        assert used == step["medicines"][0]["patch"]["changes_on"]


def test_a_fill_between_two_days_of_change_holds_the_patches_put_on_in_it() -> None:
    told = patches(patch_changed_on="2027-01-09")
    assert told["steps"][0]["starts_on"] == "2027-01-12"
    first, second = rows(told, AtHome(date(2027, 1, 10), {}), 4)[:2]
    assert (first, second) == ([("25", "3", "0")], [("25", "3", "0")])


def test_patches_of_a_person_who_holds_are_counted_to_the_last_day_named() -> None:
    (held,) = changed(patches(), event("hold"))
    at_home = AtHome(date(2027, 2, 20), {(PATCH, "50"): Fraction(2)})
    assert rows(held, at_home, 30, through=date(2027, 4, 20)) == [[("50", "8", "0")], [("50", "10", "0")]]
    assert run_out(held, at_home).on == date(2027, 2, 28)


def test_a_worn_patch_runs_out_on_the_day_of_change_for_which_there_is_none() -> None:
    found = run_out(patches(), AtHome(START, {(PATCH, "25"): Fraction(7), (PATCH, "50"): Fraction(99)}))
    assert found.to_json() == {"on": "2027-01-17", "missing": [f"{PATCH} 25 mcg/h"]}


def test_a_patch_whose_day_of_change_nobody_knows_is_refused_by_name() -> None:
    pain = medicine("morphine ER tablet", "90", "90", "90", strengths=["15"])
    kept = {"product": PATCH, "unit": "mcg/h", "strengths": ["25"], "doses": {"morning": "25"}, "role": "adjunct"}
    document = planned(request(medicines=[pain, kept]))
    for count in (lambda: run_out(document, EMPTY), lambda: plan_fills(document, EMPTY, START, 28)):
        with pytest.raises(UnusableInput, match="was changed last is not known") as caught:
            count()
        assert caught.value.field == "patch_changed_on"
    told = planned(request(medicines=[pain, {**kept, "patch_changed_on": "2027-01-10"}]))
    assert rows(told, EMPTY, 28, through=date(2027, 4, 1))[0] == [("15", "420", "0"), ("25", "9", "0")]


def test_the_step_of_a_patch_waits_for_a_refill_on_a_day_of_change() -> None:
    assert steps_off_the_cycle(patches(), START, 28)[0] == (2, date(2027, 2, 10), date(2027, 4, 5))


def test_a_liquid_is_dispensed_to_the_millilitre() -> None:
    document = drops()
    assert rows(document, AtHome(START, {(DROPS, "1"): Fraction("7.5")}), 28)[0] == [("1", "90.5", "0")]
    row = plan_fills(document, EMPTY, START, 28).to_json()["fills"][0]["rows"][0]
    assert (row["unit"], row["counted_in"], row["has_half"], row["halves"]) == ("mg/mL", "mL", False, "0")


def test_a_liquid_in_bottles_is_dispensed_in_whole_ones_and_the_rest_is_used_next() -> None:
    bottles = Bottles.from_json([{"product": DROPS, "strength": "1.0", "mL": "30"}])
    assert rows(drops(), EMPTY, 28, bottles=bottles) == [
        [("1", "120", "22")], [("1", "30", "10")], [("1", "0", "3")],
    ]  # fmt: skip
    row = plan_fills(drops(), EMPTY, START, 28, bottles=bottles).to_json()["fills"][0]["rows"][0]
    assert (row["bottle_mL"], row["bottles"]) == ("30", "4")


def test_films_are_whole_and_named_with_both_amounts() -> None:
    films = medicine(FILM, "8", strengths=["2/0.5", "4/1", "8/2"])
    document = planned(request(framework=None, pace=pace("50", 28), medicines=[films]))
    fill = plan_fills(document, AtHome(START, {(FILM, "4/1"): Fraction(3)}), START, 28).to_json()["fills"][0]
    assert [(row["strength"], row["partner_strength"], row["dispensed"]) for row in fill["rows"]] == [("4", "1", "25")]


PLANS = {"patches": patches, "drops": drops}


@pytest.mark.parametrize(
    ("plan_of", "unit", "field", "told"),
    [
        ("patches", (PATCH, "25", "1.5"), "at_home.units[0].count", "must be whole units"),
        ("drops", ("morphine ER tablet", "15", "0.5"), "at_home.units[0].count", "must be whole units"),
        ("drops", ("oxycodone tablet", "5", "0.3"), "at_home.units[0].count", "whole units or halves"),
        ("drops", ("what is it", "5", "0.3"), "at_home.units[0].count", "whole units or halves"),
    ],
)
def test_a_part_of_what_is_never_divided_cannot_be_at_home(
    plan_of: str, unit: tuple[str, str, str], field: str, told: str
) -> None:
    product, strength, count = unit
    at_home = AtHome.from_json(
        {"counted_on": "2027-01-11", "units": [{"product": product, "strength": strength, "count": count}]}
    )
    with pytest.raises(UnusableInput, match=told) as caught:
        plan_fills(PLANS[plan_of](), at_home, START, 28)
    assert caught.value.field == field


def test_a_liquid_that_no_step_takes_is_left_over_by_name() -> None:
    other = AtHome(START, {("morphine oral solution", "20"): Fraction("12.3"), (DROPS, "10"): Fraction("2.25")})
    surplus = plan_fills(drops(), other, START, 28).to_json()["surplus"]
    assert [(row["product"], row["strength"], row["count"]) for row in surplus] == [
        ("morphine oral solution", "20", "12.3"), (DROPS, "10", "2.25"),
    ]  # fmt: skip


def test_tablets_of_a_combination_are_named_with_both_amounts_or_refused() -> None:
    both = medicine("oxycodone/acetaminophen tablet", "10", strengths=["5/325"])
    document = planned(request(framework=None, pace=pace("50", 28), medicines=[both]))
    named = AtHome(START, {("oxycodone/acetaminophen tablet", "5/325"): Fraction(6)})
    assert rows(document, named, 28)[0] == [("5", "22", "0")]
    with pytest.raises(UnusableInput, match="write both, such as 5/325") as caught:
        plan_fills(document, AtHome(START, {("oxycodone/acetaminophen tablet", "5"): Fraction(6)}), START, 28)
    assert caught.value.field == "at_home.units[0].strength"


@pytest.mark.parametrize(
    ("bottles", "field"),
    [
        ([{"product": DROPS, "strength": "2", "mL": "30"}], "bottles[0].strength"),
        ([{"product": DROPS, "strength": "1", "mL": "0"}], "bottles[0].mL"),
        ([{"product": DROPS, "strength": "1", "mL": "30"}] * 2, "bottles[1].strength"),
        ([{"product": "morphine oral solution", "strength": "2", "mL": "30"}], "bottles[0].product"),
        ([{"product": DROPS, "strength": "1", "mL": "30", "oz": "1"}], "bottles[0].oz"),
        ("one", "bottles"),
    ],
)
def test_a_bottle_that_cannot_be_is_refused_with_its_field(bottles: Any, field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        plan_fills(drops(), EMPTY, START, 28, bottles=Bottles.from_json(bottles))
    assert caught.value.field == field


def test_what_is_taken_for_granted_is_said() -> None:
    assert [row["code"] for row in assumptions(drops())] == ["opened_bottle_keeps"]
    assert [row["code"] for row in assumptions(patches())] == ["patch_changed_on_assumed"]
    assert assumptions(patches(patch_changed_on="2027-01-09")) == []
    needed = medicine("oxycodone tablet", "10", strengths=["5"], as_needed=True, ordered_maximum="20")
    document = planned(request(framework=None, pace=pace("50", 28), medicines=[needed]))
    assert [row["code"] for row in assumptions(document)] == ["as_needed_as_taken"]


def test_a_form_that_is_neither_counted_nor_worn_nor_measured_is_refused_by_name() -> None:
    spoilt = drops()
    spoilt["present"]["medicines"][0]["form"] = "spray"
    with pytest.raises(UnusableInput, match="neither counted nor worn nor measured"):
        run_out(spoilt, AtHome(date(2027, 1, 5), {}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"dispensed": "100", "left_over": "2"}, "not whole bottles"),
        ({"bottles": "5"}, "prints 5 bottles"),
        ({"dispensed": "150", "left_over": "52"}, "more is dispensed"),
    ],
)
def test_the_second_count_notices_a_wrong_bottle(change: Json, told: str) -> None:
    document, bottles = drops(), Bottles({(DROPS, "1"): Fraction(30)})
    fills = plan_fills(document, EMPTY, START, 28, bottles=bottles).to_json()
    fills["fills"][0]["rows"][0] |= change
    assert any(told in problem for problem in supply_problems(document, fills, bottles.sizes))


@pytest.mark.parametrize(
    ("place", "change", "told"),
    [
        (0, {"collect_on": "2027-01-12"}, "a protected or a later day"),
        (1, {"collect_on": "2027-01-20"}, "sooner than it must be"),
    ],
)
def test_the_second_count_notices_a_wrong_day_of_collection(place: int, change: Json, told: str) -> None:
    document = patches()
    fills = plan_fills(document, EMPTY, START, 30).to_json()
    fills["fills"][place] |= change
    assert any(told in problem for problem in supply_problems(document, fills))


def test_the_second_count_notices_a_left_over_that_is_lost_and_a_liquid_too_much() -> None:
    document = drops()
    fills = plan_fills(document, EMPTY, START, 7).to_json()
    row = fills["fills"][1]["rows"][0]
    row |= {"at_home": "3", "dispensed": "25"}
    assert any("does not begin with what was left over" in problem for problem in supply_problems(document, fills))
    row |= {"at_home": "0", "dispensed": "28.5", "left_over": "0.5"}
    assert any("more is dispensed" in problem for problem in supply_problems(document, fills))


def test_the_second_count_notices_days_before_the_first_fill_that_are_not_what_is_taken() -> None:
    document = drops()
    fills = plan_fills(document, AtHome(date(2027, 1, 5), {}), START, 28).to_json()
    fills["bridge"]["rows"][0]["taken"] = "1"
    assert any("2027-01-05 does not take" in problem for problem in supply_problems(document, fills))


@given(ahead=st.integers(0, 120))
def test_the_second_count_knows_the_patches_of_any_day(ahead: int) -> None:
    on = date.fromordinal(START.toordinal() + ahead)
    fills = plan_fills(patches(), AtHome(on, {}), on, 28).to_json()
    assert list(supply_problems(patches(), fills)) == []


def test_the_command_counts_bottles_and_says_what_is_taken_for_granted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {
        "plan": drops(),
        "at_home": {"counted_on": "2027-01-11", "units": []},
        "first_fill_on": "2027-01-11", "cycle_days": 28,
        "bottles": [{"product": DROPS, "strength": "1", "mL": "30"}],
    }  # fmt: skip
    path = tmp_path / "supply.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    assert main(["supply", str(path)]) == 0
    told = capsys.readouterr().out
    assert "120 mL dispensed in 4 × 30 mL" in told
    assert "how long it keeps after opening is not known here" in told
