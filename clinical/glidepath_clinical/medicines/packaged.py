"""The data that travel inside the package."""

from __future__ import annotations

import csv
import json
from importlib import resources
from typing import Any

DATA_VERSION = "2026.1"
"""Raised whenever a file in `data` changes; `data/checksums.json` holds what this version contains."""


def read_text(name: str) -> str:
    """The text of one packaged file, such as "formulary.csv"."""
    return (resources.files("glidepath_clinical.medicines") / "data" / name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one packaged CSV file."""
    return list(csv.DictReader(read_text(name).splitlines()))


def read_json(name: str) -> Any:
    """One packaged JSON file. Numbers that matter stand in it as strings."""
    return json.loads(read_text(name))
