"""Every combination as a rule, in files by what goes wrong; the order is that of the list."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination

from . import (
    antagonists,
    breathing,
    enzymes,
    enzymes_methadone,
    other_enzymes,
    pain_relievers,
    person,
    pressure,
    serotonin,
)

COMBINATIONS: Final[tuple[Combination, ...]] = tuple(
    sorted(
        (
            *breathing.ROWS,
            *serotonin.ROWS,
            *enzymes.ROWS,
            *enzymes_methadone.ROWS,
            *antagonists.ROWS,
            *pressure.ROWS,
            *pain_relievers.ROWS,
            *other_enzymes.ROWS,
            *person.ROWS,
        ),
        key=lambda row: row.id,
    )
)
