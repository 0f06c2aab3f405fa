"""The page about settings names every variable that the product reads, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.checks.tree import python_files

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[1]
READERS = r"(?:text|flag|words|pairs|environ\.get|environ\.setdefault|getenv)"
READ = re.compile(READERS + r"""\(\s*["'](GLIDEPATH_[A-Z_]+)["']""")
NAMED = re.compile(r"^\| `(GLIDEPATH_[A-Z_]+)` \|", re.MULTILINE)


def test_every_variable_the_code_reads_has_a_row_and_every_row_is_read() -> None:
    code = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in python_files() if "tests" not in file.parts)
    page = (ROOT / "docs" / "how-to" / "configure.md").read_text(encoding="utf-8")
    assert set(NAMED.findall(page)) == set(READ.findall(code))
