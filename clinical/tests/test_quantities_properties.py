"""Properties of exact amounts that hold for every number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from glidepath_clinical.quantities import Dose, Percent, decimal_text, parse_decimal, rounded_decimal
from hypothesis import given
from hypothesis import strategies as st

decimals = st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False)
fractions = st.fractions(min_value=0, max_value=10**6, max_denominator=10**6)


@given(decimals)
def test_digits_that_are_written_are_read_back_unchanged(number: Decimal) -> None:
    assert parse_decimal(decimal_text(Fraction(number)), "dose") == Fraction(number)


@given(decimals, decimals, decimals)
def test_sums_do_not_depend_on_their_order(one: Decimal, two: Decimal, three: Decimal) -> None:
    a, b, c = (Dose.of(each, "mg") for each in (one, two, three))
    assert (a + b) + c == a + (b + c)
    assert (a + b) - b == a


@given(fractions, fractions.filter(bool))
def test_a_cut_in_percent_gives_the_dose_back(after: Fraction, before: Fraction) -> None:
    first, second = Dose.of(max(before, after), "mg"), Dose.of(min(before, after), "mg")
    assert first - Percent.change(first, second).of_dose(first) == second


@given(st.fractions(max_denominator=10**9), st.integers(min_value=0, max_value=6))
def test_rounding_is_never_off_by_more_than_half_a_place(value: Fraction, places: int) -> None:
    assert abs(Fraction(rounded_decimal(value, places)) - value) * 2 <= Fraction(1, 10**places)


@given(st.text(max_size=60))
def test_any_text_is_either_a_number_or_refused_by_name(text: str) -> None:
    try:
        parse_decimal(text, "dose")
    except ValueError as refused:
        assert str(refused).startswith("dose: ")
