"""The contract that other programs rely on: the request as it is documented, every key with its type, every exit."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli.main import main

from .cases import half_way, medicine, morphine, planned, request

Json = dict[str, Any]
SAMPLE = """
{"as_of": "2027-01-04", "starts_on": "2027-01-11", "framework": "va-slower",
 "pace": {"reduction_percent": "10", "basis": "original", "every_days": 28},
 "goal": {"kind": "stop"},
 "medicines": [{"product": "morphine ER tablet", "strengths": ["15", "30", "60", "100", "200"], "unit": "mg",
                "doses": {"morning": "90", "noon": "90", "evening": "90"}}]}
"""
DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIMES = {"morning", "noon", "evening", "bedtime"}


class Program:
    """The command as another program meets it: a file in, one JSON object and an exit status out."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, command: str, content: object) -> tuple[int, Json, str]:
        path = self.folder / f"{command}.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        status = main([command, str(path), "--json"])
        printed = self.capsys.readouterr()
        return status, json.loads(printed.out) if printed.out else {}, printed.err


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path, capsys)


def check_step(step: Json) -> None:
    assert type(step["number"]) is int
    assert DAY.fullmatch(step["starts_on"])
    assert step["ends_on"] is None or DAY.fullmatch(step["ends_on"])
    assert step["phase"] in ("reduction", "hold", "terminal", "stopped")
    assert DECIMAL.fullmatch(step["mme_per_day"])
    assert type(step["mme_complete"]) is bool
    for row in step["medicines"]:
        assert type(row["product"]) is str
        for name in ("daily", "cut_percent_of_original", "cut_percent_of_previous"):
            assert DECIMAL.fullmatch(row[name]), (name, row[name])
        assert set(row["doses"]) <= TIMES
        for dose in row["doses"].values():
            assert DECIMAL.fullmatch(dose["amount"])
            assert dose["units"]
            for unit in dose["units"]:
                assert DECIMAL.fullmatch(unit["strength"])
                assert DECIMAL.fullmatch(unit["count"])


def check_plan(document: Json) -> None:
    assert document["outcome"] == "planned"
    for name in ("data_version", "engine_version", "content_hash"):
        assert type(document[name]) is str
    for name in ("not_assessed", "offers", "because"):
        assert type(document[name]) is list
    assert document["certificate"]["holds"] is True
    assert all(check["name"] for check in document["certificate"]["checks"])
    assert [step["number"] for step in document["steps"]] == list(range(1, len(document["steps"]) + 1))
    for step in document["steps"]:
        check_step(step)
    assert [step["ends_on"] is None for step in document["steps"]] == [False] * (len(document["steps"]) - 1) + [True]


def test_the_documented_request_gives_the_documented_answer(program: Program) -> None:
    status, document, said = program.run("plan", SAMPLE)
    assert (status, said) == (0, "")
    check_plan(document)
    assert document["request"] == json.loads(SAMPLE)
    assert (document["framework"], document["framework_version"]) == ("va-slower", "1")
    assert document["not_assessed"] == ["naloxone", "pregnancy", "suicidality", "population"]
    assert any("replaces the numbers of va-slower" in line for line in document["because"])
    last = document["steps"][-1]
    assert (last["phase"], last["mme_per_day"]) == ("stopped", "0")
    assert [(row["doses"], row["daily"]) for row in last["medicines"]] == [({}, "0")]
    assert program.run("verify", document)[0] == 0


@pytest.mark.parametrize(
    ("change", "last"),
    [
        ({"goal": {"kind": "dose", "daily": "90"}}, "90"),
        ({"goal": {"kind": "percent", "percent": "50"}}, "135"),
        ({"goal": {"kind": "mme", "mme_per_day": "50"}}, "60"),
        ({"goal": {"kind": "stop"}, "pace": None}, "0"),
        ({"goal": {"kind": "stop"}, "framework": None}, "0"),
    ],
)
def test_every_kind_of_goal_and_either_framework_or_pace(program: Program, change: Json, last: str) -> None:
    body = {name: value for name, value in {**json.loads(SAMPLE), **change}.items() if value is not None}
    del body["medicines"][0]["strengths"]
    status, document, _ = program.run("plan", body)
    assert status == 0
    check_plan(document)
    assert document["steps"][-1]["medicines"][0]["daily"] == last
    assert (document["framework"] is None) == ("framework" not in body)


def test_a_cap_that_cannot_be_kept_is_refused_with_where_how_far_and_other_ways(program: Program) -> None:
    status, document, _ = program.run("plan", request(framework="fda-label", pace={"reduction_percent": "10"}))
    assert (status, document["outcome"]) == (3, "refused")
    (refusal,) = document["refusals"]
    assert refusal["code"] == "cap_unreachable"
    assert refusal["because"]
    assert document["at"] == len(document["steps_so_far"]) + 1
    for step in document["steps_so_far"]:
        check_step(step)
    assert document["offers"]
    for offer in document["offers"]:
        assert {"kind", "because", "plan"} <= set(offer)
        check_plan(offer["plan"])
        assert program.run("verify", offer["plan"])[0] == 0


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        (medicine("morphin ER tablet", "15"), "unknown_product", "morphine ER tablet"),
        (medicine("oxycodon tablet", "5"), "unknown_product", "oxycodone tablet"),
        (medicine("OxyContin", "10"), "unknown_product", "nearest: "),
        (morphine("90", strengths=("15", "45")), "unknown_strength", "15, 30, 60, 100, 200"),
        (morphine("10", strengths=("60",)), "impossible_fraction", "fraction"),
        ({**morphine("90"), "unit": "mcg"}, "mixed_units", "mg"),
        ({**morphine("90"), "doses": {"morning": None}}, "dose_unknown", "unknown"),
        (medicine("diazepam tablet", "10"), "framework_not_for_class", "benzodiazepine"),
    ],
)
def test_what_is_wrong_is_refused_by_its_code_with_a_reason(program: Program, row: Json, code: str, told: str) -> None:
    status, document, _ = program.run("plan", request(medicines=[row]))
    assert (status, document["outcome"]) == (3, "refused")
    assert code in {refusal["code"] for refusal in document["refusals"]}
    assert told in " ".join(refusal["because"] for refusal in document["refusals"])


def test_every_product_is_known_by_exactly_the_name_that_the_formulary_prints(program: Program) -> None:
    main(["formulary", "--json"])
    products = json.loads(program.capsys.readouterr().out)["products"]
    planned_of = set()
    for product in products:
        strength = (product["combined_strengths"] or product["strengths"])[0]
        main_amount = strength.split("/")[0]
        row = {
            "product": product["product"],
            "strengths": [strength],
            "unit": product["unit"].removesuffix("/mL"),
            "doses": {"morning": main_amount},
        }
        pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
        status, document, _ = program.run(
            "plan", request(framework=None, pace=pace, medicines=[row], continues=half_way(main_amount))
        )
        if status == 0:
            planned_of.add(product["product"])
        else:
            assert [refusal["code"] for refusal in document["refusals"]] == ["not_a_taper_form"], product["product"]
    assert {product["product"] for product in products} - planned_of == {"naloxone nasal spray"}


def test_a_tampered_plan_ends_with_4_and_names_the_check(program: Program) -> None:
    document = planned(request())
    document["steps"][0]["medicines"][0]["daily"] = "224"
    status, certificate, _ = program.run("verify", document)
    assert status == 4
    failed = {check["name"] for check in certificate["checks"] if not check["holds"]}
    assert {"content_hash", "daily_is_the_sum"} <= failed


def test_strings_are_numbers_and_whole_numbers_are_understood(program: Program) -> None:
    body = json.loads(SAMPLE)
    body["pace"]["every_days"] = "28"
    body["medicines"][0]["doses"]["morning"] = 90
    assert program.run("plan", body)[1]["steps"] == program.run("plan", SAMPLE)[1]["steps"]
