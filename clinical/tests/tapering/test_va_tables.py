"""The published tables of the VA, time of day by time of day, read from their table file."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from .cases import doses, morphine, planned, request

SHARED = Path(os.environ.get("GLIDEPATH_SHARED", Path(__file__).parents[4] / "shared"))
TABLES = SHARED / "data" / "va_taper_tables.csv"
EXAMPLE = "worked_example_60q8h_to_30q8h"
PLANS = {
    "slowest": request(framework="va-slowest"),
    "slower": request(framework="va-slower"),
    "faster": request(framework="va-faster"),
    "rapid": request(framework="va-rapid"),
    EXAMPLE: request(
        framework=None,
        pace={"reduction_amount": "15", "basis": "fixed", "every_days": 10},
        goal={"kind": "dose", "daily": "90"},
        medicines=[morphine("60", "60", "60", strengths=("15",))],
    ),
}


def published(table: str) -> list[dict[str, str]]:
    with TABLES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["taper"] == table]


@pytest.mark.parametrize("table", list(PLANS))
def test_a_published_table_is_reproduced_at_every_time_of_day(table: str) -> None:
    document = planned(PLANS[table])
    rows = published(table)
    steps = [document["present"], *document["steps"]][: len(rows)]
    assert [doses(step) for step in steps] == [(row["am_mg"], row["noon_mg"], row["pm_mg"]) for row in rows]
    assert document["certificate"]["holds"]


@pytest.mark.parametrize("table", list(PLANS))
def test_both_printed_percentages_are_those_of_the_published_table(table: str) -> None:
    rows = published(table)[1:]
    medicines = [step["medicines"][0] for step in planned(PLANS[table])["steps"]][: len(rows)]
    assert [m["cut_percent_of_original"] for m in medicines] == [row["pct_cut_of_original"] for row in rows]
    assert [m["cut_percent_of_previous"] for m in medicines] == [row["pct_cut_of_previous"] for row in rows]


def test_the_last_steps_of_the_rapid_table_last_three_and_four_days() -> None:
    start = date(2027, 1, 11)
    steps = planned(PLANS["rapid"])["steps"]
    days = [(date.fromisoformat(step["starts_on"]) - start).days + 1 for step in steps]
    assert days == [1, 2, 3, 4, 5, 8, 12]


def test_the_worked_example_ends_at_its_goal_and_stays_there() -> None:
    steps = planned(PLANS[EXAMPLE])["steps"]
    assert doses(steps[-1]) == ("30", "30", "30")
    assert steps[-1]["ends_on"] is None
    assert [step["phase"] for step in steps] == ["reduction"] * 6


def test_the_worked_example_is_made_of_the_only_strength_there_is() -> None:
    first = planned(PLANS[EXAMPLE])["steps"][0]["medicines"][0]["doses"]
    assert [first[time]["units"] for time in ("morning", "noon", "evening")] == [
        [{"strength": "15", "count": "4"}],
        [{"strength": "15", "count": "3"}],
        [{"strength": "15", "count": "4"}],
    ]
