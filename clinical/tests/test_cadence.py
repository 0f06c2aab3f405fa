"""What is due on a day: every row of the page, and what must hold for every taper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from glidepath_clinical import cadence
from glidepath_clinical.cadence import (
    REASONS,
    CadenceError,
    Prompt,
    Rest,
    Situation,
    WeekdayChoice,
    daily_reason,
    due_on,
    expected_days,
    phase_on,
)
from glidepath_clinical.cadence import due as due_module
from glidepath_clinical.cadence.months import months_after
from glidepath_clinical.protocol import Limits
from hypothesis import given
from hypothesis import strategies as st

PAGE = Path(__file__).parents[1] / "specs" / "cadence" / "due.md"
TODAY = date(2027, 3, 15)
LIMITS = Limits()
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
COLUMNS = {
    "case", "expect", "run_in", "started", "steps", "next_step", "hold", "stopped", "troubled", "weekdays", "answered",
    "positive", "may_use", "lowers_pressure", "low_mood",
}  # fmt: skip
SCALES = (Prompt.PHQ9, Prompt.GAD7, Prompt.PEG, Prompt.PGIC, Prompt.AUDIT_C)


def rows() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    heads: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells or set(cells) == {"---"}:
            heads = heads if cells else []
        elif not heads:
            heads = cells
        else:
            found.append(dict(zip(heads, cells, strict=True)))
    return found


def ago(days: str) -> date:
    return TODAY - timedelta(days=int(days))


def span(cell: str) -> tuple[date | None, date | None]:
    began, _, ended = cell.partition("-")
    return (ago(began) if began else None, ago(ended) if ended else None)


def rests_of(cell: str) -> tuple[Rest, ...]:
    began, ended = span(cell)
    return (Rest(began, ended),) if began else ()


def answered_of(cell: str) -> dict[Prompt, frozenset[date]]:
    given = {Prompt(part.split(":")[0]): part.split(":")[1].split(",") for part in cell.split() if ":" in part}
    known = {prompt: frozenset({ago("2")}) for prompt in SCALES} if "recent" in cell.split() else {}
    return known | {prompt: frozenset(map(ago, days)) for prompt, days in given.items()}


def situation_of(row: dict[str, str]) -> Situation:
    assert set(row) <= COLUMNS
    run_in = span(row["run_in"])
    days = frozenset(NAMES.index(name) + 1 for name in row.get("weekdays", "").split())
    positive = [part.split(":") for part in row.get("positive", "").split()]
    permitted = frozenset(Prompt) if row.get("may_use") else frozenset(Prompt) - {Prompt.SOWS}
    return Situation(
        run_in_began_on=run_in[0],
        run_in_ended_on=run_in[1],
        started_on=ago(row["started"]) if row["started"] else None,
        steps_on=tuple(map(ago, row["steps"].split())),
        next_step_on=TODAY + timedelta(days=int(row["next_step"])) if row.get("next_step") else None,
        rests=rests_of(row.get("hold", "")),
        stopped_on=ago(row["stopped"]) if row.get("stopped") else None,
        restless_on=frozenset(map(ago, row.get("troubled", "").split())),
        choices=(WeekdayChoice(ago("900"), days),) if days else (),
        answered=answered_of(row["answered"]),
        positive_on={Prompt(name): ago(day) for name, day in positive},
        low_mood_since=ago(row["low_mood"]) if row.get("low_mood") else None,
        questionnaires=permitted,
        lowers_pressure=row.get("lowers_pressure") == "yes",
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_each_row_of_the_page_is_due_as_it_says(row: dict[str, str]) -> None:
    due = due_on(situation_of(row), TODAY, LIMITS)
    said = ", ".join(f"{one.prompt}: {one.because}" for one in due) or "-"
    assert said == row["expect"]


def test_the_page_says_when_and_then_as_the_code_does_and_shows_every_reason() -> None:
    text, doc = PAGE.read_text(encoding="utf-8"), due_module.__doc__ or ""
    for word in ("When", "Then"):
        said = re.search(rf"^{word}: (.*?)(?=\n\w+:|\Z)", doc, re.M | re.S)
        assert said and " ".join(f"{word}: {said[1]}".split()) in text
    shown = {part.split(": ")[1] for row in rows() for part in row["expect"].split(", ") if ": " in part}
    assert shown == set(REASONS)


def day_sets() -> st.SearchStrategy[frozenset[date]]:
    return st.frozensets(st.integers(0, 120).map(lambda days: TODAY - timedelta(days=days)), max_size=40)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    started = draw(st.none() | st.integers(0, 900).map(lambda days: TODAY - timedelta(days=days)))
    stopped = draw(st.none() | st.integers(0, 400).map(lambda days: TODAY - timedelta(days=days)))
    held = draw(st.none() | st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days)))
    return Situation(
        run_in_began_on=draw(st.none() | st.integers(0, 900).map(lambda days: TODAY - timedelta(days=days))),
        started_on=started,
        steps_on=tuple(sorted(draw(day_sets()))) if started else (),
        next_step_on=draw(st.none() | st.integers(-30, 60).map(lambda days: TODAY + timedelta(days=days))),
        rests=(Rest(held),) if held else (),
        stopped_on=stopped if started else None,
        restless_on=draw(day_sets()),
        answered={prompt: draw(day_sets()) for prompt in draw(st.sets(st.sampled_from(Prompt)))},
    )


@given(situations(), st.integers(-5, 5))
def test_nothing_is_due_twice_and_nothing_that_was_answered_today(situation: Situation, days: int) -> None:
    day = TODAY + timedelta(days=days)
    due = [one.prompt for one in due_on(situation, day, LIMITS)]
    assert len(set(due)) == len(due)
    assert not [prompt for prompt in due if situation.has_answered(prompt, day)]


@given(situations())
def test_the_phq9_is_never_asked_twice_within_two_weeks(situation: Situation) -> None:
    lately = replace(situation, answered={**situation.answered, Prompt.PHQ9: frozenset({TODAY - timedelta(days=13)})})
    assert Prompt.PHQ9 not in [one.prompt for one in due_on(lately, TODAY, LIMITS)]


@given(situations(), st.integers(0, 14))
def test_every_one_of_the_fifteen_days_from_a_step_on_is_asked(situation: Situation, days: int) -> None:
    began = situation.started_on or TODAY - timedelta(days=30)
    step = max(began, TODAY - timedelta(days=days))
    stepped = replace(situation, started_on=began, steps_on=(*situation.steps_on, step))
    assert daily_reason(stepped, TODAY, LIMITS) == "daily_after_step"


@given(situations(), st.sets(st.sampled_from(sorted(SCALES))))
def test_what_the_site_may_not_use_is_never_due(situation: Situation, permitted: set[Prompt]) -> None:
    due = due_on(replace(situation, questionnaires=frozenset(permitted)), TODAY, LIMITS)
    assert {one.prompt for one in due} <= permitted | {Prompt.DAILY, Prompt.PRESSURE}


@given(situations())
def test_the_expected_days_are_the_days_with_a_reason(situation: Situation) -> None:
    first = TODAY - timedelta(days=40)
    days = expected_days(situation, first, TODAY, LIMITS)
    assert set(days) == {
        day
        for day in (first + timedelta(days=n) for n in range(41))
        if daily_reason(situation, day, LIMITS) is not None
    }


def test_an_answer_never_changes_whether_a_past_day_was_expected_outside_a_hold() -> None:
    taper = Situation(started_on=ago("45"), steps_on=(ago("20"),))
    answered = replace(taper, answered={Prompt.DAILY: frozenset(map(ago, map(str, range(45))))})
    days = (ago("44"), TODAY)
    assert expected_days(taper, *days, LIMITS) == expected_days(answered, *days, LIMITS)


def test_a_stricter_site_watches_longer_after_a_step() -> None:
    taper = Situation(
        started_on=ago("45"), steps_on=(ago("20"),), choices=(WeekdayChoice(ago("45"), frozenset({2, 4})),)
    )
    assert daily_reason(taper, TODAY, LIMITS) is None
    assert daily_reason(taper, TODAY, LIMITS.with_overrides({"step_watch_days": "21"})) == "daily_after_step"


@pytest.mark.parametrize("days", [{1}, set(), {0, 1}, {1, 8}])
def test_a_choice_of_days_that_cannot_be_used_is_refused(days: set[int]) -> None:
    with pytest.raises(CadenceError):
        WeekdayChoice(TODAY, frozenset(days))


def test_a_newer_choice_counts_from_its_day_on_and_not_before() -> None:
    choices = (WeekdayChoice(ago("90"), frozenset({1, 4})), WeekdayChoice(ago("7"), frozenset({2, 5})))
    taper = Situation(started_on=ago("90"), steps_on=(ago("60"),), choices=choices)
    assert expected_days(taper, ago("14"), ago("0"), LIMITS) == (ago("14"), ago("11"), ago("6"), ago("3"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2027, 11, 30), 24, date(2029, 11, 30)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


def test_the_phase_of_every_day_has_a_name() -> None:
    taper = Situation(run_in_began_on=ago("60"), run_in_ended_on=ago("46"), started_on=ago("45"), steps_on=(ago("20"),))
    phases = [phase_on(taper, ago(str(days)), LIMITS) for days in (70, 50, 30, 20, 5)]
    assert phases == [cadence.Phase.NOT_BEGUN, "run_in", "between", "after_step", "between"]
