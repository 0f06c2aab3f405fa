"""Orders that contradict themselves: never a silent choice."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.medicines.coded_product import coded_products, find_coded
from glidepath_clinical.medicines.fhir_orders.strength_in_words import strength_disagreement

from .orders import FENTANYL_75, MORPHINE_ER_30, OXYCODONE_5, RXNORM, codes, counted, line, order, reasons

MORPHINE_2_MG_ML, HYDROCODONE_10_300 = "892589", "856980"


def _named(code: str, name: str, dosage: dict[str, Any]) -> dict[str, Any]:
    concept = {"coding": [{"system": RXNORM, "code": code}], "text": name}
    return {**order(code, dosage), "medicationCodeableConcept": concept}


@pytest.mark.hazard("HZ-05")
def test_tablets_whose_code_and_name_disagree_in_strength_are_not_counted_and_said() -> None:
    result = counted(_named(OXYCODONE_5, "Oxycodone 10 MG Oral Tablet", line(2)))
    assert (result.ordered_maximum.mme_per_day, reasons(result)) == (0, ["strength_disagrees"])
    assert "strength_disagrees" in codes(result)
    because = result.ordered_maximum.not_counted[0].because
    assert because == "the code says 5 mg, the words say 10 mg; find out which is meant"


def test_a_dose_in_milligrams_needs_no_strength_and_still_says_that_they_disagree() -> None:
    result = counted(_named(OXYCODONE_5, "Oxycodone 10 MG Oral Tablet", line(20, "mg")))
    assert (result.ordered_maximum.mme_per_day, result.ordered_maximum.complete) == (30, True)
    assert "strength_disagrees" in codes(result)


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        (OXYCODONE_5, "oxycodone 5mg tab", ""),
        (OXYCODONE_5, "OXYCODONE HCL 5 MG TABLET", ""),
        (OXYCODONE_5, "oxycodone", ""),
        (OXYCODONE_5, "oxycodone 0.005 g", ""),
        (HYDROCODONE_10_300, "Norco 10-325 mg", ""),
        (HYDROCODONE_10_300, "hydrocodone 5 mg/acetaminophen 300 mg", "the code says 10 mg, the words say 5 mg"),
        (HYDROCODONE_10_300, "acetaminophen 300 mg with hydrocodone", ""),
        (MORPHINE_2_MG_ML, "morphine 10 mg/5 mL", ""),
        (MORPHINE_2_MG_ML, "morphine 100 mg/5 mL", "the code says 2 mg/mL, the words say 20 mg/mL"),
        (MORPHINE_2_MG_ML, "morphine oral solution 10 mg", ""),
        (MORPHINE_2_MG_ML, "morphine 20 mg/0 mL", ""),
        (FENTANYL_75, "fentanyl 75 mcg/hr patch", ""),
        (FENTANYL_75, "fentanyl 25 mcg patch", "the code says 75 mcg/h, the words say 25 mcg/h"),
    ],
)
def test_a_name_is_compared_in_the_unit_of_the_product(code: str, name: str, said: str) -> None:
    coded = find_coded(code)
    assert coded is not None
    assert strength_disagreement(coded, [name]) == said


def test_no_product_of_the_table_disagrees_with_its_own_name() -> None:
    assert [each.name for each in coded_products().values() if strength_disagreement(each, [each.name])] == []


def test_a_name_of_great_length_is_read_in_no_time() -> None:
    coded = find_coded(MORPHINE_ER_30)
    assert coded is not None
    assert strength_disagreement(coded, ["1-" * 1_000_000]) == ""


def test_a_range_written_the_wrong_way_round_counts_its_larger_end() -> None:
    bounds = {"low": {"value": 3, "unit": "tablet"}, "high": {"value": 1, "unit": "tablet"}}
    doses = counted(order(OXYCODONE_5, {**line(1), "doseAndRate": [{"doseRange": bounds}]}))
    often = counted(order(OXYCODONE_5, line(1, frequency=4, frequencyMax=2)))
    soon = counted(order(OXYCODONE_5, line(1, period=6, periodMax=4, periodUnit="h")))
    for result, expected in ((doses, 22.5), (often, 30), (soon, 45)):
        assert result.ordered_maximum.mme_per_day == expected
        assert "range_reversed" in codes(result)


def test_dates_the_wrong_way_round_do_not_make_a_line_vanish() -> None:
    result = counted(order(OXYCODONE_5, line(2, boundsPeriod={"start": "2027-02-01", "end": "2027-01-01"})))
    assert result.ordered_maximum.mme_per_day == 15
    assert "bounds" in codes(result)


def test_a_status_that_fhir_does_not_know_counts_and_is_named() -> None:
    result = counted(order(OXYCODONE_5, line(2), status="Active"))
    assert result.ordered_maximum.mme_per_day == 15
    assert "status_unknown" in codes(result)


def test_a_frequency_of_zero_is_no_rhythm() -> None:
    assert reasons(counted(order(OXYCODONE_5, line(2, frequency=0)))) == ["no_timing"]


@pytest.mark.parametrize(
    ("repeat", "problem", "expected"),
    [
        ({"when": ["MORN", "SOON"]}, "unknown_time", 15),
        ({"dayOfWeek": ["mon", "payday"]}, "unknown_day", 7.5),
        ({"frequencyMax": "3"}, "not_read", 7.5),
        ({"timeOfDay": 8}, "not_read", 7.5),
    ],
)
def test_what_cannot_be_read_of_a_rhythm_is_named_and_takes_nothing_away(
    repeat: dict[str, Any], problem: str, expected: float
) -> None:
    result = counted(order(OXYCODONE_5, line(1, **repeat)))
    assert result.ordered_maximum.mme_per_day == expected
    assert problem in codes(result)


def test_doses_in_units_that_cannot_be_compared_are_refused() -> None:
    two = [{"doseQuantity": {"value": 5, "unit": "mg"}}, {"doseQuantity": {"value": 25, "unit": "mcg/h"}}]
    result = counted(order("7804", {**line(1), "doseAndRate": two}))
    assert reasons(result) == ["mixed_units"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"rateRatio": {"numerator": {"value": 2, "unit": "mg"}, "denominator": {"unit": "h"}}}, "rate_not_read"),
        ({"doseQuantity": {"value": 1, "unit": "tablet", "comparator": ">"}}, "no_amount"),
        ({"doseQuantity": "one tablet"}, "not_read"),
    ],
)
def test_an_amount_that_is_not_one_number_is_refused_by_name(entry: dict[str, Any], reason: str) -> None:
    assert reasons(counted(order(OXYCODONE_5, {**line(1), "doseAndRate": [entry]}))) == [reason]


def test_a_code_that_is_not_known_and_stands_alone_may_be_an_opioid() -> None:
    result = counted(order("999999", line(1)))
    assert reasons(result) == ["unknown_medicine"]
    assert "999999" in result.ordered_maximum.not_counted[0].because
