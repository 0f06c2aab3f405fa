"""Check-ins as readings: daily series, signs, own words. A caregiver's entry keeps its informant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading

from glidepath.record.observations.models import CheckIn

SIGNS_STAY = timedelta(hours=48)  # a yes to a danger sign is not wiped out by a later no within two days
OWN_WORDS = ("free_text", "accomplished", "activity_named")

# Field of the picture to the question of the check-in.
SIGNS = {
    "overdose_signs": "hard_to_wake_or_slow_breathing",
    "naloxone_used": "naloxone_used",
    "seizure_or_confusion": "seizure_or_confusion",
    "chest_pain_or_fainting": "chest_pain_or_fainting",
    "cannot_keep_fluids_down": "no_fluids_24h",
    "unsafe_at_home": "not_safe",
    "fall": "fall",
    "emergency_visit": "emergency_visit",
    "asks_for_call": "want_call",
    "caregiver_concern": "caregiver_worried",
    "says_running_out": "says_running_out",
}
LONGEST_WITHOUT_BOWEL_MOVEMENT = 3  # days; "more than 3 days" is the form's own question


@dataclass(frozen=True)
class Told:
    """Everybody's check-ins up to a moment, oldest first, and the zone in which a day is a day."""

    rows: Sequence[CheckIn]
    at: datetime
    zone: ZoneInfo

    @property
    def own(self) -> list[CheckIn]:
        """What the person answered; nobody else's entry counts as the person's."""
        return [row for row in self.rows if row.informant == "patient"]


def signs_told(told: Told) -> dict[str, Reading | None]:
    """Every sign that is answered with yes or no, from anybody."""
    answered = {field: _sign(told, lambda row, key=key: row.answers.get(key)) for field, key in SIGNS.items()}
    return {**answered, "constipation": _sign(told, _constipated)}


def series_told(told: Told) -> dict[str, tuple[Reading, ...]]:
    """The person's own daily numbers; a day without an answer is not in the list."""
    own = told.own
    return {
        "pain_daily": daily(own, "pain", told.zone),
        "mood_daily": daily(own, "mood", told.zone),
        "sleep_daily": daily(own, "sleep", told.zone),
        "extra_doses_daily": daily(own, "extra_doses", told.zone, highest=True),
    }


def latest_told(told: Told, question: str) -> Reading | None:
    """The newest number that anybody gave for a question."""
    answered = [row for row in told.rows if _is_number(row.answers.get(question))]
    return reading(answered[-1], Fraction(answered[-1].answers[question]), told.zone) if answered else None


def texts_told(told: Told) -> tuple[Reading, ...]:
    """What was written lately in own words, by anybody; it counts from when it reached us."""
    lately = [row for row in told.rows if row.received_at > told.at - SIGNS_STAY]
    said = [(row, row.answers.get(key)) for row in lately for key in OWN_WORDS]
    return tuple(reading(row, text, told.zone, told_at=row.received_at) for row, text in said if text)


def supply_lasts_until(told: Told) -> date | None:
    """The last day for which the person said there are tablets."""
    said = [row for row in told.own if _is_number(row.answers.get("days_of_tablets_left"))]
    return said[-1].local_on + timedelta(days=said[-1].answers["days_of_tablets_left"]) if said else None


def daily(rows: Iterable[CheckIn], question: str, zone: ZoneInfo, highest: bool = False) -> tuple[Reading, ...]:
    """The last answer of each local date, or the highest."""
    given = [row for row in rows if _is_number(row.answers.get(question))]
    ordered = sorted(given, key=lambda row: row.answers[question]) if highest else given
    answered = {row.local_on: row for row in ordered}
    return tuple(reading(row, Fraction(row.answers[question]), zone) for _, row in sorted(answered.items()))


def reading(row: CheckIn, value: Fraction | bool | str, zone: ZoneInfo, told_at: datetime | None = None) -> Reading:
    """`told_at`: a danger sign counts from when it reached us; a phone may have kept it for days."""
    ref = f"check_in:{row.public_id}"
    return Reading(value, row.local_on, (told_at or row.happened_at).astimezone(zone), row.informant, ref)


def _sign(told: Told, answer: Callable[[CheckIn], Any]) -> Reading | None:
    asked = [(row, answer(row)) for row in told.rows if isinstance(answer(row), bool)]
    recent_yes = [row for row, said in asked if said and row.received_at > told.at - SIGNS_STAY]
    if recent_yes:
        newest = max(recent_yes, key=lambda row: row.received_at)
        return reading(newest, True, told.zone, told_at=newest.received_at)
    return reading(*asked[-1], told.zone) if asked else None


def _constipated(row: CheckIn) -> bool | None:
    ticked, days = row.answers.get("constipation_3d"), row.answers.get("days_without_bowel_movement")
    if ticked is True or (_is_number(days) and days > LONGEST_WITHOUT_BOWEL_MOVEMENT):
        return True
    return False if ticked is False or _is_number(days) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
