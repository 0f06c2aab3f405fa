"""The English sentences of the rules on combinations, by reason key; translations use the same keys and values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "interactions.together": "{a} with {b}: {then}",
        "interactions.started": "{b} started or raised, with {a}: {then}",
        "interactions.stopped": "{b} stopped or lowered while {a} goes on: {then}",
        "interactions.stopped_alone": "{b} stopped: {then}",
        "interactions.graver": "{measured}: {then}",
        "interactions.hold": "{a} and {b} change within {days} days: hold the step",
    }
)
