"""Every row of every table in clinical/specs/interactions is a test; every combination of the list has its cases."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.evidence import cite
from glidepath_clinical.findings import Evaluation
from glidepath_clinical.interactions import (
    COMBINATIONS,
    REASONS,
    Change,
    ChangeKind,
    Combination,
    Measured,
    Medicine,
    Situation,
    evaluate,
    find_combination,
    source_attributes,
)
from glidepath_clinical.protocol import Limits

PAGES = Path(__file__).parents[1] / "specs" / "interactions"
SHARED = Path(os.environ.get("GLIDEPATH_SHARED", Path(__file__).parents[3] / "shared"))
LIST = SHARED / "data" / "interactions.csv"
AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))
TODAY = AS_OF.date()
COLUMNS = ["case", "takes", "changes", "told", "measured", "expect"]
HEADING = re.compile(r"## (I\d\d): (.+)")
CHANGE = re.compile(
    r"(start|increase|decrease|stop) (.+?)(?:,? (today|yesterday|day unknown|in \d+ days|\d+ days ago))"
)


@dataclass(frozen=True)
class Case:
    """One row of a page: which combination it is about, where it stands, and its cells."""

    rule: str
    page: str
    line: int
    cells: dict[str, str]


def cases() -> list[Case]:
    found = []
    for page in sorted(PAGES.glob("*.md")):
        rule = ""
        for line, text in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            heading = HEADING.fullmatch(text)
            rule = heading[1] if heading else rule
            cells = [cell.strip() for cell in text.strip("|").split("|")] if text.startswith("| ") else []
            if cells and rule and cells != COLUMNS:
                found.append(Case(rule, page.stem, line, dict(zip(COLUMNS, cells, strict=True))))
    return found


CASES = cases()


def day_of(words: str) -> date | None:
    if words in ("today", "yesterday", "day unknown"):
        return {"today": TODAY, "yesterday": TODAY - timedelta(days=1), "day unknown": None}[words]
    number = int(re.findall(r"\d+", words)[0])
    return TODAY + timedelta(days=number if words.startswith("in ") else -number)


def change_of(cell: str) -> Change:
    said = CHANGE.fullmatch(cell)
    assert said is not None, f"not a change: {cell!r}"
    return Change(ChangeKind(said[1]), said[2], day_of(said[3]), ref=f"change:{cell}")


def measured_of(cell: str) -> tuple[str, Measured]:
    number, _, when = cell.partition(", ")
    name, value = number.split()
    on = day_of(when) if when else TODAY
    assert on is not None
    return name, Measured(Fraction(value), on)


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def situation_of(case: Case) -> Situation:
    cells = case.cells
    takes = tuple(Medicine(name, ref=f"taken:{name}") for name in parts(cells["takes"]))
    told = {name: answer == "yes" for name, answer in (part.split() for part in parts(cells["told"]))}
    return Situation(
        today=TODAY,
        as_of=AS_OF,
        medicines=takes or None,
        changes=tuple(change_of(part) for part in parts(cells["changes"])),
        told=told,
        measured=dict(measured_of(part) for part in parts(cells["measured"])),
    )


def said_by(evaluation: Evaluation) -> str:
    said = [finding.urgency.value for finding in evaluation.found]
    said += ["unanswerable"] * len(evaluation.unanswerable) + [failed.error for failed in evaluation.failed]
    return " + ".join(said) or "-"


@pytest.mark.hazard("HZ-12")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}:{case.page}:{case.line}")
def test_each_case_of_each_page_gives_what_it_expects(case: Case) -> None:
    outcome = said_by(evaluate(situation_of(case), Limits(), (find_combination(case.rule),)))
    assert outcome == case.cells["expect"], f"{case.page} line {case.line}: {case.cells['case']}"


@pytest.mark.parametrize("row", COMBINATIONS, ids=lambda row: row.id)
def test_each_combination_has_a_case_that_speaks_one_that_does_not_and_one_that_cannot_say(row: Combination) -> None:
    expected = {case.cells["expect"] for case in CASES if case.rule == row.id}
    assert {"-", "unanswerable"} <= expected
    assert expected & {"RED", "ORANGE", "YELLOW"}


@pytest.mark.parametrize("row", COMBINATIONS, ids=lambda row: row.id)
def test_each_page_says_what_the_rule_says(row: Combination) -> None:
    said, text = source_attributes(row.id), "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    mark = said["attributes"]["evidence"]["mark"]
    severity = f"Severity: {row.facts['severity']}. Mark: {mark}. Source: {row.facts['source']}"
    for words in (f"## {row.id}: {row.title}\n", f"{severity}\n", f"When: {said['when']}\n", f"Then: {said['then']}\n"):
        assert f"\n{words}" in text


def test_the_pages_show_every_sentence_that_a_combination_can_say() -> None:
    said = [evaluate(situation_of(case), Limits(), (find_combination(case.rule),)) for case in CASES]
    facts = {fact.reason_key for one in said for finding in one.found for fact in finding.facts}
    assert facts == set(REASONS)


def test_there_are_52_combinations_each_with_its_id_once() -> None:
    ids = [row.id for row in COMBINATIONS]
    assert len(ids) == len(set(ids)) == 52
    assert ids == sorted({f"I{number:02}" for number in range(1, 54)} - {"I47"})


@pytest.mark.skipif(not LIST.is_file(), reason="the list of combinations is not here")
def test_every_row_of_the_list_is_carried_over_with_severity_source_and_provenance() -> None:
    rows = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in rows] == [row.id for row in COMBINATIONS]
    for row in rows:
        facts = find_combination(row["id"]).facts
        assert facts == {name: cell.replace("**", "") for name, cell in row.items()}


def test_a_row_that_was_not_seen_whole_is_marked_as_from_memory() -> None:
    for row in COMBINATIONS:
        assert cite(row.cite).mark == ("S" if row.facts["provenance"] == "seen" else "M"), row.id


@pytest.mark.parametrize("row", COMBINATIONS, ids=lambda row: row.id)
def test_each_combination_has_its_thirteen_source_attributes(row: Combination) -> None:
    record = source_attributes(row.id)
    assert len(record["attributes"]) == len(record["regulation"]) == 13
    assert record["attributes"]["inputs"]
    assert record["attributes"]["output"]
