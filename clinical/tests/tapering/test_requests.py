"""A request that cannot be read is answered with the field's name and how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import PlanRequest, UnusableInput, plan

from .cases import morphine, planned, request

FIXED = {"reduction_amount": "15", "basis": "fixed", "every_days": 10}
UNUSABLE: list[tuple[str, dict[str, Any], str]] = [
    ("no date", {"as_of": None}, "as_of"),
    ("a date in words", {"as_of": "January"}, "as_of"),
    ("a date that does not exist", {"starts_on": "2027-02-30"}, "starts_on"),
    ("a date with a time", {"starts_on": "2027-01-11T00:00:00"}, "starts_on"),
    ("a start in the past", {"starts_on": "2027-01-03"}, "starts_on"),
    ("neither framework nor pace", {"framework": None}, "framework"),
    ("an empty framework", {"framework": " "}, "framework"),
    ("a goal of another kind", {"goal": {"kind": "less"}}, "goal.kind"),
    ("a goal without its number", {"goal": {"kind": "dose"}}, "goal.daily"),
    ("a goal with a number too many", {"goal": {"kind": "stop", "daily": "90"}}, "goal.daily"),
    ("more than all of it", {"goal": {"kind": "percent", "percent": "101"}}, "goal.percent"),
    ("a goal that is a text", {"goal": "stop"}, "goal"),
    ("no medicine", {"medicines": []}, "medicines"),
    ("medicines that are no list", {"medicines": {}}, "medicines"),
    ("a medicine that is a text", {"medicines": ["morphine"]}, "medicines[0]"),
    ("a float", {"medicines": [{**morphine(), "doses": {"noon": 22.5}}]}, "medicines[0].doses.noon"),
    ("true as a dose", {"medicines": [{**morphine(), "doses": {"noon": True}}]}, "medicines[0].doses.noon"),
    ("a dose with its unit", {"medicines": [morphine("90 mg")]}, "medicines[0].doses.morning"),
    ("a dose with a comma", {"medicines": [morphine("22,5")]}, "medicines[0].doses.morning"),
    ("not a number", {"medicines": [morphine("NaN")]}, "medicines[0].doses.morning"),
    ("a negative dose", {"medicines": [morphine("-15")]}, "medicines[0].doses.morning"),
    ("another time of day", {"medicines": [{**morphine(), "doses": {"tea": "15"}}]}, "medicines[0].doses.tea"),
    ("no unit", {"medicines": [{**morphine("90"), "unit": None}]}, "medicines[0].unit"),
    ("no strengths in the list", {"medicines": [morphine("90", strengths=())]}, "medicines[0].strengths"),
    ("a misspelled wish", {"protected_date": ["2027-02-01"]}, "protected_date"),
    ("a misspelled dose", {"medicines": [{**morphine("90"), "dose": {}}]}, "medicines[0].dose"),
    ("a weekday that does not exist", {"allowed_weekdays": ["funday"]}, "allowed_weekdays[0]"),
    ("no weekday at all", {"allowed_weekdays": []}, "allowed_weekdays"),
    ("a protected date in words", {"protected_dates": ["easter"]}, "protected_dates[0]"),
    ("another packing", {"packing": "cheapest"}, "packing"),
    ("a pace of nothing", {"pace": {"reduction_percent": "0"}}, "pace.reduction_percent"),
    ("a pace above everything", {"pace": {"reduction_percent": "120"}}, "pace.reduction_percent"),
    ("a pace of half a day", {"pace": {"every_days": "0.5"}}, "pace.every_days"),
    ("a pace of 0 days", {"pace": {"every_days": 0}}, "pace.every_days"),
    ("an amount without its basis", {"pace": {"reduction_amount": "15"}}, "pace.reduction_amount"),
    ("a fixed basis without an amount", {"pace": {"basis": "fixed"}}, "pace.reduction_amount"),
    ("an amount and a percentage", {"pace": {**FIXED, "reduction_percent": "10"}}, "pace.reduction_percent"),
    ("a cap below the aim", {"pace": {"reduction_percent": "10", "cap_percent": "5"}}, "pace.cap_percent"),
    ("a pace without days", {"framework": None, "pace": {"reduction_percent": "10", "basis": "original"}},
     "pace.every_days"),
    ("a pace without a basis", {"framework": None, "pace": {"reduction_percent": "10", "every_days": 7}}, "pace.basis"),
    ("a pace without a size", {"framework": None, "pace": {"basis": "original", "every_days": 7}},
     "pace.reduction_percent"),
    ("an answer that is no answer", {"person": {"pregnant": "maybe"}}, "person.pregnant"),
    ("an unknown fact", {"person": {"star_sign": "no"}}, "person.star_sign"),
    ("an unknown signature", {"person": {"sign_offs": ["everything"]}}, "person.sign_offs[0]"),
    ("as needed without a maximum", {"medicines": [morphine("90", as_needed=True)]}, "medicines[0].ordered_maximum"),
    ("as needed in words", {"medicines": [morphine("90", as_needed="yes")]}, "medicines[0].as_needed"),
    ("one strength with two second amounts", {"medicines": [morphine("90", strengths=("15/300", "15/325"))]},
     "medicines[0].strengths[1]"),
    ("an order of numbers", {"order": [1]}, "order[0]"),
    ("half an easing", {"eased": {"step_halved": "0.5"}}, "eased.step_halved"),
    ("more easing than there is", {"eased": {"interval_doubled": "6"}}, "eased.interval_doubled"),
    ("going on without what it began with", {"continues": {"on_step": "1", "first_change_done": True}},
     "medicines[0].original_doses"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE])
def test_an_unusable_request_names_the_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        plan(PlanRequest.from_json(request(**changes)))
    assert caught.value.field == field
    assert len(caught.value.message) > 8


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (
            {"reduction_percent": "10", "basis": "original"},
            "is missing; without a framework the pace must say how often",
        ),
        ({"reduction_percent": "10", "every_days": 7}, "is missing; write original, current or fixed"),
        ({"basis": "original", "every_days": 7}, "is missing; without a framework the pace must say how much"),
        (
            {"reduction_percent": "10", "cap_percent": "5", "basis": "original", "every_days": 7},
            "is below the reduction that is aimed at",
        ),
    ],
)
def test_a_pace_that_leaves_something_open_says_what(pace: dict[str, Any], said: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        plan(PlanRequest.from_json(request(framework=None, pace=pace)))
    assert caught.value.message == said


def test_a_step_is_halved_five_times_at_most() -> None:
    eased = request(framework=None, pace=FIXED, eased={"step_halved": "5"})
    assert PlanRequest.from_json(eased).eased.smaller == 32
    with pytest.raises(UnusableInput, match="must be a whole number from 0 to 5"):
        PlanRequest.from_json(request(eased={"step_halved": "6"}))


@pytest.mark.parametrize("thing", [None, [], "plan", 7])
def test_what_is_not_an_object_is_no_request(thing: object) -> None:
    with pytest.raises(UnusableInput) as caught:
        PlanRequest.from_json(thing)
    assert caught.value.field == "request"


def test_whole_numbers_may_stand_without_quotes() -> None:
    body = request(medicines=[{**morphine(), "doses": {"noon": 90}, "strengths": [15]}])
    assert planned(body)["present"]["medicines"][0]["daily"] == "90"


def test_the_request_is_echoed_as_it_was_given_and_is_not_touched() -> None:
    body = request(pace={"reduction_percent": "10"})
    kept = request(pace={"reduction_percent": "10"})
    assert planned(body)["request"] == kept
    assert body == kept


def test_the_same_request_gives_the_same_plan_byte_for_byte() -> None:
    assert planned(request()) == planned(request())


def test_changing_an_answer_does_not_change_the_plan_object() -> None:
    answer = plan(PlanRequest.from_json(request()))
    answer.to_json()["steps"].clear()
    assert len(answer.to_json()["steps"]) == 8
