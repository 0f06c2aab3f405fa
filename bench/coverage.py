"""Which lines and branches of the dose engine the core's tests reach, measured by coverage.py.

Tests of random plans and orders are left out: what only chance reaches counts as not reached. Every line and branch
that is missing is named on the way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure

CORE = Path(__file__).resolve().parents[1] / "clinical"
PACKAGES = ("tapering", "medicines", "quantities")
TESTS = ("tests/tapering", "tests/mme", "tests/test_medicines.py", "tests/test_quantities.py", "tests/test_cli.py")
BY_CHANCE = (
    *(
        f"--ignore=tests/tapering/test_{name}.py"
        for name in ("random_regimens", "random_requests", "change_properties")
    ),
    *("--ignore=tests/mme/test_properties.py", "--ignore=tests/tapering/test_against_naive_solver.py"),
    *("-k", "not sum_of_the_steps and not day_by_day and not give_the_new_steps and not no_set_of_answers"),
)


def figures() -> Iterator[Figure]:
    """One row for each package."""
    files = measured()
    for package in PACKAGES:
        yield of_package(package, files)


def measured() -> dict[str, dict]:
    """What coverage.py found, by file."""
    sources = ",".join(f"glidepath_clinical.{package}" for package in PACKAGES)
    with tempfile.TemporaryDirectory(prefix="gp-coverage-") as folder:
        known = {**os.environ, "COVERAGE_FILE": f"{folder}/data", "GLIDEPATH_RANDOM_PLANS": "20"}
        said = Path(folder) / "found.json"
        for words in (
            ("run", "--branch", f"--source={sources}", "-m", "pytest", "-q", *TESTS, *BY_CHANCE),
            ("json", "-q", "-o", str(said)),
        ):
            command = (sys.executable, "-m", "coverage", *words)
            subprocess.run(command, cwd=CORE, env=known, check=True, stdout=sys.stderr)
        return json.loads(said.read_text(encoding="utf-8"))["files"]


def of_package(package: str, files: dict[str, dict]) -> Figure:
    """Reached lines and branches of one package; what is missing is told by file and line."""
    place = f"glidepath_clinical/{package}/"
    own = {name: found for name, found in files.items() if name.startswith(place)}
    for name, found in own.items():
        if found["missing_lines"] or found["missing_branches"]:
            print(name, "lines", found["missing_lines"], "branches", found["missing_branches"], file=sys.stderr)
    totals = [found["summary"] for found in own.values()]
    lines, branches = (sum(one[f"num_{what}"] for one in totals) for what in ("statements", "branches"))
    reached = sum(one["covered_lines"] + one["covered_branches"] for one in totals)
    share = 100 * reached / (lines + branches)
    beside = f"{lines:,} lines, {branches:,} branches; {lines + branches - reached:,} not reached"
    return Figure(f"branch coverage, {package}", f"{share:.2f} %", beside)
