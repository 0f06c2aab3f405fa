"""One of several medicines is lowered at once, stepped back or stopped; the others stay as they are."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.change import change
from glidepath_clinical.tapering.diff import diff, diff_words

from .cases import medicine, morphine, planned, request
from .change_events import ORDER, changed, codes, event

Json = dict[str, Any]
MORPHINE, DIAZEPAM, BACLOFEN = "morphine ER tablet", "diazepam tablet", "baclofen tablet"
STOP = {
    "kind": "stop", "how": "life_threatening", "on": "2027-04-01", "by": "clinician", **ORDER,
    "at": "2027-04-01T22:10-05:00", "starts_on": "2027-04-01",
}  # fmt: skip


def pair(goal: Json | None = None) -> Json:
    """Morphine from 90 mg a day, then diazepam from 10 mg to 4 mg; baclofen is kept."""
    lowered = {**morphine("30", "30", "30"), **({"goal": goal} if goal else {})}
    pace = {"reduction_percent": "20", "cap_percent": "50"}
    diazepam = medicine(DIAZEPAM, "0", "0", "0", "10", framework="asam25-benzodiazepine", pace=pace)
    return planned(
        request(
            medicines=[lowered, {**diazepam, "goal": {"kind": "dose", "daily": "4"}},
                       medicine(BACLOFEN, "10", "10", role="adjunct")],
            order=[MORPHINE, DIAZEPAM],
            order_reason="opioid_first",
        )
    )  # fmt: skip


def daily(step: Json) -> dict[str, str]:
    return {row["product"]: row["daily"] for row in step["medicines"]}


@pytest.mark.parametrize(
    ("product", "doses", "left"),
    [
        (MORPHINE, {"morning": "15"}, {MORPHINE: "15", DIAZEPAM: "10", BACLOFEN: "20"}),
        (DIAZEPAM, {"bedtime": "5"}, {MORPHINE: "45", DIAZEPAM: "5", BACLOFEN: "20"}),
        (BACLOFEN, {"morning": "10"}, {MORPHINE: "45", DIAZEPAM: "10", BACLOFEN: "10"}),
    ],
)
def test_an_urgent_change_lowers_the_medicine_it_names(product: str, doses: Json, left: Json) -> None:
    (version,) = changed(pair(), event("urgent_change", product=product, doses=doses))
    assert (daily(version["present"]), version["steps"]) == (left, [])
    assert version["change"]["product"] == product
    assert "review_within_24_hours" in version["change"]["tasks"]


def test_without_the_name_of_the_medicine_the_field_is_named() -> None:
    with pytest.raises(UnusableInput) as caught:
        change(pair(), [event("urgent_change", doses={"morning": "15"})])
    assert caught.value.field == "events[0].product"


def test_an_urgent_change_of_one_of_several_never_raises_it() -> None:
    assert codes(pair(), event("urgent_change", product=DIAZEPAM, doses={"bedtime": "15"})) == ("urgent_change_raises",)


def test_after_an_urgent_change_the_rest_is_solved_from_the_lower_dose() -> None:
    urgent = event("urgent_change", product=MORPHINE, doses={"morning": "15", "evening": "15"})
    _, version = changed(pair(), urgent, event("resume"))
    assert daily(version["steps"][0]) == {MORPHINE: "15", DIAZEPAM: "10", BACLOFEN: "20"}


def test_a_step_back_goes_one_step_up_with_one_medicine() -> None:
    (version,) = changed(pair(), event("step_back", product=MORPHINE))
    assert daily(version["present"]) == {MORPHINE: "60", DIAZEPAM: "10", BACLOFEN: "20"}
    assert codes(pair(), event("step_back", product=DIAZEPAM)) == ("no_step_to_go_back",)
    assert codes(pair(), event("step_back", product=MORPHINE, taken={"morning": "15"})) == ("taken_differs",)


def test_a_step_back_warns_by_the_days_at_the_lower_dose_of_that_medicine() -> None:
    late = event("step_back", product=MORPHINE, on="2027-07-10", starts_on="2027-07-11")
    assert codes(pair(), late) == ("nothing_is_taken",)
    (version,) = changed(pair(), event("step_back", product=DIAZEPAM, on="2027-07-10", starts_on="2027-07-11"))
    assert [row["days"] for row in version["change"]["warnings"]] == [13]
    assert daily(version["present"]) == {DIAZEPAM: "10", BACLOFEN: "20"}


@pytest.mark.parametrize("product", [MORPHINE, DIAZEPAM])
def test_an_ordered_stop_ends_one_medicine_and_keeps_the_others(product: str) -> None:
    (version,) = changed(pair(), {**STOP, "product": product})
    (step,) = version["steps"]
    before = daily(version["present"])
    assert daily(step) == {**before, product: "0"}
    assert {row["product"]: row["phase"] for row in step["medicines"]} == {
        **dict.fromkeys(before, "kept"),
        product: "stopped",
    }
    assert step["mme_per_day"] == ("0" if product == MORPHINE else "45")


def test_the_last_medicine_is_stopped_while_an_adjunct_stays() -> None:
    late = {**STOP, "on": "2027-07-10", "at": "2027-07-10T22:10-05:00", "starts_on": "2027-07-10"}
    (version,) = changed(pair(), {**late, "product": DIAZEPAM})
    (step,) = version["steps"]
    assert (step["phase"], daily(step)) == ("stopped", {DIAZEPAM: "0", BACLOFEN: "20"})


def test_the_others_go_on_after_one_was_stopped() -> None:
    _, version = changed(pair(), {**STOP, "product": MORPHINE}, event("resume"))
    assert [daily(step)[DIAZEPAM] for step in version["steps"]] == ["8", "6", "5", "4"]
    assert MORPHINE not in daily(version["steps"][0])


def test_the_way_a_medicine_was_written_does_not_matter() -> None:
    document = pair()
    body = {**document["request"], "medicines": [dict(row) for row in document["request"]["medicines"]]}
    body["medicines"][1]["product"] = "Diazepam  Tablet"
    _, version = changed(planned(body), {**STOP, "product": MORPHINE}, event("resume"))
    assert [daily(step)[DIAZEPAM] for step in version["steps"]] == ["8", "6", "5", "4"]


def test_a_plan_goes_on_after_its_first_medicine_has_ended() -> None:
    held, version = changed(
        pair(), event("hold", on="2027-06-01"), event("resume", on="2027-06-20", starts_on="2027-06-28")
    )
    assert daily(held["steps"][-1])[MORPHINE] == "0"
    assert daily(version["steps"][0]) == {DIAZEPAM: "8", BACLOFEN: "20"}
    assert any(MORPHINE in line for line in diff_words(diff(held, version), "en"))


def test_a_medicine_at_its_goal_is_kept_while_the_next_one_goes_on() -> None:
    document = pair(goal={"kind": "dose", "daily": "45"})
    reached = next(step for step in document["steps"] if daily(step)[MORPHINE] == "45")
    _, version = changed(
        document, event("hold", on=reached["starts_on"]), event("resume", on="2027-06-20", starts_on="2027-06-28")
    )
    assert {daily(step)[MORPHINE] for step in version["steps"]} == {"45"}
    assert [daily(step)[DIAZEPAM] for step in version["steps"]] == ["8", "6", "5", "4"]
    assert version["products"][0]["original_doses"] == {"morning": "30", "noon": "30", "evening": "30"}


def test_a_stop_of_several_by_the_plan_is_refused_by_name() -> None:
    assert codes(pair(), event("stop", product=MORPHINE)) == ("several_medicines",)


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("day", ["2027-02-20", "2027-02-21", "2027-02-22"])
def test_a_patch_comes_off_at_once_whatever_its_day_of_change(day: str) -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"},
             "patch_changed_on": "2027-01-02"}  # fmt: skip
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 30}
    document = planned(request(framework=None, pace=pace, goal={"kind": "dose", "daily": "50"}, medicines=[patch]))
    (version,) = changed(document, {**STOP, "on": day, "at": f"{day}T22:10-05:00", "starts_on": day})
    assert [(step["starts_on"], step["phase"]) for step in version["steps"]] == [(day, "stopped")]


def test_an_ordered_stop_waits_for_no_refill_weekday_or_protected_date() -> None:
    days: Json = {
        "refill_cycle": {"every_days": 28, "on": "2027-01-11"}, "allowed_weekdays": ["monday"],
        "protected_dates": ["2027-04-01"],
    }  # fmt: skip
    (version,) = changed(planned(request(**days)), STOP)
    assert version["steps"][0]["starts_on"] == "2027-04-01"
