"""Whether every form of a plan says the same dose: 10,000 random plans, the dose taken back out of each form."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure

PLANS = 10_000
CORE = Path(__file__).resolve().parents[1] / "clinical"
TEST = "tests/tapering/test_plan_forms.py"
NAME = "test_the_dose_comes_out_of_every_form_as_the_plan_says_it"


def figures() -> Iterator[Figure]:
    """Runs the core's own test with the full number of plans; it stops at the first difference."""
    began = time.monotonic()
    command = (sys.executable, "-m", "pytest", "-q", f"{TEST}::{NAME}")
    known = {**os.environ, "GLIDEPATH_RANDOM_PLANS": str(PLANS)}
    done = subprocess.run(command, cwd=CORE, env=known, capture_output=True, text=True, check=False)
    found = "0 differences" if done.returncode == 0 else "a difference"
    spent = f"{time.monotonic() - began:,.0f} s"
    yield Figure(f"{PLANS:,} plans in words, text, ICS, FHIR, JSON", found, f"English and Spanish, {spent}")
