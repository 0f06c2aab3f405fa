"""A pytest plugin: the sample files beside the checkout, the browser, artefacts, and which database a test concerns."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("GLIDEPATH_SHARED") or ROOT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample files written by others; it lies beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"SAMPLE FILES ARE MISSING: no folder {SHARED}; name one in GLIDEPATH_SHARED")
    return SHARED


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Path of a Chromium for the journeys."""
    from scripts.find_browser import find_browser

    path = find_browser()
    if path is None:
        pytest.skip("NO BROWSER: install the package chromium, or name one in GLIDEPATH_BROWSER")
    return path


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """The folder for screenshots and tables; git ignores it."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, the tests that concern only another database."""
    vendor = "postgresql" if os.environ.get("GLIDEPATH_DATABASE_URL", "").startswith("postgres") else "sqlite"
    others = [item for item in items if not runs_on(item, vendor)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def runs_on(item: pytest.Item, vendor: str) -> bool:
    """Whether a test concerns this database: it has no `only_on`, or one that names it."""
    mark = item.get_closest_marker("only_on")
    return mark is None or vendor in mark.args
