"""The data that travel inside this package: classes, names, and the list of combinations with its sources."""

from __future__ import annotations

import csv
import json
from importlib import resources
from typing import Any


def read_text(name: str) -> str:
    """The text of one file of `data`."""
    return (resources.files("glidepath_clinical.interactions") / "data" / name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of `data`."""
    return list(csv.DictReader(read_text(name).splitlines()))


def read_json(name: str) -> Any:
    """One JSON file of `data`."""
    return json.loads(read_text(name))
