"""A clinic with one person, and a data folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from glidepath.care.checkins.tests.people import Clinic, open_clinic
from glidepath.foundation import clock
from glidepath.interfaces.wearables.tests.making import AT


@pytest.fixture
def clinic(db: None) -> Clinic:
    """One clinic with a person, a nurse and a prescriber."""
    return open_clinic()


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]  the fixture of pytest-django
    """Where files lie until they are read."""
    settings.GLIDEPATH_DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def noon() -> Iterator[None]:
    """Everything happens at noon in Denver."""
    with clock.at(AT):
        yield
