"""What counts over the whole person: ceilings of an ingredient, and what must be known, beside adjuncts too."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import PlanRequest, UnusableInput, certify, plan

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


def mme(most: str) -> dict[str, str]:
    return {"kind": "mme", "mme_per_day": most}


@pytest.mark.hazard("HZ-01")
def test_a_goal_in_mme_is_of_everything_that_is_taken() -> None:
    kept = medicine("oxycodone tablet", "20", "20", role="adjunct", strengths=["5"])
    document = planned(request(medicines=[morphine("90", "90", "90"), kept], goal=mme("90")))
    assert document["steps"][-1]["mme_per_day"] == "90"
    said = "The goal of 90 MME a day is of the whole person: what is kept gives 60 MME, which leaves 30 mg a day."
    assert said in document["because"]


def test_a_goal_in_mme_that_is_a_medicines_own_is_of_that_medicine() -> None:
    rows = [morphine("90", "90", "90", goal=mme("90")), medicine("oxycodone tablet", "40", role="adjunct")]
    assert planned(request(medicines=rows))["steps"][-1]["mme_per_day"] == "150"


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("kept", "code", "words"),
    [
        (("oxycodone tablet", "40"), "mme_goal_unreachable", "oxycodone tablet alone gives 60 MME a day and is kept"),
        (("levorphanol tablet", "2"), "mme_factor_unknown", "levorphanol tablet cannot be counted in MME"),
    ],
)
def test_a_goal_in_mme_that_what_is_kept_passes_or_hides_is_refused(
    kept: tuple[str, str], code: str, words: str
) -> None:
    rows = [morphine("90", "90", "90"), medicine(*kept, role="adjunct")]
    (refusal,) = refused(request(medicines=rows, goal=mme("50")))["refusals"]
    assert refusal["code"] == code
    assert refusal["because"].startswith(words)


def test_the_checker_holds_a_goal_in_mme_against_the_whole_person() -> None:
    kept = medicine("oxycodone tablet", "20", "20", role="adjunct", strengths=["5"])
    document = planned(request(medicines=[morphine("90", "90", "90"), kept], goal=mme("90")))
    document["request"]["goal"]["mme_per_day"] = "150"
    assert "goal_is_reached" in certify(document).failed


def test_a_goal_in_mme_off_the_grid_says_that_the_plan_ends_above_it_in_mme() -> None:
    document = planned(request(goal=mme("50")))
    said = "60 mg is the nearest daily dose above it, so the plan ends above the goal, at 60 MME a day."
    assert f"The goal of 50 MME a day cannot be dispensed; {said}" in document["because"]
    (refusal,) = refused(request(goal=mme("500")))["refusals"]
    assert refusal["because"] == "the goal of 500 MME a day is above the present 270 MME"


def test_nothing_is_left_out_of_the_load_once_buprenorphine_is_stopped() -> None:
    film = {**medicine("buprenorphine buccal film", "150"), "unit": "mcg"}
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    document = planned(request(medicines=[film], framework=None, pace=pace))
    assert [step["mme_complete"] for step in document["steps"]][-1] is True
    assert document["present"]["mme_complete"] is False


def test_a_first_change_of_a_fixed_amount_of_its_own_is_certified() -> None:
    site = {
        "id": "site-first", "name": "First", "version": "1", "source": "own", "population": "all",
        "approved_by": "medical director", "classes": ["opioid"], "basis": "fixed", "target_amount": "30",
        "cap_amount": "30", "first_target_amount": "60", "first_cap_amount": "60", "every_days": 28,
        "follow_up": "monthly", "in_person": "no",
    }  # fmt: skip
    document = planned(request(framework="site-first", site_framework=site))
    assert [step["medicines"][0]["daily"] for step in document["steps"]][:2] == ["210", "180"]


def test_a_patch_that_is_changed_only_after_the_first_step_is_refused_by_its_field() -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    with pytest.raises(UnusableInput, match=r"medicines\[0\].patch_changed_on"):
        PlanRequest.from_json(request(medicines=[{**patch, "patch_changed_on": "2027-01-12"}]))


@pytest.mark.parametrize("name", ["MS Contin", "M.S. Contin 30 mg", "Oxycontin", "morfina"])
def test_a_brand_is_refused_with_the_products_of_its_opioid(name: str) -> None:
    (refusal,) = refused(request(medicines=[medicine(name, "30")]))["refusals"]
    near = refusal["because"].partition("nearest: ")[2].split(", ")
    assert near and all(each.startswith(("morphine ", "oxycodone")) for each in near)


@pytest.mark.hazard("HZ-01")
def test_a_step_that_lowers_only_what_is_printed_on_the_patches_is_told_as_no_reduction() -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    small = {"basis": "fixed", "reduction_amount": "1.5", "every_days": 28}
    asked = {**patch, "strengths": ["12", "62.5", "100"]}
    body = request(medicines=[asked], framework=None, pace=small, goal={"kind": "dose", "daily": "98.5"})
    said = "from 100 to 98.5 mcg/h lowers what is printed; delivered are 100, then 100: this step is no real reduction."
    assert f"{patch['product']}: {said}" in planned(body)["because"]


def test_a_plan_with_the_smallest_fentanyl_patch_says_what_it_delivers() -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    said = "fentanyl transdermal system 72 h: the patch marked 12 mcg/h delivers nominally 12.5."
    assert said in planned(request(medicines=[patch]))["because"]
