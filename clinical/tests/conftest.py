"""Where the shared sample files lie; and no test fails because the machine is busy."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

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


@pytest.fixture(scope="session")
def worked_numbers() -> Callable[[str], str]:
    """The worked numbers of a page in docs/explanation/algorithms, in one line of single blanks."""

    def of_page(name: str) -> str:
        page = (ROOT / "docs" / "explanation" / "algorithms" / f"{name}.md").read_text(encoding="utf-8")
        section = page.split("\n## Worked numbers\n")[1].split("\n## ")[0]
        return " ".join(section.split())

    return of_page
