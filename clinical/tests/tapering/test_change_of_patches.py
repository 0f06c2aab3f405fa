"""A patch keeps its rhythm over versions: a plan that goes on never takes one off early."""

from __future__ import annotations

from datetime import date
from typing import Any

from glidepath_clinical.tapering.change.holding import held, resume

from .cases import medicine, planned, request
from .change_events import changed, event

Json = dict[str, Any]
PACE = {"reduction_percent": "25", "basis": "original", "every_days": 30}
DAY = date(2027, 2, 10)


def patches(**more: Any) -> Json:
    worn = {
        **medicine("fentanyl transdermal system 72 h", "100", strengths=["12", "25", "50"]),
        "unit": "mcg/h",
        **more,
    }
    return planned(request(framework=None, pace=PACE, medicines=[worn]))


def in_rhythm(version: Json) -> bool:
    """Whether every step begins a whole number of wear times after a day of change of the first version."""
    return all((date.fromisoformat(step["starts_on"]) - DAY).days % 3 == 0 for step in version["steps"])


def test_a_plan_that_goes_on_after_a_hold_begins_on_a_day_of_change() -> None:
    document = patches()
    assert document["steps"][1]["starts_on"] == DAY.isoformat()
    goes_on = event("resume", on="2027-03-10", starts_on="2027-03-13")
    *_, version = changed(document, event("hold"), goes_on)
    assert version["steps"][0]["starts_on"] == "2027-03-15"
    assert in_rhythm(version)


def test_so_does_one_that_is_resumed_at_once() -> None:
    still = held(patches(), 2, date(2027, 2, 20)).to_json()
    version = resume(still, on_step=2, resumes_on=date(2027, 3, 13), as_of=date(2027, 3, 10)).to_json()
    assert version["outcome"] == "planned"
    assert in_rhythm(version)


def test_a_day_of_change_that_was_told_stays() -> None:
    document = patches(patch_changed_on="2027-01-09")
    *_, version = changed(document, event("ease", on="2027-03-01", starts_on="2027-03-15"))
    assert version["request"]["medicines"][0]["patch_changed_on"] == "2027-01-09"


def test_an_urgent_change_changes_the_patch_at_once_and_the_rest_goes_on_from_that_day() -> None:
    lower = event("urgent_change", on="2027-02-20", at="2027-02-20T10:00-05:00", doses={"morning": "25"})
    *_, version = changed(patches(), lower)
    assert version["request"]["medicines"][0]["patch_changed_on"] == "2027-02-20"
