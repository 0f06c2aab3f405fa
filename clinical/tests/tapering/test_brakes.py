"""No plan stops abruptly under a slow pace: not by an amount, a large tablet, or an invented original dose."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.medicines import find_product
from glidepath_clinical.tapering import PlanRequest, plan
from glidepath_clinical.tapering.terminal_phase import smallest_made

from .cases import medicine, morphine, planned, refused, request
from .change_events import changed, event
from .change_events import codes as change_codes

Json = dict[str, Any]
TENTH = {"reduction_percent": "10", "basis": "original", "every_days": 28}
TIMES = ("morning", "noon", "evening")


def patch(*strengths: str) -> Json:
    """A fentanyl patch of 100 mcg/h."""
    more = {"strengths": list(strengths)} if strengths else {}
    return {**medicine("fentanyl transdermal system 72 h", "100", **more), "unit": "mcg/h"}


def fixed(amount: str, days: int = 28) -> Json:
    """A pace of so much a step."""
    return {"reduction_amount": amount, "basis": "fixed", "every_days": days}


@pytest.mark.parametrize(
    ("taken", "amount"),
    [(morphine("90", "90", "90"), "255"), (patch(), "88"), (medicine("lorazepam tablet", "6"), "5.5")],
    ids=["morphine", "fentanyl", "lorazepam"],
)
def test_an_amount_above_half_of_the_present_dose_is_a_sudden_stop(taken: Json, amount: str) -> None:
    document = refused(request(framework=None, pace=fixed(amount, 56), medicines=[taken]))
    assert [(row["code"], row["field"]) for row in document["refusals"]] == [("abrupt_stop", "pace.reduction_amount")]


def test_half_of_the_present_dose_is_the_most_that_an_amount_may_be() -> None:
    document = planned(request(framework=None, pace=fixed("135"), goal={"kind": "dose", "daily": "135"}))
    assert document["steps"][0]["medicines"][0]["daily"] == "135"


LARGE_UNITS = {
    "methadone dispersible tablet": medicine("methadone dispersible tablet", "40"),
    "fentanyl 100": patch("100"),
    "morphine ER 200": morphine("0", "0", "200", strengths=("200",)),
    "morphine 20 mg/mL in steps of 10 mL": medicine(
        "morphine oral solution", "200", strengths=["20"], measurable_volume="10"
    ),
    "gabapentin 600 twice": medicine("gabapentin tablet", "600", "0", "600"),
    "alprazolam 2 mg alone": medicine("alprazolam tablet", "2", "2", "2", strengths=["2"]),
}


@pytest.mark.parametrize("taken", LARGE_UNITS.values(), ids=LARGE_UNITS)
def test_a_large_unit_is_not_dropped_at_a_slow_pace_when_smaller_ones_are_made(taken: Json) -> None:
    document = refused(request(framework=None, pace=TENTH, medicines=[taken]))
    assert [row["code"] for row in document["refusals"]] == ["cap_unreachable"]
    assert (document["at"], document["steps_so_far"]) == (1, [])


def test_it_says_that_a_smaller_unit_is_made() -> None:
    (refusal,) = refused(request(framework=None, pace=TENTH, medicines=[LARGE_UNITS["morphine ER 200"]]))["refusals"]
    assert "dropping 200 mg at once passes the agreed cap, and units of 10 mg are made" in refusal["because"]


@pytest.mark.parametrize("name", ["fentanyl 100", "morphine ER 200", "gabapentin 600 twice", "alprazolam 2 mg alone"])
def test_it_offers_a_way_that_keeps_half_of_the_dose_at_each_step(name: str) -> None:
    pace = {"reduction_percent": "20", "basis": "original", "every_days": 28}
    found = refused(request(framework=None, pace=pace, medicines=[LARGE_UNITS[name]]))["offers"]
    assert found
    for offer in found:
        days = [offer["plan"]["present"], *offer["plan"]["steps"]]
        daily = [Fraction(day["medicines"][0]["daily"]) for day in days]
        phases = [day["phase"] for day in days]
        for before, after, phase in zip(daily, daily[1:], phases[1:], strict=False):
            assert phase != "reduction" or after >= before * Fraction(12, 25)


@pytest.mark.parametrize(
    ("product", "doses_a_day", "least"),
    [
        ("morphine tablet", 4, "15"),
        ("morphine ER tablet", 3, "15"),
        ("morphine ER tablet", 2, "10"),
        ("oxycodone ER tablet 12 h", 2, "10"),
        ("oxycodone ER capsule", 2, "9"),
        ("lorazepam tablet", 3, "0.5"),
        ("clonazepam tablet", 2, "0.125"),
        ("gabapentin tablet", 3, "100"),
        ("gabapentin oral solution", 3, "25"),
        ("fentanyl transdermal system 72 h", 1, "12"),
        ("hydrocodone ER tablet 24 h", 1, "10"),
        ("methadone dispersible tablet", 1, "5"),
    ],
)
def test_the_smallest_unit_is_of_the_same_release_and_can_be_taken_as_often(
    product: str, doses_a_day: int, least: str
) -> None:
    assert smallest_made(find_product(product), doses_a_day) == Fraction(least)


def test_the_smallest_unit_that_is_made_may_be_dropped() -> None:
    document = planned(request(medicines=[medicine("oxycodone ER tablet 12 h", "10", "0", "10")]))
    assert [step["phase"] for step in document["steps"]] == ["terminal", "stopped"]


def continued(original: str, steps: str, **more: Any) -> Json:
    """That a plan goes on from an earlier version with this dose three times a day."""
    doses = dict.fromkeys(TIMES, original)
    return {"on_step": steps, "first_change_done": True, "original_doses": doses, **more}


def test_an_original_dose_that_the_steps_cannot_have_led_from_is_refused() -> None:
    document = refused(request(framework=None, pace=TENTH, continues=continued("900", "1")))
    assert [row["code"] for row in document["refusals"]] == ["original_not_credible"]
    assert "to 2430 at the lowest, not to the present 270" in document["refusals"][0]["because"]


def test_whatever_the_original_dose_a_reduction_takes_half_of_the_dose_before_at_most() -> None:
    earlier = continued("900", "9", previous_content_hash="a" * 64)
    document = planned(request(framework=None, pace=TENTH, continues=earlier))
    daily = [Fraction(270), *(Fraction(step["medicines"][0]["daily"]) for step in document["steps"])]
    phases = [step["phase"] for step in document["steps"]]
    assert daily[1] == 135
    assert all(
        after >= before / 2 for before, after, was in zip(daily, daily[1:], phases, strict=False) if was == "reduction"
    )


def test_a_request_without_a_first_framework_prints_none() -> None:
    tablets = medicine("hydromorphone tablet", "8", "8", "8", pace={**TENTH, "reduction_percent": "25"})
    other = medicine("oxycodone tablet", "20", "20", strengths=["5"])
    body = request(
        medicines=[tablets, other], order=["hydromorphone tablet", "oxycodone tablet"], order_reason="higher_risk_first"
    )
    answer = plan(PlanRequest.from_json(body)).to_json()
    assert answer["framework"] is None


HALF_A_DAY = {"reduction_percent": "50", "basis": "original", "every_days": 1}
FAST_SITE = {
    "id": "site-fast", "name": "Fast", "version": "1", "source": "The site's own protocol", "population": "all",
    "approved_by": "medical director", "classes": ["opioid"], "basis": "original", "target_percent": "30",
    "cap_percent": "30", "every_days": 1, "follow_up": "daily", "in_person": "yes",
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "most", "cite"),
    [
        (
            request(framework="asam25-benzodiazepine", pace=HALF_A_DAY, medicines=[
                medicine("alprazolam tablet", "2", "2", "2", "2")]),
            "25 % every 14 days", "asam-benzodiazepine-2025",
        ),
        (request(pace=HALF_A_DAY), "20 % every 1 days", "va-otdt"),
        (request(framework="site-fast", site_framework=FAST_SITE), "20 % every 1 days", "va-otdt"),
        (request(framework=None, pace=fixed("60", 1)), "20 % every 1 days", "va-otdt"),
    ],
    ids=["alprazolam", "morphine", "a site", "an amount"],
)  # fmt: skip
def test_a_pace_beyond_the_fastest_of_its_class_is_refused_with_the_limit_and_its_source(
    body: Json, most: str, cite: str
) -> None:
    (refusal,) = refused(body)["refusals"]
    assert (refusal["code"], refusal["cite"]) == ("pace_too_fast", cite)
    assert most in refusal["because"]


@pytest.mark.parametrize(("days", "needs"), [(7, []), (6, ["reason", "in_person_plan", "two_signatures"])])
def test_an_own_pace_that_only_the_rapid_framework_has_needs_what_that_needs(days: int, needs: list[str]) -> None:
    document = planned(request(pace={"reduction_percent": "20", "basis": "original", "every_days": days}))
    assert [row["code"] for row in document["requires"]] == needs


def test_an_amount_that_is_agreed_anew_is_held_against_what_is_taken_now() -> None:
    assert change_codes(planned(request()), event("re_pace", framework=None, pace=fixed("120"))) == ("abrupt_stop",)
    (slower,) = changed(planned(request()), event("re_pace", framework=None, pace=fixed("15")))
    assert slower["pace"]["cap_amount"] == "15"


def test_an_offer_is_made_of_what_can_be_taken_as_often_a_day() -> None:
    document = refused(request(framework="cdc22-long", medicines=[morphine("30", "30", "30")]))
    assert document["offers"]
    for offer in document["offers"]:
        assert not offer["plan"]["products"][0]["product"].startswith("morphine ER capsule")


@pytest.mark.parametrize(
    ("taken", "framework"),
    [
        (medicine("lorazepam tablet", "1", "0", "1"), "asam25-benzodiazepine"),
        (medicine("gabapentin capsule", "600", "600", "600"), "gabapentinoid-high"),
    ],
    ids=["lorazepam", "gabapentin"],
)
def test_an_offer_is_never_coarser_than_what_was_refused(taken: Json, framework: str) -> None:
    document = refused(request(framework=framework, medicines=[taken]))
    assert {offer["kind"] for offer in document["offers"]} <= {"hold_longer", "halves", "lowest_that_keeps_the_cap"}


@pytest.mark.parametrize(
    ("product", "dose"),
    [("zolpidem tablet", "30"), ("tapentadol ER tablet 12 h", "1000"), ("temazepam capsule", "60"),
     ("tramadol tablet", "600")],
)  # fmt: skip
def test_above_a_ceiling_it_says_what_a_prescriber_must_decide(product: str, dose: str) -> None:
    slow = {"reduction_percent": "5", "basis": "original", "every_days": 28}
    document = refused(request(framework=None, pace=slow, medicines=[medicine(product, dose)]))
    assert [row["code"] for row in document["refusals"]] == ["cap_unreachable", "above_ceiling"]
    assert "a prescriber decides how the dose comes down to the ceiling" in document["refusals"][1]["because"]
