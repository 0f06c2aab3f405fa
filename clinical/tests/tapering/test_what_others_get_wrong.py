"""Faults that were seen in other tools, each as a test of this one."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from glidepath_clinical.medicines import collect_orders, factor_set, mme_of_orders
from glidepath_clinical.tapering import PlanRequest, plan
from glidepath_clinical.tapering.forms import order_text, plan_words
from glidepath_clinical.tapering.proposal import Answers, Kind, propose

from .cases import codes, dailies, doses, half_way, medicine, morphine, planned, request
from .forms_readers import from_order_text, from_plain_words, of_the_plan

Json = dict[str, Any]
MORPHINE_ER = (15, 30, 60, 100, 200)


def reachable(most: int) -> list[int]:
    """Every dose that some morphine ER tablets make, found by adding one tablet after another."""
    made = {0}
    for dose in range(1, most + 1):
        made |= {dose} if any(dose - strength in made for strength in MORPHINE_ER) else set()
    return sorted(made - {0})


def greedy_makes(dose: int) -> bool:
    for strength in reversed(MORPHINE_ER):
        dose %= strength
    return dose == 0


def units_make(row: Json) -> Fraction:
    """The daily dose that the printed tablets really are."""
    units = [unit for dose in row["doses"].values() for unit in dose["units"]]
    return sum((Fraction(unit["strength"]) * Fraction(unit["count"]) for unit in units), Fraction(0))


@pytest.mark.hazard("HZ-09")
def test_asked_for_ten_percent_the_tablets_never_deliver_more() -> None:
    """A demo asked for 10 % and dispensed a cut of 50 %; where no tablets keep 10 %, this one refuses."""
    pace = {"reduction_percent": "10", "basis": "original", "every_days": 28}
    coarse = medicine("oxycodone tablet", "20", "20", strengths=["10"])
    assert codes(request(framework=None, pace=pace, medicines=[coarse])) == ["cap_unreachable"]
    usual = planned(request(framework=None, pace=pace, medicines=[morphine("90", "90", "90")]))
    for before, step in pairwise([usual["present"], *usual["steps"]]):
        cut = units_make(before["medicines"][0]) - units_make(step["medicines"][0])
        assert step["phase"] != "reduction" or cut <= 27


def test_a_taper_never_rises_on_any_day_at_any_time() -> None:
    for day in ("30", "45", "60", "75", "90"):
        document = planned(request(framework="va-slowest", medicines=[morphine(day, "90", "60")]))
        taken = [doses(document["present"]), *(doses(step) for step in document["steps"])]
        for before, after in pairwise(taken):
            assert all(Fraction(later) <= Fraction(now) for now, later in zip(before, after, strict=True))


def test_plan_pills_and_printed_words_agree_in_every_step() -> None:
    document = planned(request(medicines=[morphine("105", "75", "90", strengths=("15", "60", "100"))]))
    said = of_the_plan(document)
    assert from_order_text(order_text(document)) == (said, said, said)
    assert from_plain_words(plan_words(document, "en"), "en") == said
    assert from_plain_words(plan_words(document, "es"), "es") == said


def test_a_long_taper_is_never_made_faster_to_fit_a_number_of_steps() -> None:
    drops = medicine("methadone oral solution / concentrate", "60", strengths=["1"])
    pace = {"reduction_percent": "1", "basis": "original", "every_days": 14}
    document = planned(request(framework=None, pace=pace, medicines=[drops]))
    dailies_of = [Fraction(daily) for daily in ["60", *dailies(document)]]
    assert len(document["steps"]) > 100
    assert max(before - after for before, after in pairwise(dailies_of)) <= Fraction("0.6")


def test_every_reachable_dose_is_made_where_greedy_packing_fails() -> None:
    every = reachable(360)
    assert (len(every), sum(not greedy_makes(dose) for dose in every)) == (53, 28)
    pace = {"reduction_percent": "50", "basis": "current", "every_days": 28}
    for dose in every:
        row = morphine(str(dose), strengths=tuple(map(str, MORPHINE_ER)))
        body = request(framework=None, pace=pace, medicines=[row])
        units = plan(PlanRequest.from_json(body)).to_json()["present"]["medicines"][0]["doses"]
        made = sum(int(unit["strength"]) * int(unit["count"]) for unit in units["morning"]["units"])
        assert made == dose


def test_a_cut_is_shared_over_the_day() -> None:
    document = planned(request(medicines=[morphine("90", "90", "90")]))
    assert doses(document["steps"][0]) == ("75", "75", "75")


def test_two_patients_share_nothing() -> None:
    one, other = request(), request(medicines=[morphine("30", "30", "60")])
    first = planned(one)
    second = planned(other)
    second["steps"][0]["medicines"][0]["doses"].clear()
    first_again, second_again = planned(one), planned(other)
    assert first_again == first
    assert second_again["steps"][0]["medicines"][0]["doses"]
    asked = PlanRequest.from_json(one)
    one["medicines"][0]["doses"]["noon"] = "15"
    assert plan(asked).to_json() == first


@pytest.mark.parametrize(("dose", "strength"), [("7.5", "7.5"), ("22.5", "7.5"), ("0.375", "0.125"), ("3.75", "1.25")])
def test_no_fraction_is_lost_on_the_way_in_or_out(dose: str, strength: str) -> None:
    name = {"7.5": "oxycodone tablet", "0.125": "clonazepam orally disintegrating tablet"}.get(strength)
    row = medicine(name, dose, strengths=[strength]) if name else medicine(
        "oxycodone tablet", dose, strengths=["7.5"], halves_confirmed=["7.5"]
    )  # fmt: skip
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    document = planned(request(framework=None, pace=pace, medicines=[row], continues=half_way(dose)))
    assert document["present"]["medicines"][0]["daily"] == dose
    assert of_the_plan(json.loads(json.dumps(document)))[0, "morning"] == Fraction(dose)


def test_a_sixth_is_a_sixth_and_never_a_rounded_percentage() -> None:
    assert planned(request())["pace"]["target_share"] == "1/6"
    assert dailies(planned(request())) == ["225", "180", "135", "90", "45", "30", "15", "0"]


def ordered_mme(*orders: Json) -> str:
    result = mme_of_orders(collect_orders(list(orders)).orders, factor_set("cdc-2022"), None)
    assert result.ordered_maximum.complete
    return str(result.ordered_maximum.mme_per_day)


def order(code: str, *lines: Json, number: int = 1) -> Json:
    coding = {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": code}
    return {"resourceType": "MedicationRequest", "id": str(number), "status": "active", "intent": "order",
            "medicationCodeableConcept": {"coding": [coding]}, "dosageInstruction": list(lines)}  # fmt: skip


def line(value: float, unit: str, **repeat: Any) -> Json:
    quantity = {"value": value, "unit": unit}
    return {"doseAndRate": [{"doseQuantity": quantity}], "timing": {"repeat": repeat}}


EVERY_DAY: Json = {"frequency": 1, "period": 1, "periodUnit": "d"}


def test_twenty_and_twenty_and_twenty_are_sixty() -> None:
    """Three orders of 20 mg summed to 20 elsewhere."""
    assert ordered_mme(*(order("892596", line(1, "capsule", **EVERY_DAY), number=place) for place in range(3))) == "60"


def test_a_patch_of_75_mcg_an_hour_is_180_and_not_504() -> None:
    assert ordered_mme(order("197696", line(1, "patch", frequency=1, period=3, periodUnit="d"))) == "180"


def test_an_order_in_two_lines_is_the_sum_of_both() -> None:
    """Two in the morning, one and a half in the evening: an exception elsewhere."""
    lines = (line(2, "tablet", **EVERY_DAY, when=["MORN"]), line(1.5, "tablet", **EVERY_DAY, when=["EVE"]))
    assert ordered_mme(order("1049621", *lines)) == "105/4"


def test_missing_safety_answers_never_read_as_go_on() -> None:
    assert propose(Answers({}, {})).kind is Kind.CANNOT_SAY
    asked = planned(request(person={"pregnant": "no"}))["not_assessed"]
    assert {"naloxone", "suicidality"} <= set(asked)
