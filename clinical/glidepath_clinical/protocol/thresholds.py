"""The thresholds of one rule as data, for its source attributes."""

from __future__ import annotations

from collections.abc import Iterable

from .limits import Limits


def thresholds(names: Iterable[str]) -> list[dict[str, str]]:
    """Name, default, unit, meaning, source and mark of each limit named, as published; no site's own numbers."""
    known = {limit.name: limit for limit in Limits().describe()}
    return [
        {
            "name": name,
            "default": str(known[name].value),
            "unit": known[name].unit,
            "meaning": known[name].meaning,
            "source": known[name].cite,
            "mark": known[name].mark,
        }
        for name in names
    ]
