"""Dosages that cannot be read to the end: each is refused or told by name, and nothing is guessed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.medicines import factor_set, read_order
from glidepath_clinical.medicines.mme.total import Load, total_of
from glidepath_clinical.quantities import Dose, TimeOfDay

from .orders import DAILY, FENTANYL_75, METHADONE_10, MORPHINE_ER_30, OXYCODONE_5, RXNORM, codes, counted, line, order
from .orders import reasons as reasons_of

Json = dict[str, Any]
MORPHINE_10_PER_5_ML = "892589"


def dosed(dose: Json, **more: Any) -> Json:
    """A dosage line with this doseAndRate entry, once a day."""
    return {"doseAndRate": [dose], "timing": {"repeat": DAILY}, **more}


def quantity(value: Any, unit: str) -> Json:
    return {"doseQuantity": {"value": value, "unit": unit}}


@pytest.mark.parametrize(
    ("code", "dose", "reason"),
    [
        (MORPHINE_ER_30, {"type": {"text": "ordered"}}, "no_dose"),
        (FENTANYL_75, quantity(5, "mg"), "mixed_units"),
        (MORPHINE_ER_30, quantity(25, "mcg/h"), "mixed_units"),
        (MORPHINE_ER_30, quantity(5, "mL"), "mixed_units"),
        ("7804", quantity(5, "mL"), "no_strength"),
        (MORPHINE_10_PER_5_ML, quantity(2, "tablets"), "mixed_units"),
        (MORPHINE_ER_30, quantity(1, "patch"), "mixed_units"),
        (MORPHINE_ER_30, quantity(1, "teaspoon"), "unknown_unit"),
    ],
)
def test_an_amount_that_does_not_fit_the_product_is_refused_by_name(code: str, dose: Json, reason: str) -> None:
    assert reasons_of(counted(order(code, dosed(dose)))) == [reason]


def test_a_dose_in_words_alone_is_left_to_a_person() -> None:
    words = {"text": "one tablet as before", "timing": {"repeat": DAILY}}
    result = counted(order(MORPHINE_ER_30, words))
    assert reasons_of(result) == ["no_dose"]
    assert "in words alone" in result.ordered_maximum.not_counted[0].because


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        ({"frequency": "often", "period": 1, "periodUnit": "d"}, "the frequency is no number"),
        ({"frequency": 2}, "a frequency without a period"),
        ({"frequency": 2, "period": 1, "periodUnit": "a"}, 'periodUnit "a" is not one of'),
        ({"frequency": 2, "period": 0, "periodUnit": "d"}, "the period is no number above zero"),
    ],
)
def test_a_rhythm_that_is_not_whole_is_refused_with_what_is_wrong(repeat: Json, words: str) -> None:
    read = read_order(order(MORPHINE_ER_30, {**dosed(quantity(1, "tablet")), "timing": {"repeat": repeat}}))
    assert read.dosages[0].timing.per_day_high is None
    assert any(problem.startswith("no_timing") and words in problem for problem in read.dosages[0].timing.problems)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"timeOfDay": ["25:00"]}, "unknown_time"),
        ({"when": ["SOMETIME"]}, "unknown_time"),
        ({"when": ["MORN", "EVE"], "frequency": 3}, "timing_conflict"),
        ({"boundsDuration": {"value": 5, "unit": "d"}}, "bounds"),
        ({"boundsPeriod": {"start": "2027"}}, "bounds"),
        ({"boundsPeriod": {"end": "2027-02-30"}}, "bounds"),
    ],
)
def test_what_is_odd_in_a_rhythm_is_told(more: Json, problem: str) -> None:
    assert problem in codes(counted(order(MORPHINE_ER_30, line(1, **more))))


def test_named_days_in_a_week_thin_out_a_daily_rhythm_and_count_in_a_weekly_one() -> None:
    days = {"dayOfWeek": ["mon", "wed", "fri"]}
    daily = order(MORPHINE_ER_30, line(1, **days))
    weekly = order(MORPHINE_ER_30, line(1, **days, period=1, periodUnit="wk"))
    for each in (daily, weekly):
        assert counted(each).ordered_maximum.mme_per_day == Fraction(3 * 30, 7)


def test_a_range_counts_from_its_low_to_its_high_end() -> None:
    bounds = {"doseRange": {"low": {"value": 1, "unit": "tablet"}, "high": {"value": 2, "unit": "tablet"}}}
    read = read_order(order(OXYCODONE_5, dosed(bounds, timing={"repeat": {"when": ["MORN"], **DAILY}})))
    assert (read.dosages[0].dose_low, read.dosages[0].dose_high) == (Dose.of(5, "mg"), Dose.of(10, "mg"))
    assert read.doses_on(None) is None, "a dose that may be one or two tablets is no known dose"


def test_doses_of_a_day_in_two_units_are_not_added_up() -> None:
    lines = [line(1, "mg", when=["MORN"]), line(1, "mcg/h", when=["EVE"])]
    assert read_order(order("999", *lines)).doses_on(None) is None


def most(value: Any, unit: str, per: Any = 1, period: str = "d") -> Json:
    return {
        "maxDosePerPeriod": {"numerator": {"value": value, "unit": unit}, "denominator": {"value": per, "unit": period}}
    }


def with_maximum(found: Json) -> Json:
    """The same line with the maximum in the list in which FHIR R4 has it."""
    return {**found, "maxDosePerPeriod": [found["maxDosePerPeriod"]]}


def test_a_stated_maximum_counts_for_an_as_needed_order_without_a_dose() -> None:
    needed = with_maximum({"asNeededBoolean": True, "timing": {"repeat": DAILY}, **most(40, "mg")})
    assert counted(order(OXYCODONE_5, needed)).ordered_maximum.mme_per_day == 60


def test_a_stated_maximum_below_a_fixed_order_is_told_and_the_order_counts() -> None:
    result = counted(order(OXYCODONE_5, with_maximum({**line(4), **most(10, "mg")})))
    assert (result.ordered_maximum.mme_per_day, codes(result)) == (30, {"maximum_below_order"})


@pytest.mark.parametrize("stated", [most(10, "mg", 0), most(10, "mg", 1, "moon"), most("ten", "mg")])
def test_a_stated_maximum_that_cannot_be_read_is_told(stated: Json) -> None:
    assert "maximum_not_read" in codes(counted(order(OXYCODONE_5, with_maximum({**line(1), **stated}))))


def test_two_codes_for_different_products_are_not_counted() -> None:
    both = {"coding": [{"system": RXNORM, "code": MORPHINE_ER_30}, {"system": RXNORM, "code": METHADONE_10}]}
    result = counted({**order(MORPHINE_ER_30, line(5, "mg")), "medicationCodeableConcept": both})
    assert reasons_of(result) == ["codes_disagree"]


def test_a_buprenorphine_patch_without_a_code_is_worn_for_a_week() -> None:
    named = {"medicationCodeableConcept": {"text": "Buprenorphine patch"}}
    patch = {**order("", line(10, "mcg/h", period=3), **named), **named}
    assert "wear_time: the patch is changed every 72 hours; it is worn for 168 hours" in [
        f"{warned.code}: {warned.words}" for warned in counted(patch).warnings
    ]


def test_milligrams_and_micrograms_meet_the_factor_in_its_own_unit() -> None:
    factors = factor_set("cdc-2022")
    for ingredient, route, form in (("morphine", "oral", "tablet"), ("fentanyl", "buccal", "tablet")):
        loads = [
            Load(ingredient, ingredient, route, form, Dose.of(*amount)) for amount in (("0.2", "mg"), (200, "mcg"))
        ]
        one, other = (total_of([load], factors).mme_per_day for load in loads)
        assert one == other


def test_two_units_that_nobody_knows_disagree_too() -> None:
    spoons = {"doseQuantity": {"value": 1, "unit": "teaspoon", "code": "tbs"}}
    assert reasons_of(counted(order(MORPHINE_ER_30, dosed(spoons)))) == ["units_disagree"]


def test_a_liquid_can_be_ordered_in_milligrams() -> None:
    assert counted(order(MORPHINE_10_PER_5_ML, line(10, "mg"))).ordered_maximum.mme_per_day == 10


def test_the_timing_code_for_the_morning_is_one_dose_in_the_morning() -> None:
    coded = {**line(1), "timing": {"code": {"coding": [{"code": "AM"}]}}}
    read = read_order(order(MORPHINE_ER_30, coded))
    assert read.dosages[0].timing.slots == (TimeOfDay.MORNING,)


def test_an_order_knows_its_product_its_name_and_how_it_is_taken() -> None:
    named = {**order("", line(1)), "medicationCodeableConcept": {"text": "morphine ER tablet"}}
    read = read_order(named)
    assert (read.product and read.product.name, read.display) == ("morphine ER tablet", "morphine ER tablet")
    assert read_order(order(MORPHINE_ER_30, line(1))).route == "oral"
