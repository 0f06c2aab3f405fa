"""The command `interactions`: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import argparse
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from glidepath_clinical import interactions
from glidepath_clinical.cli import explain
from glidepath_clinical.cli import interactions as command
from glidepath_clinical.interactions import find_combination
from glidepath_clinical.interactions.conditions import Answer, Takes
from glidepath_clinical.interactions.taken import Known

README = Path(__file__).parents[1] / "specs" / "interactions" / "README.md"


def call(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    for module in (command, explain):
        module.register(subparsers)
    args = parser.parse_args(arguments)
    return args.run(args)


def example() -> str:
    found = re.search(r"```json\n(.+?)```", README.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return found[1]


def test_the_command_reads_the_example_of_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(example()))
    assert call("interactions", "-", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    first = said["found"][0]
    assert (first["rule"], first["urgency"], first["mark"]) == ("I14", "ORANGE", "M")
    assert first["row"]["source"].startswith("oxycodone inducer list seen")
    assert any("medicines: cold and flu tablets" in one["missing"] for one in said["unanswerable"])


def test_the_command_tells_each_missing_thing_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "medicines.json"
    file.write_text(example(), encoding="utf-8")
    assert call("interactions", str(file)) == 0
    printed = capsys.readouterr().out
    assert "ORANGE  I14: carbamazepine stopped or lowered while oxycodone goes on" in printed
    assert printed.count("  medicines: cold and flu tablets: I") == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"today": None}, "today: is needed"),
        ({"medicine": []}, "medicine: unknown field; did you mean medicines?"),
        ({"medicines": "oxycodone"}, "medicines: give a list"),
        ({"medicines": [{"name": ""}]}, "medicines[0].name: give the medicine's name"),
        ({"medicines": [7]}, "medicines[0]: give a JSON object in braces"),
        ({"changes": [{"kind": "stopped", "name": "x"}]}, "changes[0].kind: use one of start"),
        ({"changes": [{"kind": "stop", "name": "x", "on": "soon"}]}, "changes[0].on: give a date"),
        ({"told": {"alcohol": "some"}}, "told.alcohol: use yes, no or unknown"),
        ({"told": {"alchohol": "no"}}, "told.alchohol: unknown field; did you mean alcohol?"),
        ({"measured": {"egfr": {"value": 58.5, "on": "2027-03-01"}}}, "measured.egfr.value: give a number as text"),
        ({"measured": {"egfr": {"value": "580", "on": "2027-03-01"}}}, "measured.egfr.value: must be from 0 to 200"),
        ({"measured": {"egfr": {"value": "58"}}}, "measured.egfr.on: give text in quotes"),
        ({"as_of": "2027-03-15T08:30:00"}, "as_of: give the time with its zone"),
    ],
)
def test_the_command_refuses_bad_input_by_name_with_exit_2(
    change: dict[str, object], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "medicines.json"
    file.write_text(json.dumps({**json.loads(example()), **change}), encoding="utf-8")
    assert call("interactions", str(file)) == 2
    assert named in capsys.readouterr().err


def test_the_command_refuses_what_is_no_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "medicines.json"
    for text in (b"{", b"[" * 100_000, b"\xff\xfe"):
        file.write_bytes(text)
        assert call("interactions", str(file), "--json") == 2
    assert call("interactions", str(tmp_path / "missing.json")) == 2
    assert call("interactions", str(file), "--limit", "qtc=3") == 2
    capsys.readouterr()


def test_a_row_that_breaks_is_failed_and_the_others_still_speak(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(Takes):
        def answer(self, known: Known, days: int) -> Answer:
            raise KeyError("patient 17")

    rows = (replace(find_combination("I01"), a=Broken()), find_combination("I14"))
    monkeypatch.setattr(command, "evaluate", lambda situation, limits: interactions.evaluate(situation, limits, rows))
    file = tmp_path / "medicines.json"
    file.write_text(example(), encoding="utf-8")
    assert call("interactions", str(file)) == 1
    printed = capsys.readouterr().out
    assert "I01: KeyError" in printed
    assert "ORANGE  I14" in printed


def test_explain_knows_a_combination(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "i14") == 0
    printed = capsys.readouterr().out
    assert "Oxycodone with a CYP3A4 inducer" in printed
    assert "[M]" in printed
