"""Refusals and sentences about supply, goal, load and days, word for word."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from glidepath_clinical.medicines import find_product
from glidepath_clinical.tapering import PlanRequest, UnusableInput
from glidepath_clinical.tapering.dates import Period, as_periods
from glidepath_clinical.tapering.load import step_load

from .cases import medicine, morphine, planned, refused, request

Json = dict[str, Any]
PATCH = {**medicine("fentanyl transdermal system 72 h", "100", strengths=["12", "25", "50"]), "unit": "mcg/h"}


def first_refusal(body: Json) -> Json:
    refusal: Json = refused(body)["refusals"][0]
    return {name: refusal[name] for name in ("code", "because", "field")}


@pytest.mark.parametrize(
    ("changes", "code", "because", "field"),
    [
        (
            {"medicines": [{**medicine("morphine oral solution", "10", strengths=["2"]), "unit": "mL"}]},
            "mixed_units",
            "morphine oral solution is measured in mg, the request says mL"
            "; a volume alone is no dose, mg and mL are kept apart",
            "unit",
        ),
        (
            {"medicines": [{**morphine("30"), "unit": "mcg"}]},
            "mixed_units",
            "morphine ER tablet is measured in mg, the request says mcg",
            "unit",
        ),
        (
            {"goal": {"kind": "dose", "daily": "300"}},
            "goal_above_present_dose",
            "the goal of 300 mg a day is above the present 270 mg",
            "goal",
        ),
        (
            {"goal": {"kind": "dose", "daily": "260"}},
            "goal_is_present_dose",
            "no dispensable dose lies between the goal and the present 270 mg; nothing to reduce",
            "goal",
        ),
    ],
)
def test_a_refusal_says_what_where_and_why(changes: Json, code: str, because: str, field: str) -> None:
    assert first_refusal(request(**changes)) == {"code": code, "because": because, "field": field}


def said_by(row: Json, **more: Any) -> list[str]:
    """What a plan says of its supply."""
    because: list[str] = planned(request(medicines=[row], **more))["because"]
    return [said for said in because if said.startswith(row["product"]) and "keeps the agreed cap" not in said]


def test_a_plan_says_what_it_takes_for_granted_about_its_supply() -> None:
    liquid = medicine("morphine oral solution", "20", "20", "20", strengths=["2"])
    default = (
        "morphine oral solution: doses are measured in steps of 0.5 mL, "
        "a default from memory [M]; the request may name another measurable volume."
    )
    assert said_by(liquid) == [default]
    assert said_by({**liquid, "measurable_volume": "1"}) == []
    worn = (
        "fentanyl transdermal system 72 h: patches are changed every 72 hours and never cut; "
        "a new rate begins on a day of change."
    )
    unknown = f"{PATCH['product']}: the first step is taken as a day of change; the last change is not known."
    marked = f"{PATCH['product']}: the patch marked 12 mcg/h delivers nominally 12.5."
    assert said_by(PATCH) == [worn, unknown, marked]
    assert said_by({**PATCH, "patch_changed_on": "2027-01-10"}) == [worn, marked]
    combination = medicine("hydrocodone/acetaminophen tablet", "10", "10", strengths=["5/325"])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    (limit,) = said_by(combination, framework=None, pace=pace)
    assert limit == "hydrocodone/acetaminophen tablet: never more than 4000 mg of acetaminophen a day, at any step [M]."


def test_a_goal_that_cannot_be_dispensed_says_the_nearest_and_one_that_can_says_nothing() -> None:
    moved = "The goal of 40 mg a day cannot be dispensed; 45 mg is the nearest daily dose above it."
    assert moved in planned(request(goal={"kind": "dose", "daily": "40"}))["because"]
    assert not any("cannot be" in said for said in planned(request(goal={"kind": "dose", "daily": "45"}))["because"])
    stop = planned(request(goal={"kind": "dose", "daily": "15"}))
    assert stop["steps"][-1]["medicines"][0]["daily"] == "15"


def test_a_load_names_what_it_leaves_out_and_why() -> None:
    names = ("morphine ER tablet", "buprenorphine sublingual tablet", "clonidine tablet")
    load = step_load((find_product(name), Fraction(8)) for name in names)
    assert load == {
        "mme_per_day": "8",
        "mme_complete": False,
        "mme_not_counted": [{"product": "buprenorphine sublingual tablet", "reason": "excluded"}],
        "mme_factor_set": "cdc-2022",
    }


def starts(row: Json) -> list[date]:
    return [date.fromisoformat(step["starts_on"]) for step in planned(request(medicines=[row]))["steps"]]


def test_every_patch_begins_on_a_day_of_change() -> None:
    known, unknown = starts({**PATCH, "patch_changed_on": "2027-01-10"}), starts(PATCH)
    assert {(day - date(2027, 1, 10)).days % 3 for day in known} == {0}
    assert unknown[0] == date(2027, 1, 11)
    assert {(later - day).days for day, later in pairwise(unknown)} == {30}, "28 days, and then a day of change"


def test_periods_follow_one_another_and_the_last_is_open() -> None:
    days = [date(2027, 1, 11), date(2027, 2, 8)]
    assert as_periods(days) == (Period(days[0], date(2027, 2, 7)), Period(days[1], None))


def test_days_that_never_fall_together_are_said_with_the_day() -> None:
    cycle = {"every_days": 7, "on": "2027-01-12"}
    document = refused(request(allowed_weekdays=["monday"], refill_cycle=cycle, framework="va-faster"))
    said = "no day within ten years from 2027-01-11 on which a step may start"
    assert document["refusals"][0]["code"] == "no_day_for_step"
    assert document["refusals"][0]["because"].startswith(said)


def test_a_volume_that_no_syringe_measures_is_refused_with_the_least_that_can_be() -> None:
    liquid = medicine("morphine oral solution", "10", strengths=["2"], measurable_volume="0.0001")
    refusal = first_refusal(request(medicines=[liquid]))
    assert (refusal["code"], refusal["field"]) == ("not_measurable", "measurable_volume")


def test_a_number_of_thousands_of_digits_is_refused_without_being_printed() -> None:
    with pytest.raises(UnusableInput) as caught:
        PlanRequest.from_json(request(starts_on=10**5000))
    assert caught.value.field == "starts_on"
    assert len(caught.value.message) < 300


def test_a_taper_that_began_with_nothing_has_nothing_to_take_percentages_of() -> None:
    begun = {"on_step": "1", "first_change_done": True, "original_doses": {"morning": "0"}}
    with pytest.raises(UnusableInput, match="names no dose"):
        PlanRequest.from_json(request(continues=begun))
