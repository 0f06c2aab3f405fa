"""The commands plan and verify: what they print, and with what they end."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli import plan as plan_command
from glidepath_clinical.cli import verify as verify_command

from .cases import morphine, planned, refused, request


def run(*words: str) -> int:
    parser = ArgumentParser()
    commands = parser.add_subparsers()
    plan_command.register(commands)
    verify_command.register(commands)
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


def file_with(folder: Path, content: Any) -> str:
    path = folder / "input.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_plan_prints_one_object_and_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", file_with(tmp_path, request()), "--json") == 0
    assert json.loads(capsys.readouterr().out) == planned(request())


def test_a_refusal_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = request(pace={"reduction_percent": "5"})
    assert run("plan", file_with(tmp_path, body), "--json") == 3
    assert json.loads(capsys.readouterr().out) == refused(body)


def test_plan_in_words_says_doses_percentages_and_what_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", file_with(tmp_path, request(framework="va-rapid"))) == 0
    text = capsys.readouterr().out
    for words in (
        "One 60 mg tablet",
        "33.3 % of the original",
        "Two prescribers sign",
        "naloxone",
        "Not a prescription",
    ):
        assert words in text


def test_several_medicines_and_patch_changes_stand_in_the_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "50"}}
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28}
    patch = {**patch, "pace": pace, "goal": {"kind": "dose", "daily": "25"}}
    order = {"order": ["morphine ER tablet", patch["product"]], "order_reason": "patient_preference"}
    body = request(medicines=[morphine("30", "30", "30"), patch], **order)
    assert run("plan", file_with(tmp_path, body)) == 0
    text = capsys.readouterr().out
    for words in (
        "fentanyl transdermal system 72 h (kept)",
        "One 50 mcg/h patch",
        "change on 2027-",
        "Order: morphine",
    ):
        assert words in text


def test_a_refusal_in_words_shows_the_steps_so_far_and_other_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = request(framework="fda-label", pace={"reduction_percent": "10"})
    assert run("plan", file_with(tmp_path, body)) == 3
    text = capsys.readouterr().out
    for words in ("cap_unreachable", "Step 9", "hold_longer", "lowest_that_keeps_the_cap"):
        assert words in text


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{", "is not JSON"),
        ("[]", "request"),
        (request(medicines=[morphine("90 mg")]), "medicines[0].doses.morning"),
        ('{"as_of": "2027-01-04", "as_of": "2027-01-05"}', "as_of: stands twice"),
        ('{"as_of": 1e400}', "as_of"),
    ],
)
def test_unusable_input_ends_with_2_and_names_the_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, named: str
) -> None:
    assert run("plan", file_with(tmp_path, content)) == 2
    captured = capsys.readouterr()
    assert named in captured.err
    assert captured.out == ""


def test_unusable_input_as_json_names_the_field_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", file_with(tmp_path, request(goal={"kind": "less"})), "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "goal.kind"


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", str(tmp_path / "nothing.json")) == 2
    assert run("verify", str(tmp_path / "nothing.json")) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_file_that_is_not_text_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xfe\x00\x80")
    assert run("plan", str(path)) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_verify_ends_with_0_when_the_certificate_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", file_with(tmp_path, planned(request()))) == 0
    assert "The certificate holds." in capsys.readouterr().out


def test_verify_ends_with_4_and_names_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = planned(request())
    document["steps"][0]["medicines"][0]["doses"]["noon"]["units"][0]["count"] = "4"
    assert run("verify", file_with(tmp_path, document)) == 4
    text = capsys.readouterr().out
    assert "FAILS  units_make_the_dose" in text
    assert "FAILS  content_hash" in text


def test_verify_as_json_gives_every_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", file_with(tmp_path, {"outcome": "refused"}), "--json") == 4
    assert json.loads(capsys.readouterr().out)["checks"][0]["name"] == "readable"
