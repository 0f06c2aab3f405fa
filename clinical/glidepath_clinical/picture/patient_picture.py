"""One person's picture: readings with their time and informant, and dates out of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Final

INFORMANTS: Final = ("patient", "caregiver", "clinician", "device")


class Never(Enum):
    """It is known that the event has not happened; None would say that nobody knows."""

    NEVER = "never"


NEVER: Final = Never.NEVER


class ScreenRisk(StrEnum):
    """Result of a finished suicide-risk screen (C-SSRS screener or a clinician's own assessment)."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class PictureError(ValueError):
    """A picture that cannot be true; `field` names the place and `message` says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Reading:
    """One answer or measurement.

    `on` is the local date it is about, `at` the moment it was given (with a zone), `ref` the id of the
    observation in the record. Raises PictureError for a time without a zone or an unknown informant.
    """

    value: Fraction | bool | str
    on: date
    at: datetime
    informant: str = "patient"
    ref: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PictureError("at", "give the time with its zone, such as 2027-03-01T07:30:00-05:00")
        if self.informant not in INFORMANTS:
            raise PictureError("informant", f"use one of {', '.join(INFORMANTS)}")


@dataclass(frozen=True)
class PatientPicture:
    """What is known about one person. Every field may be None, which means "not known", never "no".

    `check_in_dates` holds only the days on which the person answered (not a caregiver, not a device).
    A date field may be NEVER: the record knows that the event has not happened.
    """

    as_of: datetime
    today: date
    cows_latest: Reading | None = None
    cannot_keep_fluids_down: Reading | None = None
    phq9_item9: Reading | None = None
    suicide_screen: Reading | None = None
    pain_daily: tuple[Reading, ...] = ()
    baseline_ended_on: date | None = None
    last_step_on: date | Never | None = None
    last_red_or_orange_on: date | Never | None = None
    check_in_dates: tuple[date, ...] = ()
    expected_check_ins_since: date | None = None
    reached_by_staff_on: date | None = None
    phq9_total: Reading | None = None
    phq9_baseline: Reading | None = None
    gad7_total: Reading | None = None
    gad7_baseline: Reading | None = None
    phq2_total: Reading | None = None
    gad2_total: Reading | None = None
    high_mood_score_reviewed_on: date | Never | None = None
    says_running_out: Reading | None = None
    supply_lasts_until: date | None = None
    next_refill_on: date | None = None
    extra_doses_daily: tuple[Reading, ...] = ()
    overdose_signs: Reading | None = None
    naloxone_used: Reading | None = None
    oxygen_saturation: Reading | None = None
    asks_for_call: Reading | None = None
    caregiver_concern: Reading | None = None

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise PictureError("as_of", "give the time with its zone, such as 2027-03-01T07:30:00-05:00")


FIELD_WORDS: Final[dict[str, str]] = {
    "cows_latest": "latest Clinical Opiate Withdrawal Scale total, 0 to 48, by a clinician",
    "cannot_keep_fluids_down": "yes when no fluids stayed down for 24 hours",
    "phq9_item9": "answer to PHQ-9 item 9, 0 to 3, by the person",
    "suicide_screen": "result of a finished suicide-risk screen: none, low, moderate or high",
    "pain_daily": "average pain of each day, 0 to 10",
    "baseline_ended_on": "last day of the run-in in which the personal baseline was taken",
    "last_step_on": "day on which the latest dose reduction began",
    "last_red_or_orange_on": "day of the latest RED or ORANGE alert",
    "check_in_dates": "days on which the person answered a check-in",
    "expected_check_ins_since": "first day on which a daily check-in was expected",
    "reached_by_staff_on": "latest day on which staff spoke with the person",
    "phq9_total": "latest PHQ-9 total, 0 to 27",
    "phq9_baseline": "the person's own PHQ-9 total at baseline",
    "gad7_total": "latest GAD-7 total, 0 to 21",
    "gad7_baseline": "the person's own GAD-7 total at baseline",
    "phq2_total": "latest PHQ-2 total, 0 to 6",
    "gad2_total": "latest GAD-2 total, 0 to 6",
    "high_mood_score_reviewed_on": "day on which a clinician reviewed a known high mood score",
    "says_running_out": "yes when the person says the medicine ends before the refill",
    "supply_lasts_until": "last day for which there is medicine at home",
    "next_refill_on": "day of the next refill",
    "extra_doses_daily": "doses taken beyond the plan, per day",
    "overdose_signs": "yes when the person cannot be woken, breathes slowly or has blue lips",
    "naloxone_used": "yes when naloxone was given",
    "oxygen_saturation": "oxygen saturation in percent",
    "asks_for_call": "yes when the person asks to be called",
    "caregiver_concern": "yes when a caregiver says they are worried",
}
