"""Step back, urgent change, stop: ordered by a prescriber, with a reason, outside the solver."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import UnusableInput, verify
from glidepath_clinical.tapering.change import change

from .cases import dailies, planned, request
from .change_events import ORDER, amounts, changed, codes, event, medicine_of


def test_a_step_back_goes_to_the_dose_before_and_is_kept() -> None:
    (version,) = changed(planned(request()), event("step_back"))
    assert medicine_of(version)["daily"] == "180"
    assert (version["present"]["phase"], version["steps"]) == ("hold", [])
    assert version["change"]["prescriber"] == "Dr. Rivera"
    assert "second_signature" not in version["change"]["agreements"]
    assert {"patient_consent", "prescriber_signature", "reason"} <= set(version["change"]["agreements"])


@pytest.mark.parametrize(("starts_on", "warned"), [("2027-04-12", False), ("2027-04-13", True)])
def test_more_than_seven_days_at_the_lower_dose_warns_of_lost_tolerance(starts_on: str, warned: bool) -> None:
    (version,) = changed(planned(request()), event("step_back", on="2027-04-06", starts_on=starts_on))
    assert [row["code"] for row in version["change"]["warnings"]] == (["lost_tolerance"] if warned else [])


def test_only_one_step_back_is_possible() -> None:
    assert codes(
        planned(request()), event("step_back"), event("step_back", on="2027-04-09", starts_on="2027-04-09")
    ) == ("no_step_to_go_back",)


def test_there_is_no_step_back_from_the_dose_of_the_beginning() -> None:
    back = event("step_back", on="2027-01-05", starts_on="2027-01-06")
    assert codes(planned(request()), back) == ("no_step_to_go_back",)


def test_a_step_back_looks_into_the_versions_before() -> None:
    first = planned(request())
    held, resumed = changed(first, event("hold"), event("resume"))
    back = event("step_back", on="2027-05-02", starts_on="2027-05-02")
    assert codes(resumed, back) == ("no_step_to_go_back",)
    (version,) = changed(resumed, back, earlier=(first, held))
    assert medicine_of(version)["daily"] == "225"


def test_versions_that_do_not_follow_one_another_are_refused() -> None:
    first = planned(request())
    with pytest.raises(UnusableInput) as caught:
        change(first, [event("hold")], [first])
    assert caught.value.field == "earlier"


def test_a_step_back_needs_the_dose_that_the_step_says() -> None:
    taken = {"morning": "30", "noon": "30", "evening": "30"}
    assert codes(planned(request()), event("step_back", taken=taken)) == ("taken_differs",)


@pytest.mark.parametrize("missing", ["prescriber", "reason"])
@pytest.mark.parametrize("kind", ["step_back", "rotate"])
def test_prescriber_and_reason_are_needed(kind: str, missing: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event(kind, **{missing: None})])
    assert caught.value.field == f"events[0].{missing}"


def test_after_a_step_back_a_clinician_can_go_on() -> None:
    _, version = changed(planned(request()), event("step_back"), event("resume", on="2027-04-20"))
    assert dailies(version)[0] == "135"


def test_an_urgent_change_lowers_at_once_and_is_due_for_review_after_24_hours() -> None:
    (version,) = changed(planned(request()), event("urgent_change"))
    assert amounts(version) == {"morning": "30", "noon": "15", "evening": "30"}
    assert version["change"]["review_due_at"] == "2027-04-02T22:10:00-05:00"
    assert version["change"]["takes_effect_on"] == "2027-04-01"
    assert "review_within_24_hours" in version["change"]["tasks"]
    assert version["change"]["agreements"] == ["prescriber_signature", "reason"]


def test_an_urgent_change_is_not_blocked_by_facts_that_would_refuse_a_plan() -> None:
    running = planned(request(person={"pregnant": "no"}))
    (version,) = changed(running, event("urgent_change", person={"pregnant": "yes", "naloxone_on_hand": "no"}))
    assert medicine_of(version)["daily"] == "75"


@pytest.mark.parametrize(
    ("doses", "code"),
    [
        ({"morning": "60"}, "urgent_change_raises"),
        ({"bedtime": "15"}, "urgent_change_raises"),
        ({"morning": "0"}, "abrupt_stop"),
        ({"morning": "45", "noon": "45", "evening": "45"}, "nothing_changes"),
        ({"morning": "20"}, "dose_not_expressible"),
    ],
)
def test_an_urgent_change_only_ever_lowers_to_a_dose_that_exists(doses: dict[str, str], code: str) -> None:
    assert codes(planned(request()), event("urgent_change", doses=doses)) == (code,)


@pytest.mark.parametrize("at", ["2027-04-01T22:10", "yesterday", "2027-03-31T22:10-05:00", None])
def test_an_urgent_change_says_when_with_its_offset(at: str | None) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("urgent_change", at=at)])
    assert caught.value.field == "events[0].at"


def test_another_urgent_reason_is_told_in_words() -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("urgent_change", reason="other")])
    assert caught.value.field == "events[0].reason_in_words"


def test_a_sudden_stop_is_refused_and_the_taper_is_offered() -> None:
    answer = change(planned(request()), [event("stop")]).to_json()
    assert [row["code"] for row in answer["refusals"]] == ["abrupt_stop"]
    assert answer["offers"][0]["plan"]["steps"][-1]["phase"] == "stopped"


def test_from_the_last_smallest_unit_the_plan_itself_stops() -> None:
    running = planned(request())
    last = running["steps"][-2]["starts_on"]
    (version,) = changed(running, event("stop", on=last, starts_on=running["steps"][-1]["starts_on"]))
    assert [step["phase"] for step in version["steps"]] == ["stopped"]


LIFE_THREATENING: dict[str, Any] = {
    "how": "life_threatening", "starts_on": "2027-04-01", "at": "2027-04-01T10:00+02:00", "taken": None,
    "prescriber": "Dr. Rivera", "reason": "respiratory depression",
}  # fmt: skip


def test_the_life_threatening_path_stops_at_once_and_says_who_and_why() -> None:
    (version,) = changed(planned(request()), event("stop", **LIFE_THREATENING))
    (step,) = version["steps"]
    assert (step["phase"], step["starts_on"], step["medicines"][0]["doses"]) == ("stopped", "2027-04-01", {})
    assert step["medicines"][0]["cut_percent_of_original"] == "50.0"
    assert version["change"]["review_due_at"] == "2027-04-02T10:00:00+02:00"
    assert (version["change"]["prescriber"], version["change"]["reason"]) == ("Dr. Rivera", "respiratory depression")


def test_the_life_threatening_path_does_not_wait_for_an_allowed_weekday() -> None:
    running = planned(request(allowed_weekdays=["monday"]))
    (version,) = changed(running, event("stop", **LIFE_THREATENING))
    assert version["steps"][0]["starts_on"] == "2027-04-01"


def test_what_is_verifiably_not_taken_can_be_stopped() -> None:
    order = {**LIFE_THREATENING, "how": "verified_non_use", "at": None, "reason": "three toxicology tests negative"}
    (version,) = changed(planned(request()), event("stop", **order))
    assert "review_due_at" not in version["change"]
    assert "second_signature" in version["change"]["agreements"]


@pytest.mark.parametrize("missing", ["prescriber", "reason"])
def test_a_stop_without_an_order_has_no_certificate(missing: str) -> None:
    (version,) = changed(planned(request()), event("stop", **LIFE_THREATENING))
    del version["change"][missing]
    assert "terminal_rule" in verify(version).failed


def test_a_life_threatening_stop_does_not_wait() -> None:
    at_once = {"how": "life_threatening", "at": "2027-04-01T22:10-05:00", **ORDER, "taken": None}
    assert codes(planned(request()), event("stop", **at_once, starts_on="2027-04-03")) == ("not_at_once",)
    (version,) = changed(planned(request()), event("stop", **at_once, starts_on="2027-04-02"))
    assert version["steps"][0]["starts_on"] == "2027-04-02"
