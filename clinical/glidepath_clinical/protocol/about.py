"""The shape of one limit in words."""

from __future__ import annotations

from typing import NamedTuple


class About(NamedTuple):
    """One limit in words. A site may choose a whole number from `lowest` to `highest`."""

    unit: str
    lowest: int
    highest: int
    meaning: str
    cite: str
    mark: str
