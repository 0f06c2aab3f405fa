"""What tells one cause of more pain from another: touch that hurts, new places, a new injury or illness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from glidepath.care.checkins.sitting import Entry, Sitting, store_sitting
from glidepath.record.observations.codes import (
    ALLODYNIA,
    LOCAL,
    NEW_INJURY_OR_ILLNESS,
    NEW_PAIN_REGIONS,
    PAIN_REGIONS,
)
from glidepath.record.observations.models import Observation

FORM_VERSION: Final = "pain-1"


class NothingSaid(ValueError):
    """None of the three questions was answered."""


@dataclass(frozen=True)
class PainSigns:
    """The three answers; None where the person would rather not say, or was not asked.

    `new_regions`: names of PAIN_REGIONS that hurt now and did not before; empty means none.
    """

    touch_hurts: bool | None
    new_regions: Sequence[str] | None
    new_injury_or_illness: bool | None

    def entries(self) -> list[Entry]:
        """Each answer as a row; what was not answered gives none. Raises ValueError for a region nobody knows."""
        unknown = set(self.new_regions or ()) - set(PAIN_REGIONS)
        if unknown:
            raise ValueError(f"regions: unknown {', '.join(sorted(unknown))}")
        found = [
            *_yes_or_no("allodynia", ALLODYNIA, self.touch_hurts),
            *_yes_or_no("new_injury_or_illness", NEW_INJURY_OR_ILLNESS, self.new_injury_or_illness),
        ]
        if self.new_regions is not None:
            named = [region for region in PAIN_REGIONS if region in self.new_regions]
            count = Decimal(len(named))
            found.append(Entry("new_pain_regions", NEW_PAIN_REGIONS, LOCAL, count, "{count}", ",".join(named)))
        return found


def _yes_or_no(name: str, code: str, answer: bool | None) -> list[Entry]:
    return [] if answer is None else [Entry(name, code, LOCAL, text="yes" if answer else "no")]


def record_pain_signs(sitting: Sitting, signs: PainSigns) -> list[Observation]:
    """Store the answers of one sitting; the rules run in the same transaction.

    Raises NothingSaid, MomentRefused and AlreadyMeasured.
    """
    entries = signs.entries()
    if not entries:
        raise NothingSaid
    return store_sitting(sitting, entries)
