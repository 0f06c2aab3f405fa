"""The trail of one test is signed in a folder of its own: the heads of another would say that its end was cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_heads(settings: Any, tmp_path: Path) -> None:
    """Signed heads of this test alone."""
    settings.GLIDEPATH_DATA_DIR = tmp_path
