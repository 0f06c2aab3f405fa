"""Each play signs the heads of its own audit trail, in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_data_folder(settings: Any, tmp_path: Path) -> None:
    """Signed heads of one test's database would say of the next one that its end was cut."""
    settings.GLIDEPATH_DATA_DIR = tmp_path
