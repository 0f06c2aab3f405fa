"""What cannot be planned is refused by name, never rounded, guessed or left out."""

from __future__ import annotations

from typing import Any

import pytest

from .cases import codes, medicine, morphine, planned, refused, request

MME_50 = {"kind": "mme", "mme_per_day": "50"}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown product", {"medicines": [medicine("morphin", "90")]}, "unknown_product"),
    ("an unknown strength", {"medicines": [morphine("90", strengths=("15", "45"))]}, "unknown_strength"),
    ("another unit", {"medicines": [{**morphine("90"), "unit": "mcg"}]}, "mixed_units"),
    ("a liquid", {"medicines": [medicine("morphine oral solution", "90")]}, "not_yet_supported_form"),
    ("a combination", {"medicines": [medicine("oxycodone/acetaminophen tablet", "5")]}, "not_yet_supported_form"),
    ("two medicines", {"medicines": [morphine("90"), morphine("60")]}, "not_yet_supported_several_medicines"),
    ("10 mg of 60 mg ER tablets", {"medicines": [morphine("10", strengths=("60",))]}, "impossible_fraction"),
    ("a dose between the strengths", {"medicines": [morphine("50")]}, "dose_not_expressible"),
    ("an unconfirmed half", {"medicines": [medicine("morphine tablet", "7.5")]}, "impossible_fraction"),
    ("halves of an ER tablet", {"medicines": [morphine("90", halves_confirmed=["60"])]}, "impossible_fraction"),
    ("a half of no strength", {"medicines": [morphine("90", halves_confirmed=["10"])]}, "unknown_strength"),
    ("a slip of the keyboard", {"medicines": [morphine("90000")]}, "dose_not_expressible"),
    ("no dose at all", {"medicines": [{"product": "morphine ER tablet", "unit": "mg"}]}, "dose_unknown"),
    ("an order without a dose", {"medicines": [{**morphine(), "doses": {"morning": None}}]}, "dose_unknown"),
    ("a dose called unknown", {"medicines": [{**morphine(), "doses": {"noon": "unknown"}}]}, "dose_unknown"),
    ("nothing taken", {"medicines": [{**morphine(), "doses": {"noon": "0"}}]}, "dose_unknown"),
    ("a higher goal", {"goal": {"kind": "dose", "daily": "300"}}, "goal_above_present_dose"),
    ("the present dose as the goal", {"goal": {"kind": "dose", "daily": "270"}}, "goal_is_present_dose"),
    ("a goal no dose lies at", {"goal": {"kind": "dose", "daily": "260"}}, "goal_is_present_dose"),
    ("a framework for opioids", {"medicines": [medicine("lorazepam tablet", "1")]}, "framework_not_for_class"),
    ("an unknown framework", {"framework": "va-quick"}, "unknown_framework"),
    ("everything at once", {"pace": {"reduction_percent": "100"}}, "abrupt_stop"),
    ("methadone every day", {"framework": "va-rapid", "medicines": [medicine("methadone tablet", "10", "10")]},
     "minimum_interval"),
    ("methadone every 6 days", {"pace": {"every_days": 6}, "medicines": [medicine("methadone tablet", "10", "10")]},
     "minimum_interval"),
    ("an MME goal without a factor", {"goal": MME_50, "medicines": [medicine("levorphanol tablet", "4", "4")]},
     "mme_factor_unknown"),
    ("a cap below the smallest step", {"pace": {"reduction_percent": "5"}}, "cap_unreachable"),
    ("a dose above the ceiling", {"medicines": [medicine("tramadol tablet", "200", "200", "200")]}, "cap_unreachable"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_request_that_cannot_be_planned_is_refused_by_name(changes: dict[str, Any], code: str) -> None:
    assert code in codes(request(**changes))


@pytest.mark.parametrize("changes", [row[1] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_every_refusal_says_why_and_carries_no_plan(changes: dict[str, Any]) -> None:
    document = refused(request(**changes))
    assert all(len(row["because"]) > 15 for row in document["refusals"])
    assert "steps" not in document
    assert document["request"] == request(**changes)


def test_an_unknown_product_names_the_nearest_ones() -> None:
    because = refused(request(medicines=[medicine("morphine ER tablets", "90")]))["refusals"][0]["because"]
    assert "morphine ER tablet" in because


def test_methadone_every_seven_days_is_planned() -> None:
    body = request(pace={"every_days": 7}, medicines=[medicine("methadone tablet", "10", "10", "10")])
    assert planned(body)["certificate"]["holds"]


def test_a_cap_that_cannot_be_kept_names_the_step_and_shows_the_steps_so_far() -> None:
    document = refused(request(framework="fda-label", pace={"reduction_percent": "10"}))
    assert document["at"] == 10
    assert [step["medicines"][0]["daily"] for step in document["steps_so_far"]] == [
        "255", "240", "225", "210", "195", "180", "165", "150", "135",
    ]  # fmt: skip
    assert "step 10" in document["refusals"][0]["because"]


def test_a_cap_that_cannot_be_kept_at_the_first_step_has_no_steps_so_far() -> None:
    document = refused(request(pace={"reduction_percent": "5"}))
    assert (document["at"], document["steps_so_far"]) == (1, [])


def test_several_reasons_are_all_named() -> None:
    body = request(framework="va-rapid", medicines=[{**morphine("50"), "doses": {"morning": "50", "noon": None}}])
    assert set(codes(body)) == {"dose_not_expressible", "dose_unknown"}


def test_the_cap_is_never_passed_to_reach_a_goal() -> None:
    only_60 = morphine("120", "120", "120", strengths=("60",))
    document = refused(request(framework="va-slowest", medicines=[only_60]))
    assert [row["code"] for row in document["refusals"]] == ["cap_unreachable"]


def test_a_present_dose_above_the_ceiling_is_named_with_the_ceiling() -> None:
    body = request(medicines=[medicine("tramadol tablet", "200", "200", "200")])
    assert "the daily ceiling of 400 mg" in refused(body)["refusals"][0]["because"]


def test_a_step_may_come_down_to_the_ceiling_when_the_cap_allows() -> None:
    document = planned(request(medicines=[medicine("tramadol tablet", "150", "150", "150")]))
    assert document["steps"][0]["medicines"][0]["daily"] == "400"
    assert document["certificate"]["holds"]
