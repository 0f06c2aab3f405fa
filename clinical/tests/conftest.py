"""Where the shared sample files lie, and orders to write tests with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def fhir_samples() -> list[Path]:
    """The FHIR sample files. Where they are absent the test is skipped and says so; in CI that is a failure."""
    folder = Path(os.environ.get("GLIDEPATH_SHARED", ROOT.parent / "shared")) / "samples" / "fhir"
    files = sorted(folder.glob("*.json"))
    if not files and os.environ.get("CI") == "true":
        pytest.fail(f"no sample files in {folder}; set GLIDEPATH_SHARED")
    if not files:
        pytest.skip(f"no sample files in {folder}; set GLIDEPATH_SHARED to run this test")
    return files
