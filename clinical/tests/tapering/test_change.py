"""Holding a plan and going on: new versions with their own certificates, on the basis of the first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from glidepath_clinical.tapering import Planned, UnusableInput, held, resume

from .cases import dailies, doses, planned, request

AS_OF = date(2027, 4, 1)
RESUMES_ON = date(2027, 4, 20)


def resumed(document: dict[str, Any], on_step: int) -> dict[str, Any]:
    answer = resume(document, on_step, RESUMES_ON, AS_OF)
    assert isinstance(answer, Planned), answer.to_json()
    assert answer.holds
    return answer.to_json()


def test_a_hold_withdraws_the_remaining_steps_and_stays_open() -> None:
    document = held(planned(request()), 2, date(2027, 2, 20)).to_json()
    assert [step["phase"] for step in document["steps"]] == ["reduction", "hold"]
    assert document["steps"][-1]["ends_on"] is None
    assert document["certificate"]["holds"]


def test_a_hold_names_the_version_before_it_and_changes_no_dose() -> None:
    before = planned(request())
    after = held(before, 2, date(2027, 2, 20)).to_json()
    assert after["previous_content_hash"] == before["content_hash"] != after["content_hash"]
    assert [doses(step) for step in after["steps"]] == [doses(step) for step in before["steps"][:2]]


def test_the_present_dose_can_be_held_before_any_step() -> None:
    document = held(planned(request()), 0, date(2027, 1, 9)).to_json()
    assert document["steps"] == []
    assert (document["present"]["phase"], document["present"]["ends_on"]) == ("hold", None)
    assert document["certificate"]["holds"]


def test_a_terminal_step_can_be_held() -> None:
    document = held(planned(request()), 6, date(2027, 6, 10)).to_json()
    assert document["steps"][-1]["phase"] == "hold"
    assert document["certificate"]["holds"]


def test_holding_leaves_the_plan_it_was_given_as_it_was() -> None:
    document = planned(request())
    held(document, 2, date(2027, 2, 20))
    assert document == planned(request())


def test_after_a_hold_the_rest_is_solved_from_the_dose_that_is_taken() -> None:
    document = resumed(held(planned(request()), 2, date(2027, 2, 20)).to_json(), 2)
    assert document["present"]["medicines"][0]["daily"] == "180"
    assert dailies(document) == ["135", "90", "45", "30", "15", "0"]
    assert document["steps"][0]["starts_on"] == "2027-04-20"


def test_percentages_keep_the_original_dose_as_their_basis() -> None:
    document = resumed(planned(request()), 2)
    assert document["steps"][0]["medicines"][0]["cut_percent_of_original"] == "16.7"
    assert document["products"][0]["original_doses"] == {"morning": "90", "noon": "90", "evening": "90"}


def test_a_percentage_goal_still_means_the_original_dose_after_a_hold() -> None:
    document = resumed(planned(request(goal={"kind": "percent", "percent": "50"})), 1)
    assert dailies(document)[-1] == "135"


def test_the_large_first_change_of_the_rapid_taper_comes_once_only() -> None:
    rapid = planned(request(framework="va-rapid"))
    assert dailies(resumed(rapid, 1))[0] == "135"
    assert dailies(resumed(resumed(rapid, 1), 0))[0] == "135"
    assert dailies(resumed(rapid, 0))[0] == "180"


def test_a_plan_can_be_resumed_again_and_again_on_the_same_basis() -> None:
    document = planned(request())
    for _ in range(3):
        document = resumed(document, 0)
    assert dailies(document) == dailies(planned(request()))


def test_going_on_names_the_version_before() -> None:
    before = planned(request())
    assert resumed(before, 1)["previous_content_hash"] == before["content_hash"]


@pytest.mark.parametrize("on_step", [-1, 9, 8])
def test_a_step_that_does_not_exist_or_takes_nothing_cannot_be_held(on_step: int) -> None:
    with pytest.raises(UnusableInput) as caught:
        held(planned(request()), on_step, date(2028, 1, 1))
    assert caught.value.field == "on_step"


def test_a_hold_cannot_begin_before_its_step() -> None:
    with pytest.raises(UnusableInput) as caught:
        held(planned(request()), 2, date(2027, 2, 1))
    assert caught.value.field == "since"


def test_a_plan_cannot_be_resumed_before_its_step_or_before_today() -> None:
    with pytest.raises(UnusableInput) as caught:
        resume(planned(request()), 3, date(2027, 3, 8), date(2027, 3, 1))
    assert caught.value.field == "resumes_on"
    with pytest.raises(UnusableInput) as caught:
        resume(planned(request()), 2, date(2027, 3, 31), AS_OF)
    assert caught.value.field == "starts_on"


def test_a_plan_that_was_tampered_with_can_be_neither_held_nor_resumed() -> None:
    document = planned(request())
    document["steps"][0]["medicines"][0]["daily"] = "90"
    for change in (
        lambda: held(document, 1, date(2027, 1, 20)),
        lambda: resume(document, 1, RESUMES_ON, AS_OF),
    ):
        with pytest.raises(UnusableInput) as caught:
            change()
        assert caught.value.field == "plan"


def test_a_goal_that_is_reached_cannot_be_resumed() -> None:
    document = planned(request(goal={"kind": "dose", "daily": "180"}))
    answer = resume(document, 2, RESUMES_ON, AS_OF).to_json()
    assert [row["code"] for row in answer["refusals"]] == ["goal_is_present_dose"]
