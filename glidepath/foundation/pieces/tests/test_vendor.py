"""The files of others that we ship are the ones we looked at, and each carries its licence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "static"
VENDOR = STATIC / "vendor"
LINES = [
    line.split(" | ")
    for line in (VENDOR / "MANIFEST").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", LINES, ids=[row[0] for row in LINES])
def test_a_vendored_file_is_byte_for_byte_the_one_in_the_manifest(row: list[str]) -> None:
    file, _name, version, licence, _package, licence_file, _changed, digest = row
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == digest
    assert version and licence and (VENDOR / licence_file).is_file()


def test_no_file_lies_in_vendor_without_a_line_in_the_manifest() -> None:
    files = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert files - {"MANIFEST"} == {row[0] for row in LINES}


def test_every_file_a_style_sheet_asks_for_is_there() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        for target in re.findall(r"url\((?!\"?data:)\"?([^)\"]+)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / target).is_file(), f"{sheet.name} asks for {target}"


def test_the_digits_come_last_with_the_same_weights_so_that_no_zero_is_slashed() -> None:
    faces = re.findall(r"@font-face\{.*?\}", (STATIC / "css/tokens.css").read_text(encoding="utf-8"), re.S)
    assert "inter-digits" in faces[-1]
    assert {re.search(r"font-weight:([\d ]+)", face)[1] for face in faces} == {"200 800"}


def test_own_scripts_stay_small() -> None:
    for script in (STATIC / "js").glob("*.js"):
        assert len(script.read_text(encoding="utf-8").splitlines()) < 150, script.name
