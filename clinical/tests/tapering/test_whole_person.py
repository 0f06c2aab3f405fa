"""What counts over the whole person: ceilings of an ingredient, and what must be known, beside adjuncts too."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import PlanRequest, plan

from .cases import medicine, morphine, planned, refused, request

OXYCODONE, HYDROCODONE = "oxycodone/acetaminophen tablet", "hydrocodone/acetaminophen tablet"
ORDER = {"order": [OXYCODONE, HYDROCODONE], "order_reason": "higher_risk_first"}


def combination(product: str, *doses: str, **more: Any) -> dict[str, Any]:
    return medicine(product, *doses, strengths=["5/325"], **more)


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize("more", [{"role": "adjunct"}, {}])
def test_acetaminophen_of_two_combinations_is_one_amount(more: dict[str, Any]) -> None:
    rows = [combination(OXYCODONE, "15", "10", "10", "15"), combination(HYDROCODONE, "15", "10", "10", "15", **more)]
    document = refused(request(medicines=rows, **({} if more else ORDER)))
    (refusal,) = document["refusals"]
    assert refusal["code"] == "above_daily_limit"
    assert "6500 mg of acetaminophen a day together" in refusal["because"]
    assert f"({OXYCODONE} and {HYDROCODONE}), above the ceiling of 4000" in refusal["because"]


def test_two_combinations_within_the_ceiling_are_planned() -> None:
    rows = [combination(OXYCODONE, "10", "10", "10", "10"), combination(HYDROCODONE, "10", "10", role="adjunct")]
    checks = planned(request(medicines=rows))["certificate"]["checks"]
    assert {"name": "ceilings_hold_together", "holds": True, "because": []} in checks


@pytest.mark.hazard("HZ-01")
def test_two_releases_of_tapentadol_are_held_to_the_lower_ceiling_from_the_first_step() -> None:
    rows = [
        medicine("tapentadol tablet", "100", "100", "100"),
        medicine("tapentadol ER tablet 12 h", "200", "200", role="adjunct"),
    ]
    (refusal,) = refused(request(medicines=rows))["refusals"]
    assert refusal["because"].startswith("step 1 would hold 650 mg of tapentadol a day together")
    assert refusal["field"] == "medicines"


@pytest.mark.hazard("HZ-01")
def test_a_medicine_that_is_kept_above_its_ceiling_is_named_at_the_first_step() -> None:
    kept = medicine("gabapentin tablet", "1600", "1600", "1600", role="adjunct")
    (refusal,) = refused(request(medicines=[morphine("30", "30", "30"), kept]))["refusals"]
    assert (
        "step 1 would hold 4800 mg of gabapentin a day (gabapentin tablet), above the ceiling of 3600"
        in (refusal["because"])
    )


def test_a_medicine_that_waits_above_its_ceiling_is_named_and_lowered_first_it_is_planned() -> None:
    rows = [morphine("30", "30", "30"), medicine("tramadol tablet", "100", "100", "100", "150", strengths=["50"])]
    names = ["morphine ER tablet", "tramadol tablet"]
    waiting = request(medicines=rows, order=names, order_reason="higher_risk_first")
    assert "450 mg of tramadol" in refused(waiting)["refusals"][0]["because"]
    assert planned({**waiting, "order": names[::-1]})["certificate"]["holds"]


def test_the_same_substance_by_another_route_has_a_ceiling_of_its_own() -> None:
    patch = {"product": "buprenorphine transdermal system 168 h", "unit": "mcg/h", "doses": {"morning": "20"}}
    kept = medicine("buprenorphine sublingual tablet", "16", "8", role="adjunct")
    goal = {"kind": "dose", "daily": "10"}
    document = plan(PlanRequest.from_json(request(medicines=[patch, kept], goal=goal))).to_json()
    assert "above_daily_limit" not in str(document)


@pytest.mark.hazard("HZ-01")
def test_naloxone_is_asked_for_beside_an_opioid_that_is_kept() -> None:
    lowered = medicine("lorazepam tablet", "2", "2", halves_confirmed=["0.5"])
    rows = [lowered, morphine("90", "90", role="adjunct")]
    body = request(medicines=rows, framework="asam25-benzodiazepine", goal={"kind": "percent", "percent": "50"})
    answers = {"pregnant": "no", "active_suicidality": "no", "cancer_treatment": "no", "sickle_cell": "no",
               "palliative_or_end_of_life": "no", "opioid_use_disorder_treatment": "no", "epilepsy_medicine": "no",
               "seizure_history": "no", "daily_alcohol": "no", "age_years": "50"}  # fmt: skip
    none = refused({**body, "person": {**answers, "naloxone_on_hand": "no"}})
    assert [each["code"] for each in none["refusals"]] == ["no_naloxone_on_hand"]
    unknown = planned({**body, "person": answers})
    assert unknown["not_assessed"] == ["naloxone"]
    assert planned({**body, "person": {**answers, "naloxone_on_hand": "yes"}})["not_assessed"] == []


def test_a_seizure_refuses_beside_a_benzodiazepine_that_is_kept() -> None:
    rows = [morphine("30", "30", "30"), medicine("lorazepam tablet", "2", "2", role="adjunct")]
    document = refused(request(medicines=rows, person={"seizure_history": "yes"}))
    assert [each["code"] for each in document["refusals"]] == ["seizure_history"]
