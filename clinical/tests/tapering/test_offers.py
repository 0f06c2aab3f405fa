"""When the cap cannot be kept, other ways are offered with their plans, and none is taken by itself."""

from __future__ import annotations

from typing import Any

from glidepath_clinical.tapering import certify, plan
from glidepath_clinical.tapering.request import PlanRequest

from .cases import codes, dailies, medicine, morphine, planned, refused, request


def offers(body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {offer["kind"]: offer for offer in refused(body)["offers"]}


def test_every_offer_is_a_certified_plan_that_its_own_request_gives_again() -> None:
    bodies = [
        request(pace={"reduction_percent": "5"}),
        request(framework="cdc22-short"),
        request(medicines=[morphine("120", "120", "120", strengths=("60",))]),
        request(medicines=[medicine("oxycodone tablet", "10", "10", strengths=["10"])], framework="cdc22-long"),
    ]
    found = [offer for body in bodies for offer in plan(PlanRequest.from_json(body)).to_json()["offers"]]
    assert len(found) >= 4
    for offer in found:
        assert certify(offer["plan"]).holds
        assert planned(offer["request"])["steps"] == offer["plan"]["steps"]


def test_holding_longer_is_offered_first_and_doubles_the_interval() -> None:
    first = refused(request(pace={"reduction_percent": "5"}))["offers"][0]
    assert first["kind"] == "hold_longer"
    assert first["plan"]["pace"]["every_days"] == 56
    assert first["plan"]["pace"]["cap_share"] == "1/10"


def test_the_other_strengths_of_the_product_are_offered() -> None:
    body = request(framework="va-slowest", medicines=[morphine("120", "120", "120", strengths=("60",))])
    offer = offers(body)["smaller_strengths"]
    assert "15" in offer["because"]
    assert offer["plan"]["products"][0]["strengths"] == ["15", "30", "60", "100", "200"]


def test_halves_are_offered_only_if_the_pharmacist_confirms_them() -> None:
    body = request(medicines=[medicine("morphine tablet", "30", "30", "30", strengths=["30"])])
    offer = {row["kind"]: row for row in planned(body)["offers"]}["halves"]
    assert "pharmacist confirms" in offer["because"]
    assert dailies(offer["plan"])[0] == "75"


def test_halves_of_an_er_tablet_are_never_offered() -> None:
    assert "halves" not in offers(request(pace={"reduction_percent": "5"}))


def test_an_immediate_release_tail_goes_on_from_the_last_dose_that_keeps_the_cap() -> None:
    body = request(pace={"reduction_percent": "10", "basis": "current"}, goal={"kind": "dose", "daily": "120"})
    offer = offers(body)["immediate_release_tail"]
    assert offer["plan"]["products"][0]["product"] == "morphine tablet"
    assert offer["plan"]["present"]["medicines"][0]["daily"] == "135"
    assert offer["plan"]["steps"][0]["starts_on"] == "2027-09-20"


def test_the_lowest_dose_that_keeps_the_cap_is_offered_as_a_goal() -> None:
    body = request(pace={"reduction_percent": "10", "basis": "current"})
    assert dailies(offers(body)["lowest_that_keeps_the_cap"]["plan"])[-1] == "135"


def test_a_plan_that_keeps_the_cap_offers_nothing() -> None:
    assert planned(request())["offers"] == []


def test_a_plan_that_begins_with_dropping_units_says_so_and_offers_smaller_ones() -> None:
    tablets = medicine("lorazepam tablet", "0.5", "0.5")
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28}
    document = planned(request(framework=None, pace=pace, medicines=[tablets]))
    assert any("begins with the terminal phase" in reason for reason in document["because"])
    assert [offer["kind"] for offer in document["offers"]] == ["halves"]


def test_an_offer_for_a_medicine_with_its_own_framework_takes_nothing_from_the_pace_of_the_other() -> None:
    tablets = medicine("hydromorphone tablet", "8", "8", strengths=["4", "8"], framework="va-slowest")
    liquid = medicine("oxycodone oral solution", "5", "5", strengths=["1"])
    pace = {"reduction_percent": "33.3", "cap_percent": "50", "basis": "current", "every_days": 10}
    order = ["hydromorphone tablet", "oxycodone oral solution"]
    body = request(
        framework=None, pace=pace, medicines=[tablets, liquid], order=order, order_reason="other_clinical_reason"
    )
    longer = offers(body)["hold_longer"]["request"]
    assert longer["medicines"][0]["pace"] == {"every_days": 84, "cap_percent": "30"}
    assert codes(body) == ["cap_unreachable"]


def test_an_offer_for_a_medicine_with_its_own_pace_takes_nothing_from_the_framework_of_the_other() -> None:
    tablets = medicine(
        "hydromorphone tablet", "8", "8", strengths=["4", "8"],
        pace={"reduction_percent": "10", "basis": "original", "every_days": 14},
    )  # fmt: skip
    other = medicine("oxycodone tablet", "50", "50", strengths=["5"])
    order = ["hydromorphone tablet", "oxycodone tablet"]
    body = request(medicines=[tablets, other], order=order, order_reason="other_clinical_reason")
    first = offers(body)["hold_longer"]["request"]["medicines"][0]
    assert "framework" not in first
