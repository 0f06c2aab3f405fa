"""`glidepath-clinical supply`: fills, run-out and refills of a plan, counted a second time before they are printed."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli.main import main
from glidepath_clinical.tapering import Planned, PlanRequest, plan
from glidepath_clinical.tapering.certificate.supply import supply_problems
from glidepath_clinical.tapering.dispensing import AtHome, plan_fills

from .cases import medicine, planned, request
from .test_random_requests import random_request

Json = dict[str, Any]


def halves() -> Json:
    """Oxycodone 7.5 mg twice a day from scored tablets of 5 mg."""
    tablets = medicine("oxycodone tablet", "7.5", "0", "7.5", strengths=["5"], halves_confirmed=["5"])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 10}
    return planned(request(framework=None, pace=pace, medicines=[tablets]))


def body(**changes: Any) -> Json:
    at_home = {"counted_on": "2027-01-05", "units": [{"product": "oxycodone tablet", "strength": "5", "count": "20.5"}]}
    return {"plan": halves(), "at_home": at_home, "first_fill_on": "2027-01-11", "cycle_days": 28, **changes}


def run(folder: Path, content: Json, *words: str) -> int:
    path = folder / "supply.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return main(["supply", str(path), *words])


def test_it_prints_whole_tablets_what_is_left_and_the_run_out_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, body(), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    (row,) = document["fills"][0]["rows"]
    assert all(Fraction(fill["rows"][0]["dispensed"]).denominator == 1 for fill in document["fills"])
    assert Fraction(row["at_home"]) + Fraction(row["dispensed"]) == Fraction(row["taken"]) + Fraction(row["left_over"])
    assert document["bridge"]["rows"][0]["taken"] == "18"
    assert document["run_out"]["on"] == "2027-01-12"
    assert document["steps_between_refills"][0]["refill_on"] == "2027-02-08"
    assert document["certificate"] == {"holds": True, "because": []}


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, body()) == 0
    told = capsys.readouterr().out
    assert "Fill on 2027-01-11" in told
    assert "What is at home runs out on 2027-01-12." in told
    assert told.endswith("The count holds. Not a prescription.\n")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"cycle_days": 0}, "cycle_days"),
        ({"first_fill_on": "2027-01-01"}, "first_fill_on"),
        ({"at_home": {"counted_on": "2027-01-05", "units": [{"product": "x", "strength": "5", "count": "0.3"}]}},
         "at_home.units[0].count"),
        ({"bottles": [{"product": "oxycodone tablet", "strength": "5", "mL": "100"}]}, "bottles[0].product"),
        ({"at_home": None}, "at_home"),
        ({"plan": 5}, "plan"),
        ({"trough": "2027-02-01"}, "trough"),
        ({"through": "2027-01-10"}, "through"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_ends_with_2_and_the_fields_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: Json, named: str
) -> None:
    assert run(tmp_path, body(**changes), "--json") == 2
    assert capsys.readouterr().err.startswith(f"{named}: ")


def test_a_plan_whose_certificate_fails_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt = halves()
    spoilt["steps"][0]["medicines"][0]["daily"] = "9"
    assert run(tmp_path, body(plan=spoilt)) == 4
    assert "does not hold" in capsys.readouterr().out


def counted(document: Json) -> Json:
    at_home = AtHome(date(2027, 1, 5), {})
    return plan_fills(document, at_home, date(2027, 1, 5), 28, date(2028, 1, 1)).to_json()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("dispensed", "21.5", "not whole"),
        ("dispensed", "1000", "not what is taken and left over"),
        ("left_over", "-1", "missing"),
        ("taken", "1", "does not take what the plan takes"),
        ("halves", "1", "does not print the halves"),
    ],
)
def test_the_second_count_notices_each_wrong_number(name: str, text: str, told: str) -> None:
    document = halves()
    fills = counted(document)
    assert list(supply_problems(document, fills)) == []
    spoilt = deepcopy(fills)
    spoilt["fills"][0]["rows"][0][name] = text
    assert any(told in problem for problem in supply_problems(document, spoilt))


def test_the_second_count_notices_a_fill_too_many_and_a_fill_that_is_missing() -> None:
    document = halves()
    fills = counted(document)
    row = fills["fills"][0]["rows"][0]
    more = {**row, "dispensed": str(int(row["dispensed"]) + 5), "left_over": str(Fraction(row["left_over"]) + 5)}
    generous = {"fills": [{**fills["fills"][0], "rows": [more]}]}
    assert any("more is dispensed" in problem for problem in supply_problems(document, generous))
    weekly = plan_fills(document, AtHome(date(2027, 1, 5), {}), date(2027, 1, 5), 7, date(2028, 1, 1)).to_json()
    holed = {"fills": [weekly["fills"][0], *weekly["fills"][2:]]}
    assert any("does not begin on the day after" in problem for problem in supply_problems(document, holed))


def test_both_counts_agree_on_random_plans() -> None:
    agreed = 0
    for seed in range(60):
        answer = plan(PlanRequest.from_json(random_request(random.Random(seed))))
        form = answer.to_json()["products"][0]["form"] if isinstance(answer, Planned) else ""
        if form:
            assert list(supply_problems(answer.to_json(), counted(answer.to_json()))) == []
            agreed += 1
    assert agreed > 10
