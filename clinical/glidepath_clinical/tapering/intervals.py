"""The shortest time between two changes of a product, whatever the pace says."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.supply import Supply

METHADONE_DAYS = 7
"""Methadone's half-life is long and varies: a step shorter than a week is not yet felt when the next comes."""


def least_days(supply: Supply) -> int:
    """The shortest time between two changes, in days: a week for methadone, one wear time for a patch."""
    if supply.product.main_ingredient == "methadone":
        return METHADONE_DAYS
    return (supply.wear_hours or 24) // 24


def interval_refusals(supply: Supply, pace: Pace) -> Iterator[Refusal]:
    """A pace that is shorter than the product's own minimum interval."""
    shortest, least = min((pace.every_days, *pace.terminal_days)), least_days(supply)
    if shortest < least:
        because = f"{supply.product.name} needs at least {least} days between changes; this pace has {shortest}"
        yield Refusal("minimum_interval", because, "pace.every_days")
