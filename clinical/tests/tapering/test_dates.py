"""Steps on the calendar: every local day once, protected dates and weekdays kept, never earlier than agreed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from .cases import planned, request


def test_every_day_from_the_start_belongs_to_exactly_one_step() -> None:
    steps = planned(request(framework="va-rapid"))["steps"]
    for before, after in pairwise(steps):
        next_day = date.fromisoformat(before["ends_on"]) + timedelta(days=1)
        assert after["starts_on"] == next_day.isoformat()
    assert steps[0]["starts_on"] == "2027-01-11"
    assert steps[-1]["ends_on"] is None


def test_the_present_dose_ends_on_the_day_before_the_first_step() -> None:
    assert planned(request())["present"]["ends_on"] == "2027-01-10"


def test_a_step_that_falls_on_a_protected_date_starts_on_the_next_day() -> None:
    steps = planned(request(protected_dates=["2027-02-08", "2027-02-09"]))["steps"]
    assert steps[1]["starts_on"] == "2027-02-10"
    assert steps[0]["ends_on"] == "2027-02-09"
    assert steps[2]["starts_on"] == "2027-03-10"


def test_the_first_step_moves_too() -> None:
    assert planned(request(protected_dates=["2027-01-11"]))["steps"][0]["starts_on"] == "2027-01-12"


@pytest.mark.parametrize("weekday", ["tuesday", "sunday"])
def test_steps_start_only_on_allowed_weekdays(weekday: str) -> None:
    steps = planned(request(framework="va-rapid", allowed_weekdays=[weekday]))["steps"]
    assert {date.fromisoformat(step["starts_on"]).strftime("%A").lower() for step in steps} == {weekday}


def test_a_leap_day_is_a_day_like_any_other() -> None:
    body = request(as_of="2028-02-01", starts_on="2028-02-26", framework="va-rapid")
    starts = [step["starts_on"] for step in planned(body)["steps"][:4]]
    assert starts == ["2028-02-26", "2028-02-27", "2028-02-28", "2028-02-29"]
