"""Who must agree before a dose changes.

When: a plan starts, a step is released, a plan is resumed, eased, re-paced, stepped back, converted or rotated,
      a clinician imposes or urgently makes a change, or anybody holds the dose.
Then: the agreements listed here must be on record for exactly these doses; a hold needs nobody's agreement,
      because the dose stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class ChangeKind(StrEnum):
    """What is done to the dose or the plan."""

    PLAN_START = "plan_start"
    STEP = "step"
    HOLD = "hold"
    RESUME = "resume"
    EASE = "ease"
    RE_PACE = "re_pace"
    STEP_BACK = "step_back"
    CONVERT_RELEASE = "convert_release"
    ROTATE = "rotate"
    IMPOSED = "imposed"
    URGENT = "urgent"


@dataclass(frozen=True)
class DoseChange:
    """One intended change. `framework` is the plan's framework id, "" for a pace of the clinic's own.

    `exceeds_cap`: the cut is larger than the framework or the site allows. `second_medicine`: another medicine was
    changed within the 14-day lock. Both are exceptions that a second person must sign.
    """

    kind: ChangeKind
    framework: str = ""
    exceeds_cap: bool = False
    second_medicine: bool = False


@dataclass(frozen=True)
class Agreements:
    """What must be on record. `review_within_hours` is set where the change may come before the review."""

    patient_consent: bool = False
    prescriber_signature: bool = False
    pharmacist_review: bool = False
    second_signature: bool = False
    reason: bool = False
    in_person_plan: bool = False
    review_within_hours: int | None = None

    def names(self) -> tuple[str, ...]:
        """The agreements that are needed, by name, in the order in which people give them."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) is True)

    def missing(self, given: frozenset[str]) -> tuple[str, ...]:
        """Those that are needed and not among the given names. Raises ValueError for an unknown name."""
        known = {one.name for one in fields(self)} - {"review_within_hours"}
        if given - known:
            raise ValueError(f"unknown agreement: {', '.join(sorted(given - known))}")
        return tuple(name for name in self.names() if name not in given)


CITES: Final = ("va-otdt", "glidepath-monitoring")
URGENT_REVIEW_HOURS: Final = 24
NEEDS_TWO_SIGNATURES_AND_IN_PERSON: Final = frozenset({"va-rapid"})

_KINDS_THAT_SET_A_PACE: Final = frozenset({ChangeKind.PLAN_START, ChangeKind.RE_PACE, ChangeKind.RESUME})
_WITH_REASON: Final = frozenset({ChangeKind.STEP_BACK, ChangeKind.IMPOSED, ChangeKind.URGENT, ChangeKind.ROTATE})


def agreement_needed(change: DoseChange) -> Agreements:
    """The agreements for this change. A hold needs none; an urgent change is reviewed afterwards, never blocked."""
    kind = change.kind
    if kind is ChangeKind.HOLD:
        return Agreements()
    if kind is ChangeKind.URGENT:
        return Agreements(prescriber_signature=True, reason=True, review_within_hours=URGENT_REVIEW_HOURS)
    rapid = kind in _KINDS_THAT_SET_A_PACE and change.framework in NEEDS_TWO_SIGNATURES_AND_IN_PERSON
    exception = rapid or change.exceeds_cap or change.second_medicine or kind is ChangeKind.IMPOSED
    return Agreements(
        patient_consent=kind is not ChangeKind.IMPOSED,
        prescriber_signature=True,
        pharmacist_review=kind is not ChangeKind.STEP,
        second_signature=exception,
        reason=exception or kind in _WITH_REASON,
        in_person_plan=rapid,
    )
