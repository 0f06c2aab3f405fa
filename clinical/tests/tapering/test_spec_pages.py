"""Every row of every table in clinical/specs/tapering is a test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .cases import doses, medicine, planned, refused, request

PAGES = sorted((Path(__file__).parents[2] / "specs" / "tapering").glob("*.md"))


@dataclass(frozen=True)
class Case:
    """One table of a page: its request line and its rows."""

    page: str
    line: int
    asked: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


def cases_of(page: Path) -> list[Case]:
    """The tables of a page, each under a line `Plan: name=value; …` or `Refused: name=value; …`."""
    cases: list[Case] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(("Plan: ", "Refused: ")):
            kind, _, asked = line.partition(": ")
            pairs = dict(part.strip().split("=", 1) for part in asked.rstrip(".").split(";"))
            cases.append(Case(page.name, number, {"kind": kind, **pairs}, ()))
        elif line.startswith("|") and cases:
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            last = cases.pop()
            cases.append(Case(last.page, last.line, last.asked, (*last.rows, cells)))
    return cases


CASES = [case for page in PAGES for case in cases_of(page)]


def as_request(asked: dict[str, str]) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if "strengths" in asked:
        more["strengths"] = asked["strengths"].split(", ")
    if "halves" in asked:
        more["halves_confirmed"] = asked["halves"].split(", ")
    regimen = medicine(asked["product"], *asked["now"].split(" / "), **more)
    return request(framework=asked.get("framework"), pace=_pace(asked), goal=_goal(asked), medicines=[regimen])


def _pace(asked: dict[str, str]) -> dict[str, Any] | None:
    if "pace" not in asked:
        return None
    size, basis, days = asked["pace"].split(" ", 2)
    kind = "reduction_percent" if size.endswith("%") else "reduction_amount"
    return {kind: size.removesuffix("%"), "basis": basis, "every_days": int(days.split()[-2])}


def _goal(asked: dict[str, str]) -> dict[str, Any]:
    kind, _, number = asked["goal"].partition(" ")
    names = {"dose": "daily", "percent": "percent", "mme": "mme_per_day"}
    return {"kind": kind, names[kind]: number} if number else {"kind": kind}


def test_there_are_pages_and_every_page_has_tables() -> None:
    assert len(PAGES) >= 3
    assert {case.page for case in CASES} == {page.name for page in PAGES}
    assert all(len(case.rows) > 2 for case in CASES if case.asked.get("at") != "1")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page}:{case.line}")
def test_a_table_of_a_page_is_what_the_engine_gives(case: Case) -> None:
    header, rows = case.rows[0], case.rows[2:]
    body = as_request(case.asked)
    if case.asked["kind"] == "Refused":
        document = refused(body)
        steps = document.get("steps_so_far", [])
        assert {"code": document["refusals"][0]["code"], "at": str(document.get("at", "-"))} == {
            "code": case.asked["code"], "at": case.asked.get("at", "-"),
        }  # fmt: skip
        table = [_row(header, step) for step in steps]
    else:
        document = planned(body)
        assert document["certificate"]["holds"]
        table = [_row(header, step) for step in [document["present"], *document["steps"]]]
    assert table[: len(rows)] == [list(row) for row in rows]
    if case.asked.get("shows") != "the first steps":
        assert len(table) == len(rows)


def _row(header: tuple[str, ...], step: dict[str, Any]) -> list[str]:
    row = step["medicines"][0]
    morning, noon, evening = doses(step)
    facts = {
        "step": str(step["number"]),
        "phase": step["phase"],
        "morning": morning,
        "noon": noon,
        "evening": evening,
        "daily": row["daily"],
        "% of original": row["cut_percent_of_original"],
        "% of previous": row["cut_percent_of_previous"],
        "from": step["starts_on"] or "",
        "units at noon": _units(row["doses"].get("noon", {"units": []})["units"]),
        "units in the morning": _units(row["doses"].get("morning", {"units": []})["units"]),
    }
    return [facts[name] for name in header]


def _units(units: list[dict[str, str]]) -> str:
    return " + ".join(f"{unit['count']} × {unit['strength']}" for unit in units) or "-"
