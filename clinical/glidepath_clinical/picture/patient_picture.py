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
    A date field may be NEVER: the record knows that the event has not happened. `field_words` says what each field
    holds. `moment_known` is False when nobody said when the picture was taken: then no rule can say that all is well.
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
    expected_check_in_dates: tuple[date, ...] = ()
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
    sows_latest: Reading | None = None
    withdrawal_bother: Reading | None = None
    pregnant: Reading | None = None
    phq9_item9_declined: Reading | None = None
    phq9_incomplete: Reading | None = None
    free_texts: tuple[Reading, ...] = ()
    mood_daily: tuple[Reading, ...] = ()
    seizure_or_confusion: Reading | None = None
    chest_pain_or_fainting: Reading | None = None
    systolic_pressure: Reading | None = None
    takes_clonidine_or_tizanidine: Reading | None = None
    unsafe_at_home: Reading | None = None
    days_not_taken: Reading | None = None
    fall: Reading | None = None
    emergency_visit: Reading | None = None
    constipation: Reading | None = None
    peg_totals: tuple[Reading, ...] = ()
    peg_baseline: Reading | None = None
    allodynia: Reading | None = None
    new_pain_regions: Reading | None = None
    new_injury_or_illness: Reading | None = None
    sleep_daily: tuple[Reading, ...] = ()
    sleep_hours_daily: tuple[Reading, ...] = ()
    steps_daily: tuple[Reading, ...] = ()
    device_shared_since: date | Never | None = None
    device_last_on: date | Never | None = None
    review_missed: Reading | None = None
    step_pending: Reading | None = None
    dose_change_unread: Reading | None = None
    moment_known: bool = True

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise PictureError("as_of", "give the time with its zone, such as 2027-03-01T07:30:00-05:00")
