"""SAFETY.md and SECURITY.md name files and tests that exist, and pages link to pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.checks.tree import project_files

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<property>[^|]+) \| `(?P<file>[^`]+)` \| `(?P<test>[^`]+)` \|$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
PROMISES = [
    pytest.param(*row, id=row[0])
    for page in ("SAFETY.md", "SECURITY.md")
    for row in ROW.findall((ROOT / page).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("promise", "file", "test"), PROMISES)
def test_a_promise_names_a_file_that_holds_it_and_a_test_that_proves_it(promise: str, file: str, test: str) -> None:
    assert (ROOT / file).exists()
    proofs = [ROOT / test] if test.endswith(".py") else sorted((ROOT / test).rglob("test_*.py"))
    assert any("def test_" in proof.read_text(encoding="utf-8") for proof in proofs if proof.is_file())


def test_every_link_between_our_pages_leads_somewhere() -> None:
    pages = [file for file in project_files() if file.suffix == ".md" and "vendor" not in file.parts]
    broken = [
        f"{page}: {target}"
        for page in pages
        for target in LINK.findall((ROOT / page).read_text(encoding="utf-8"))
        if not (ROOT / page.parent / target).exists()
    ]
    assert broken == []
