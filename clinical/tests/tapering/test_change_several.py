"""Plans of several medicines: hold, resume, ease and re-pace keep each medicine on its own original."""

from __future__ import annotations

from typing import Any

from .cases import medicine, morphine, planned, request
from .change_events import changed, codes, event

Json = dict[str, Any]


def pair() -> Json:
    """Morphine first, then diazepam, a fifth of the original every four weeks."""
    return planned(
        request(
            framework=None,
            pace={"reduction_percent": "20", "basis": "original", "every_days": 28},
            medicines=[morphine("60", "60", "60"), medicine("diazepam tablet", "10", "0", "10")],
            order=["morphine ER tablet", "diazepam tablet"],
            order_reason="opioid_first",
        )
    )


def daily(step: Json) -> list[str]:
    return [row["daily"] for row in step["medicines"]]


def test_a_person_can_hold_a_plan_of_several_medicines() -> None:
    (version,) = changed(pair(), event("hold"))
    assert (version["steps"][-1]["phase"], daily(version["steps"][-1])) == ("hold", ["120", "20"])


def test_each_medicine_goes_on_from_its_own_dose_and_original() -> None:
    _, version = changed(pair(), event("hold"), event("resume"))
    assert [daily(step) for step in version["steps"]] == [daily(step) for step in pair()["steps"]][2:]
    assert version["request"]["medicines"][1]["original_doses"] == {"morning": "10", "evening": "10"}
    assert [row["first_change_done"] for row in version["request"]["medicines"]] == [True, False]


def test_easing_halves_the_step_of_each_medicine() -> None:
    (version,) = changed(pair(), event("ease"))
    assert daily(version["steps"][0]) == ["75", "20"]
    assert version["pace"]["cap_share"] == "1/10"


def test_after_any_change_another_one_waits_two_weeks_at_least() -> None:
    faster = {"reduction_percent": "12.5", "basis": "original", "every_days": 7}
    soon = event("re_pace", framework=None, pace=faster, on="2027-04-06", starts_on="2027-04-18")
    assert codes(pair(), soon) == ("too_soon",)
    (version,) = changed(pair(), {**soon, "starts_on": "2027-04-19"})
    assert version["steps"][0]["starts_on"] == "2027-04-19"


def test_what_is_for_one_medicine_is_refused_by_name() -> None:
    assert codes(pair(), event("convert_release")) == ("several_medicines",)
    assert codes(pair(), event("rotate")) == ("several_medicines",)
    assert codes(pair(), event("resume", taken={"morning": "30"})) == ("several_medicines",)
