"""Every hazard whose control is due has a test that carries its mark; the suite runs that test and it passes."""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest
from glidepath_clinical import __version__

from scripts.hazard_marks import marks_in, proofs

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[1]
with (ROOT / "docs" / "safety" / "hazards.csv").open(encoding="utf-8", newline="") as log:
    HAZARDS = list(csv.DictReader(log))
RELEASE = tuple(int(part) for part in __version__.split(".")[:2])
DUE = [row for row in HAZARDS if tuple(int(part) for part in row["due_release"].split(".")) <= RELEASE]
PROOFS = proofs(ROOT)
CLOSE_WATCH = [*(f"HZ-{number}" for number in range(14, 26)), "HZ-43"]  # alerts, time, answers kept


@pytest.mark.parametrize("hazard", DUE, ids=[row["id"] for row in DUE])
def test_a_due_hazard_has_a_test_that_proves_its_control(hazard: dict[str, str]) -> None:
    assert PROOFS.get(hazard["id"]), f"no test carries hazard({hazard['id']!r}): {hazard['control']}"


@pytest.mark.parametrize("hazard", CLOSE_WATCH)
def test_each_hazard_of_close_monitoring_has_a_proof_whenever_its_control_is_due(hazard: str) -> None:
    assert PROOFS.get(hazard), f"no test carries hazard({hazard!r})"


def test_every_mark_names_a_row_of_the_hazard_log() -> None:
    assert set(PROOFS) <= {row["id"] for row in HAZARDS}


def test_the_hazard_log_counts_through_without_a_gap_and_leaves_no_cell_empty() -> None:
    assert [row["id"] for row in HAZARDS] == [f"HZ-{number:02}" for number in range(1, 54)]
    assert all(value.strip() for row in HAZARDS for value in row.values())


def test_a_mark_counts_on_a_test_a_class_or_a_module_and_not_on_what_is_left_out() -> None:
    source = """
pytestmark = pytest.mark.hazard("HZ-01")
@pytest.mark.hazard("HZ-02", "HZ-03")
def test_one(): ...
class TestMore:
    @pytest.mark.skip(reason="out")
    @pytest.mark.hazard("HZ-04")
    def test_two(self): ...
def helper(): ...
"""
    assert sorted(marks_in(ast.parse(source))) == [("HZ-01", "test_one"), ("HZ-02", "test_one"), ("HZ-03", "test_one")]
