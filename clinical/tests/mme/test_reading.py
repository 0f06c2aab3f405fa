"""Reading orders: units, names, references, rough shapes and times of day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.medicines import (
    UnusableDocument,
    collect_orders,
    mme_of_orders,
    read_order,
)
from glidepath_clinical.quantities import Dose, TimeOfDay

from .orders import DAILY, MORPHINE_ER_30, OXYCODONE_5, RXNORM, counted, line, order, reasons


@pytest.mark.hazard("HZ-05")
def test_a_unit_whose_code_and_words_disagree_is_refused() -> None:
    wrong = line()
    wrong["doseAndRate"] = [{"doseQuantity": {"value": 30, "unit": "mcg", "code": "mg"}}]
    assert reasons(counted(order(MORPHINE_ER_30, wrong))) == ["units_disagree"]


def test_a_code_and_a_name_that_disagree_are_not_counted() -> None:
    concept = {"coding": [{"system": RXNORM, "code": OXYCODONE_5}], "text": "Morphine 15 mg tablet"}
    result = counted({**order(OXYCODONE_5, line(30, "mg")), "medicationCodeableConcept": concept})
    assert (result.ordered_maximum.mme_per_day, reasons(result)) == (0, ["name_disagrees"])


def test_a_code_that_says_no_opioid_does_not_hide_an_opioid_in_the_words() -> None:
    concept = {"coding": [{"system": RXNORM, "code": "197591"}], "text": "Morphine sulfate 30 MG tablet"}
    result = counted({**order(OXYCODONE_5, line()), "medicationCodeableConcept": concept})
    assert reasons(result) == ["name_disagrees"]


def test_strength_is_never_read_from_words() -> None:
    concept = {"coding": [{"system": RXNORM, "code": "999"}], "text": "Oxycodone 10 MG something new"}
    unknown = {**order("999", line()), "medicationCodeableConcept": concept}
    assert reasons(counted(unknown)) == ["no_strength"]


def test_a_dose_in_milligrams_needs_no_strength_but_needs_a_route() -> None:
    by_mouth = {**order("7804", {**line(20, "mg"), "route": {"text": "oral"}})}
    nowhere = order("7804", line(20, "mg"))
    assert counted(by_mouth).ordered_maximum.mme_per_day == 30
    assert reasons(counted(nowhere)) == ["no_factor"]


def test_a_product_is_found_by_its_full_name_when_the_code_is_missing() -> None:
    named = {
        **order("", line()),
        "medicationCodeableConcept": {"text": "Morphine Sulfate 30 MG Extended Release Oral Tablet"},
    }
    assert counted(named).ordered_maximum.mme_per_day == 30


def test_a_medicine_without_a_name_is_not_counted_and_said() -> None:
    nameless = {**order("", line()), "medicationCodeableConcept": {}}
    assert reasons(counted(nameless)) == ["unknown_medicine"]


def test_a_brand_without_a_known_code_is_noticed_as_an_opioid() -> None:
    branded = {**order("", line()), "medicationCodeableConcept": {"text": "Percocet"}}
    result = counted(branded)
    assert (result.orders[0].ingredient, reasons(result)) == ("oxycodone", ["no_strength"])


def test_a_medicine_that_only_sounds_like_an_opioid_is_none() -> None:
    other = {**order("", line()), "medicationCodeableConcept": {"text": "Apomorphine injection"}}
    assert not counted(other).orders[0].is_opioid


def test_a_medication_resource_is_found_inside_the_order_and_in_the_bundle() -> None:
    medicine = {
        "resourceType": "Medication",
        "id": "m1",
        "code": {"coding": [{"system": RXNORM, "code": MORPHINE_ER_30}]},
    }
    base = order(MORPHINE_ER_30, line())
    del base["medicationCodeableConcept"]
    inside = {**base, "contained": [medicine], "medicationReference": {"reference": "#m1"}}
    assert counted(inside).ordered_maximum.mme_per_day == 30
    for address, reference in (("urn:uuid:1", "urn:uuid:1"), ("", "Medication/m1")):
        entries = [{"fullUrl": address, "resource": medicine}]
        entries.append({"resource": {**base, "medicationReference": {"reference": reference}}})
        found = collect_orders({"resourceType": "Bundle", "entry": entries})
        assert mme_of_orders(found.orders).ordered_maximum.mme_per_day == 30


def test_a_dosage_line_of_a_wrong_shape_makes_the_dose_unknown() -> None:
    broken = order(MORPHINE_ER_30, line())
    broken["dosageInstruction"].append("one more at night")
    result = counted(broken)
    assert (result.ordered_maximum.mme_per_day, reasons(result)) == (30, ["no_dose"])
    assert not result.orders[0].dose_known


def test_the_dosage_of_an_older_fhir_is_refused_by_name() -> None:
    older = {"doseQuantity": {"value": 1, "unit": "tablet"}, "timing": {"repeat": DAILY}}
    assert reasons(counted(order(MORPHINE_ER_30, older))) == ["old_fhir"]
    with pytest.raises(UnusableDocument, match="DSTU2"):
        collect_orders([{"resourceType": "MedicationOrder"}])


@pytest.mark.parametrize("value", [-1, "1", True, None, float("nan"), float("inf"), [1]])
def test_a_dose_that_is_no_number_is_unknown(value: Any) -> None:
    assert reasons(counted(order(MORPHINE_ER_30, line(value)))) == ["no_amount"]


def test_a_float_keeps_the_digits_that_were_written() -> None:
    result = counted(order(OXYCODONE_5, line(0.1, "mg", frequency=1)))
    assert reasons(result) == ["impossible_fraction"]
    assert counted(order("892589", line(0.1, "mL"))).ordered_maximum.mme_per_day == Fraction("0.2")


def test_the_doses_of_the_day_are_known_when_the_timing_says_the_times() -> None:
    read = read_order(order(OXYCODONE_5, line(2, when=["MORN"]), line(1.5, when=["EVE"])))
    day = read.doses_on(None)
    assert day is not None
    assert (day[TimeOfDay.MORNING].text, day[TimeOfDay.EVENING].text, day.daily.text) == ("10", "7.5", "17.5")
    assert (read.dose_known, read.strength) == (True, Dose.of(5, "mg"))


def test_three_times_a_day_says_no_times_of_day() -> None:
    assert read_order(order(OXYCODONE_5, line(1, frequency=3))).doses_on(None) is None


def test_a_date_without_a_time_and_a_moment_both_give_the_local_date() -> None:
    for text in ("2027-01-04", "2027-01-04T23:30:00-05:00"):
        assert read_order(order(OXYCODONE_5, authoredOn=text)).authored_on == date(2027, 1, 4)
    assert read_order(order(OXYCODONE_5, authoredOn="2027")).authored_on is None


def test_timing_codes_stand_for_a_rhythm() -> None:
    coded = line(1)
    coded["timing"] = {"code": {"coding": [{"code": "BID"}]}}
    assert counted(order(MORPHINE_ER_30, coded)).ordered_maximum.mme_per_day == 60
    coded["timing"] = {"code": {"text": "when it hurts"}}
    assert reasons(counted(order(MORPHINE_ER_30, coded))) == ["no_timing"]


def test_a_unit_that_nobody_knows_beside_one_that_is_known_is_a_disagreement() -> None:
    wrong = line()
    wrong["doseAndRate"] = [{"doseQuantity": {"value": 1, "unit": "tablet", "code": "puff"}}]
    assert reasons(counted(order(MORPHINE_ER_30, wrong))) == ["units_disagree"]


def test_a_liquid_ordered_in_milligrams_needs_no_volume() -> None:
    assert counted(order("892589", line(10, "mg", frequency=3))).ordered_maximum.mme_per_day == 30


def test_the_name_of_the_formulary_gives_the_route_and_no_strength() -> None:
    named = {**order("", line(20, "mg")), "medicationCodeableConcept": {"text": "Oxycodone  tablet"}}
    read = read_order(named)
    assert (read.route, read.coded, read.display, read.product and read.product.name) == (
        "oral",
        None,
        "Oxycodone  tablet",
        "oxycodone tablet",
    )
    assert counted(named).ordered_maximum.mme_per_day == 30


def test_a_timing_code_of_a_time_of_day_says_that_time() -> None:
    coded = {**line(2), "timing": {"code": {"coding": [{"code": "AM"}]}}}
    day = read_order(order(OXYCODONE_5, coded)).doses_on(None)
    assert day is not None
    assert dict(day) == {TimeOfDay.MORNING: Dose.of(10, "mg")}
