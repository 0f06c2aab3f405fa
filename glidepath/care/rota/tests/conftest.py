"""The tests of the rota: signed heads of the trail in a folder of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_heads(settings: Any, tmp_path: Path) -> None:
    """Signed heads of this test's trail alone: a worker here signs times that other tests have not reached."""
    settings.GLIDEPATH_DATA_DIR = tmp_path
