"""The commands `flags` and `explain`: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from glidepath_clinical import red_flags
from glidepath_clinical.cli import explain, flags
from glidepath_clinical.picture import FIELD_WORDS, picture_from_json
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES

NOW = "2027-03-15T08:30:00-05:00"
SAID_YES = {"value": "yes", "on": "2027-03-15", "at": NOW, "informant": "patient", "ref": "checkin-3"}
CRISIS = {"as_of": NOW, "today": "2027-03-15", "cannot_keep_fluids_down": SAID_YES}
README = Path(__file__).parents[1] / "specs" / "red_flags" / "README.md"


def call(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    for command in (flags, explain):
        command.register(subparsers)
    args = parser.parse_args(arguments)
    return args.run(args)


@pytest.fixture
def crisis(tmp_path: Path) -> str:
    return written(tmp_path, json.dumps(CRISIS))


def written(folder: Path, text: str) -> str:
    path = folder / "picture.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_flags_prints_what_was_found_what_cannot_be_answered_and_what_failed(
    crisis: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("flags", crisis) == 0
    printed = capsys.readouterr().out
    assert "RED     withdrawal_crisis: no fluids kept down for 24 hours" in printed
    assert "from checkin-3" in printed
    assert "suicidality: needs phq9_item9" in printed
    assert printed.endswith("Failed (treat as RED)\n  none\n")


def test_flags_prints_one_json_object(crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags", crisis, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["urgency"], said["all_clear"], said["failed"]) == ("RED", False, [])
    assert said["found"][0]["rule"] == "withdrawal_crisis"
    assert {one["rule"] for one in said["unanswerable"]} >= {"suicidality", "silence"}


def test_flags_keeps_the_contract_of_the_three_lists(crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    call("flags", crisis, "--json")
    said = json.loads(capsys.readouterr().out)
    for one in said["found"]:
        assert {"rule", "urgency", "because", "cites", "inputs"} <= set(one)
    assert said["found"][0]["inputs"] == {"cannot_keep_fluids_down": {**SAID_YES, "value": True}}
    assert all({"rule", "missing"} <= set(one) and one["missing"] for one in said["unanswerable"])


def test_what_flags_prints_as_inputs_can_be_read_again(crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    call("flags", crisis, "--json")
    said = json.loads(capsys.readouterr().out)
    again = {"as_of": said["moment"]["as_of"], **said["found"][0]["inputs"]}
    assert red_flags.evaluate(picture_from_json(again), Limits()).found[0].rule == "withdrawal_crisis"


@pytest.mark.hazard("HZ-20")
def test_an_empty_file_of_answers_is_answered_by_no_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags", written(tmp_path, "{}"), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["found"], said["failed"], said["all_clear"], said["moment"]["known"]) == ([], [], False, False)
    assert {one["rule"] for one in said["unanswerable"]} == {rule.ID for rule in RULES}


def test_flags_prints_the_schema_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags", "--schema") == 0
    assert set(json.loads(capsys.readouterr().out)["properties"]) == {"as_of", "today", *FIELD_WORDS}


def test_flags_without_a_file_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags") == 2
    assert "name the file" in capsys.readouterr().err


def test_flags_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(CRISIS)))
    assert call("flags", "-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["urgency"] == "RED"


def test_flags_reads_the_example_of_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```json\n(.+?)```", README.read_text(encoding="utf-8"), re.S)
    assert example is not None
    assert call("flags", written(tmp_path, example[1]), "--json") == 0
    assert json.loads(capsys.readouterr().out)["found"][0]["values"] == {"score": "26", "limit": "25"}


def test_flags_takes_a_sites_own_threshold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score = {**SAID_YES, "value": 20, "informant": "clinician"}
    file = written(tmp_path, json.dumps({"as_of": NOW, "today": "2027-03-15", "cows_latest": score}))
    assert call("flags", file, "--limit", "cows_crisis_score=20", "--json") == 0
    assert json.loads(capsys.readouterr().out)["urgency"] == "RED"


def test_a_rule_that_breaks_ends_with_exit_1(
    crisis: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(picture: object, limits: object) -> None:
        raise ZeroDivisionError

    broken = SimpleNamespace(ID="broken", check=check)
    monkeypatch.setattr(flags, "evaluate", lambda picture, limits: red_flags.evaluate(picture, limits, (broken,)))
    assert call("flags", crisis) == 1
    assert "broken: ZeroDivisionError" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "is not JSON: "),
        ("[" * 100_000, "too deep"),
        ('{"as_of": ' + "9" * 5000 + "}", "too long"),
        ("[]", "picture: give a JSON object"),
        (json.dumps({**CRISIS, "mood": 3}), "mood: unknown field"),
        (json.dumps({**CRISIS, "cannot_keep_fluids_down": {**SAID_YES, "value": "perhaps"}}), "value: use one of"),
    ],
)
def test_flags_refuses_bad_input_by_name_with_exit_2(
    text: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("flags", written(tmp_path, text)) == 2
    assert named in capsys.readouterr().err


def test_flags_refuses_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags", str(tmp_path / "missing.json")) == 2
    assert "missing.json: cannot be read" in capsys.readouterr().err


def test_flags_refuses_a_file_that_is_not_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert call("flags", str(tmp_path / "binary")) == 2
    assert "is not UTF-8 text" in capsys.readouterr().err


def test_flags_refuses_an_unknown_threshold(crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("flags", crisis, "--limit", "cows=3", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "cows"


def test_the_help_of_flags_explains_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call("flags", "--help")
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in FIELD_WORDS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_explain_prints_when_then_thresholds_sources_and_limits(
    rule: red_flags.Rule, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("explain", rule.ID) == 0
    printed = capsys.readouterr().out
    for part in ("When: ", "Then: ", "Thresholds", "Sources", "validation: not clinically validated", *rule.LIMITS):
        assert part in printed


def test_explain_prints_the_whole_record_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "suicidality", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert len(record["attributes"]) == 13
    assert record["citations"][0]["title"]
    assert {one["mark"] for one in record["citations"]} <= {"S", "V", "D", "M"}


def test_explain_refuses_an_unknown_rule_with_the_nearest_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "suicidalty") == 2
    assert "nearest: suicidality" in capsys.readouterr().err


def test_explain_refuses_an_unknown_rule_in_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "pain_spikes", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["nearest"][0] == "pain_spike"
