"""MME sums: duplicates, plans, holds, steps, statements, wear time and factor sets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from glidepath_clinical.medicines import (
    Counting,
    UnknownFactorSet,
    collect_orders,
    factor_set,
    factor_sets,
    find_product,
    mme_of_regimen,
)
from glidepath_clinical.quantities import Dose

from .orders import FENTANYL_75, METHADONE_10, MORPHINE_ER_30, OXYCODONE_5, codes, counted, line, order, reasons, taken


def test_three_equal_orders_add_up_and_duplicate_therapy_is_a_warning() -> None:
    result = counted(*[order("892596", line(unit="capsule"), id=str(number)) for number in range(3)])
    assert result.ordered_maximum.mme_per_day == 60
    assert result.ordered_maximum.complete
    assert codes(result) == {"duplicate_therapy"}


def test_the_same_resource_twice_in_a_file_is_one_order() -> None:
    same = order(MORPHINE_ER_30, line(), id="one")
    collected = collect_orders([same, dict(same)])
    assert len(collected.orders) == 1
    assert collected.problems[0].startswith("same_resource_twice")


def test_two_orders_without_an_id_are_two_orders() -> None:
    assert counted(order(MORPHINE_ER_30, line()), order(MORPHINE_ER_30, line())).ordered_maximum.mme_per_day == 60


@pytest.mark.parametrize("status", ["stopped", "cancelled", "completed", "entered-in-error", "draft"])
def test_an_order_that_is_over_does_not_count(status: str) -> None:
    result = counted(order(MORPHINE_ER_30, line(), status=status))
    assert (result.ordered_maximum.mme_per_day, result.ordered_maximum.complete) == (0, True)
    assert result.orders[0].counting is Counting.NOT


def test_an_order_on_hold_stands_apart() -> None:
    result = counted(order(MORPHINE_ER_30, line(), status="on-hold"), order(OXYCODONE_5, line()))
    assert result.ordered_maximum.mme_per_day == Fraction("7.5")
    assert result.on_hold.mme_per_day == 30


def test_an_unknown_status_counts_and_is_a_warning() -> None:
    result = counted(order(MORPHINE_ER_30, line(), status="unknown"))
    assert result.ordered_maximum.mme_per_day == 30
    assert "status_unknown" in codes(result)


def test_an_order_not_to_give_a_medicine_does_not_count() -> None:
    assert counted(order(MORPHINE_ER_30, line(), doNotPerform=True)).ordered_maximum.mme_per_day == 0


def test_a_plan_counts_only_while_no_order_of_the_same_medicine_stands_beside_it() -> None:
    plan = order(OXYCODONE_5, line(6), intent="plan")
    alone, beside = counted(plan), counted(plan, order(OXYCODONE_5, line(2)))
    assert (alone.ordered_maximum.mme_per_day, beside.ordered_maximum.mme_per_day) == (45, 15)
    assert "planned_order" in codes(alone)


def test_dated_steps_never_add_up_over_each_other() -> None:
    first = line(6, boundsPeriod={"start": "2027-01-01", "end": "2027-01-28"})
    second = line(4, boundsPeriod={"start": "2027-01-29", "end": "2027-02-25"})
    taper = order(OXYCODONE_5, first, second)
    assert counted(taper).ordered_maximum.mme_per_day == 45
    assert counted(taper).on == date(2027, 1, 1)
    assert counted(taper, on=date(2027, 1, 29)).ordered_maximum.mme_per_day == 30
    assert counted(taper, on=date(2027, 3, 1)).ordered_maximum.mme_per_day == 0


def test_steps_without_dates_are_counted_together_and_that_is_a_warning() -> None:
    result = counted(order(OXYCODONE_5, {**line(2), "sequence": 1}, {**line(1), "sequence": 2}))
    assert result.ordered_maximum.mme_per_day == Fraction("22.5")
    assert "sequence_without_dates" in codes(result)


def test_what_is_really_taken_comes_from_statements_and_silence_is_named() -> None:
    asked, said = order(MORPHINE_ER_30, line(3)), taken(MORPHINE_ER_30, line(2))
    known = counted(asked, said)
    assert (known.ordered_maximum.mme_per_day, known.really_taken.mme_per_day) == (90, 60)
    assert known.really_taken.complete
    silent = counted(asked).really_taken
    assert (silent.complete, [each.reason for each in silent.not_counted]) == (False, ["not_recorded"])


def test_a_statement_of_one_medicine_says_nothing_about_another() -> None:
    result = counted(order(MORPHINE_ER_30, line()), order(OXYCODONE_5, line()), taken(MORPHINE_ER_30, line()))
    assert [each.medicine for each in result.really_taken.not_counted] == ["oxycodone tablet 5 mg"]


def test_a_medicine_stated_as_not_taken_is_a_known_zero() -> None:
    result = counted(order(OXYCODONE_5, line()), taken(OXYCODONE_5, status="not-taken"))
    assert (result.really_taken.mme_per_day, result.really_taken.complete) == (0, True)


def test_a_statement_that_is_over_does_not_answer_for_an_order_that_stands() -> None:
    result = counted(order(OXYCODONE_5, line()), taken(OXYCODONE_5, line(), status="completed"))
    assert not result.really_taken.complete


@pytest.mark.parametrize(("hours", "warns"), [(24, True), (48, False), (72, False), (96, True)])
def test_a_fentanyl_patch_counts_its_rate_and_wear_time_is_watched(hours: int, warns: bool) -> None:
    result = counted(order(FENTANYL_75, line(1, "patch", period=hours, periodUnit="h")))
    assert result.ordered_maximum.mme_per_day == 180
    assert ("wear_time" in codes(result)) is warns


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize(
    ("factors", "tablets", "expected"),
    [
        ("cdc-2022", 3, "141"),
        ("cdc-2016", 2, "80"),
        ("cdc-2016", 4, "320"),
        ("cdc-2016", 6, "600"),
        ("cms-2018", 7, "840"),
    ],
)
def test_methadone_is_flat_or_tiered_on_the_total_of_the_day(factors: str, tablets: int, expected: str) -> None:
    split = counted(order(METHADONE_10, line(1)), order(METHADONE_10, line(tablets - 1)), factors=factors)
    assert split.ordered_maximum.mme_per_day == Fraction(expected)
    assert split.factor_set.name == factors


def test_one_set_counts_patches_per_day_and_comes_to_the_same_at_72_hours() -> None:
    patch = order(FENTANYL_75, line(1, "patch", period=72, periodUnit="h"))
    assert counted(patch, factors="cms-2018").ordered_maximum.mme_per_day == 180
    without = {key: value for key, value in line(1, "patch").items() if key != "timing"}
    assert reasons(counted(order(FENTANYL_75, without), factors="cms-2018")) == ["no_timing"]


def test_the_set_with_buprenorphine_reports_with_and_without() -> None:
    film = order("351265", line(1))
    total = counted(film, order(OXYCODONE_5, line(2)), factors="heal").ordered_maximum
    assert (total.mme_per_day, total.without_apart) == (Fraction("325.4"), 15)


def test_every_factor_set_states_its_source_and_never_a_factor_for_what_it_excludes() -> None:
    for factors in factor_sets():
        assert factors.mark == "V"
        assert not {each.ingredient for each in factors.factors} & set(factors.excluded)
    with pytest.raises(UnknownFactorSet, match="cdc-2022"):
        factor_set("cdc-2030")


def test_a_regimen_of_known_products_is_counted_and_an_unknown_dose_is_named() -> None:
    known = mme_of_regimen([(find_product("morphine ER tablet"), Dose.of(270, "mg"))])
    assert (known.mme_per_day, known.complete, known.text) == (270, True, "270")
    both = mme_of_regimen(
        [
            (find_product("morphine ER tablet"), Dose.of("22.5", "mg")),
            (find_product("tapentadol tablet"), None),
            (find_product("diazepam tablet"), Dose.of(5, "mg")),
        ]
    )
    assert both.text == "at least 22.5, not counted: tapentadol tablet"
    patch = mme_of_regimen([(find_product("fentanyl transdermal system 72 h"), Dose.of(75, "mcg/h"))])
    assert patch.mme_per_day == 180
    excluded = mme_of_regimen([(find_product("buprenorphine buccal film"), Dose.of(300, "mcg"))])
    assert [each.reason for each in excluded.not_counted] == ["excluded"]


def test_a_lower_bound_is_never_rounded_up() -> None:
    film = find_product("buprenorphine buccal film")
    total = mme_of_regimen([(find_product("morphine tablet"), Dose.of("3.36", "mg")), (film, Dose.of(75, "mcg"))])
    assert total.text.startswith("at least 3.3,")
