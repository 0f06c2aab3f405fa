"""Exact doses, percentages and the doses of a day."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.quantities import (
    DayDoses,
    Dose,
    Percent,
    QuantityError,
    TimeOfDay,
    Unit,
    UnitMismatch,
    decimal_text,
    exact_text,
    parse_decimal,
    rounded_decimal,
)


@pytest.mark.parametrize(
    ("written", "value"),
    [("22.5", Fraction(45, 2)), (" 7 ", Fraction(7)), (".5", Fraction(1, 2)), (5, Fraction(5)), ("-3", Fraction(-3))],
)
def test_a_plain_decimal_is_read_exactly(written: object, value: Fraction) -> None:
    assert parse_decimal(written, "dose") == value


@pytest.mark.parametrize(
    "written",
    ["", "1,5", "1e3", "NaN", "inf", "1.", "½", "٣", "12 mg", "1_000", "0x10", "1/3", "9" * 50, 1.5, True, None, [1]],
)
def test_what_is_no_plain_decimal_is_refused_naming_the_field(written: object) -> None:
    with pytest.raises(QuantityError) as refused:
        parse_decimal(written, "morning")
    assert refused.value.field == "morning"
    assert "22.5" in refused.value.message


@pytest.mark.parametrize("written", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999999")])
def test_a_decimal_that_no_person_would_write_is_refused(written: Decimal) -> None:
    with pytest.raises(QuantityError):
        parse_decimal(written, "dose")


def test_a_binary_float_is_refused_by_name() -> None:
    with pytest.raises(QuantityError, match="binary floating-point"):
        Dose.of(0.1, "mg")  # type: ignore[arg-type]  # the refusal of a wrong type is what is tested


def test_digits_are_exact_and_without_trailing_zeros() -> None:
    assert [decimal_text(Fraction(text)) for text in ("22.50", "100", "0", "-0.125")] == ["22.5", "100", "0", "-0.125"]


def test_a_third_has_no_exact_digits_and_says_so() -> None:
    with pytest.raises(QuantityError, match="no exact decimal digits"):
        decimal_text(Fraction(1, 3))
    assert exact_text(Fraction(10, 3)) == "10/3"
    assert str(Dose.of(Fraction(10, 3), "mg")) == "10/3 mg"


def test_rounding_for_display_goes_half_up() -> None:
    assert rounded_decimal(Fraction("0.25"), 1) == Decimal("0.3")
    assert rounded_decimal(Fraction("-0.25"), 1) == Decimal("-0.3")
    assert rounded_decimal(Fraction(50, 3), 1) == Decimal("16.7")


def test_a_dose_below_zero_is_refused() -> None:
    with pytest.raises(QuantityError, match="below zero"):
        Dose.of("-5", "mg")
    with pytest.raises(QuantityError, match="below zero"):
        Dose.of(5, "mg") - Dose.of(10, "mg")


def test_an_unknown_unit_is_refused_with_the_units_that_are_known() -> None:
    with pytest.raises(QuantityError, match="mcg/h"):
        Dose.of("5", "drops")


@pytest.mark.hazard("HZ-05")
def test_milligrams_and_micrograms_never_meet_in_one_sum_or_comparison() -> None:
    milligrams, micrograms = Dose.of(5, "mg"), Dose.of(5, "mcg")
    for together in (
        lambda: milligrams + micrograms,
        lambda: milligrams - micrograms,
        lambda: milligrams < micrograms,
        lambda: milligrams >= micrograms,
        lambda: Percent.change(milligrams, micrograms),
    ):
        with pytest.raises(UnitMismatch):
            together()
    assert milligrams != micrograms


def test_doses_of_one_unit_add_subtract_multiply_and_compare() -> None:
    five, ten = Dose.of("5", "mg"), Dose.of("10", "mg")
    assert five + five == ten
    assert ten - five == five
    assert five * Fraction(3, 2) == Dose.of("7.5", "mg")
    assert 2 * five == ten
    assert five < ten <= ten
    assert ten.text == "10"
    assert Dose.of(0, "mg").is_zero


def test_a_dose_is_not_multiplied_by_a_float() -> None:
    with pytest.raises(TypeError):
        Dose.of(5, "mg") * 0.5  # type: ignore[operator]  # the refusal of a wrong type is what is tested


def test_one_sixth_stays_one_sixth() -> None:
    cut = Percent.change(Dose.of(90, "mg"), Dose.of(75, "mg"))
    assert cut.value == Fraction(50, 3)
    assert str(cut.rounded(1)) == "16.7"
    assert cut.of_dose(Dose.of(90, "mg")) == Dose.of(15, "mg")


def test_a_rise_is_a_negative_reduction_and_of_zero_there_is_none() -> None:
    assert Percent.change(Dose.of(10, "mg"), Dose.of(15, "mg")).text == "-50"
    with pytest.raises(QuantityError, match="dose of zero"):
        Percent.change(Dose.of(0, "mg"), Dose.of(5, "mg"))


def test_the_doses_of_a_day_stand_in_the_order_of_the_day() -> None:
    given = {TimeOfDay.EVENING: Dose.of("22.5", "mg"), TimeOfDay.MORNING: Dose.of(15, "mg")}
    day = DayDoses.of(given, Unit.MG)
    assert list(day) == [TimeOfDay.MORNING, TimeOfDay.EVENING]
    assert day.daily == Dose.of("37.5", "mg")
    assert day[TimeOfDay.EVENING].text == "22.5"
    assert TimeOfDay.NOON not in day


def test_a_day_in_two_units_is_refused() -> None:
    with pytest.raises(UnitMismatch):
        DayDoses.of({TimeOfDay.MORNING: Dose.of(5, "mcg")}, Unit.MG)


def test_an_amount_that_is_no_exact_fraction_never_becomes_a_dose() -> None:
    with pytest.raises(QuantityError, match="exact Fraction"):
        Dose(2.5, Unit.MG)  # type: ignore[arg-type]  # the refusal of a wrong type is what is tested


def test_a_dose_meets_only_doses() -> None:
    five: Any = Dose.of(5, "mg")
    for together in (lambda: five + 1, lambda: five - 1, lambda: five > 1):
        with pytest.raises(TypeError):
            together()
    assert five > Dose.of("4.9", "mg")


def test_times_of_day_out_of_order_or_twice_are_refused() -> None:
    five = Dose.of(5, "mg")
    for times in ((TimeOfDay.NOON, TimeOfDay.MORNING), (TimeOfDay.NOON, TimeOfDay.NOON)):
        with pytest.raises(QuantityError, match="in the order of the day"):
            DayDoses(tuple((time, five) for time in times), Unit.MG)


def test_a_percentage_is_read_exactly_or_refused_by_its_name() -> None:
    assert Percent.of("16.7").value == Fraction(167, 10)
    with pytest.raises(QuantityError) as refused:
        Percent.of("a tenth", "cap_percent")
    assert refused.value.field == "cap_percent"
