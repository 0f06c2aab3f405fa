"""The clinic of the tests here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from glidepath.care.checkins.tests.people import Clinic, open_clinic
from glidepath.care.escalation import chain, silence


@pytest.fixture
def clinic(db: None) -> Clinic:
    """A clinic on a Wednesday noon."""
    return open_clinic()


@pytest.fixture(autouse=True)
def every_round_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds of the silence watch are not held back by the minute before them."""
    monkeypatch.setattr(silence, "_last_round", None)


@pytest.fixture(autouse=True)
def no_daily_test() -> Iterator[None]:
    """The daily test of the chain sends mail of its own; its own tests begin it themselves."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chain, "BEGINS", time.max)
        yield


@pytest.fixture(autouse=True)
def own_heads(settings: Any, tmp_path: Path) -> None:
    """Signed heads of this test's trail alone: a worker here signs times that other tests have not reached."""
    settings.GLIDEPATH_DATA_DIR = tmp_path
