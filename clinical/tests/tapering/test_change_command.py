"""The command change: what it prints, and with what it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli import main

from .cases import planned, request
from .change_events import changed, event


def file_with(folder: Path, content: Any) -> str:
    path = folder / "input.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_change_prints_the_versions_and_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running = planned(request())
    content = {"plan": running, "events": [event("hold"), event("ease")]}
    assert main(["change", file_with(tmp_path, content), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["versions"] == list(changed(running, event("hold"), event("ease")))


def test_change_in_words_tells_the_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {"plan": planned(request()), "events": [event("step_back")]}
    assert main(["change", file_with(tmp_path, content)]) == 0
    text = capsys.readouterr().out
    assert "step_back on 2027-04-01 (clinician)\n  From 2 April 2027: 180 mg a day instead of 135 mg.\n" in text
    assert "! After 25 days at the lower dose tolerance may be lost" in text


def test_a_refused_event_ends_with_3_and_names_the_way_that_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {"plan": planned(request()), "events": [event("hold"), event("stop")]}
    assert main(["change", file_with(tmp_path, content), "--language", "es"]) == 3
    text = capsys.readouterr().out
    assert "hold on 2027-02-20 (patient)" in text
    assert "Refused: event 1\n  abrupt_stop:" in text
    assert "Other way, taper_to_stop" in text


@pytest.mark.parametrize(
    ("content", "field"),
    [({"events": []}, "plan"), ({"plan": {}, "events": []}, "plan"), ({"plan": {}, "events": {}}, "events")],
)
def test_unusable_input_ends_with_2_and_names_the_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, field: str
) -> None:
    assert main(["change", file_with(tmp_path, content)]) == 2
    assert capsys.readouterr().err.startswith(field)


def test_earlier_versions_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = planned(request())
    (resumed,) = changed(first, event("resume"))
    back = event("step_back", on="2027-04-02", starts_on="2027-04-03")
    content = {"plan": resumed, "earlier": [first], "events": [back]}
    assert main(["change", file_with(tmp_path, content)]) == 0
    assert "180 mg a day instead of 135 mg" in capsys.readouterr().out
