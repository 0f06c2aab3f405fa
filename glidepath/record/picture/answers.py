"""Check-ins as readings: daily series, signs, own words. A caregiver's entry keeps its informant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from glidepath_clinical.picture import Reading

from glidepath.foundation.statements import Question
from glidepath.record.observations.models import CheckIn
from glidepath.record.observations.queries import check_ins_since

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
class Entry:
    """One check-in; `happened_at` in the zone of the picture."""

    ref: str
    happened_at: datetime
    received_at: datetime
    local_on: date
    informant: str
    source: str
    answers: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """Everybody's check-ins up to a moment, oldest first, and the zone in which a day is a day."""

    rows: Sequence[Entry]
    at: datetime
    zone: ZoneInfo

    @cached_property
    def own(self) -> list[Entry]:
        """What the person answered; nobody else's entry counts as the person's."""
        return [row for row in self.rows if row.informant == "patient"]

    @cached_property
    def lately(self) -> list[Entry]:
        """What reached us in the last two days, whenever it happened."""
        return [row for row in self.rows if row.received_at > self.at - SIGNS_STAY]


def told_by(patient_id: int, since: date, at: datetime, zone: ZoneInfo) -> Told:
    """The check-ins from a local date on that had happened by a moment."""
    rows = _CHECK_INS.ask(patient=patient_id, since=since)
    return Told([_entry(row, zone) for row in rows if row[1] <= at], at, zone)


def _check_ins(patient: int, since: date) -> QuerySet[CheckIn, Any]:
    columns = ("public_id", "happened_at", "received_at", "local_on", "informant", "source", "answers")
    return check_ins_since(patient, since).values_list(*columns)


_CHECK_INS: Final = Question(_check_ins, patient=int, since=date)


def _entry(row: Sequence[Any], zone: ZoneInfo) -> Entry:
    return Entry(f"check_in:{row[0]}", row[1].astimezone(zone), *row[2:])


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
    row = _last_number(told.rows, question)
    return reading(row, whole(row.answers[question]), told.zone) if row else None


def texts_told(told: Told) -> tuple[Reading, ...]:
    """What was written lately in own words, by anybody; it counts from when it reached us."""
    said = [(row, row.answers.get(key)) for row in told.lately for key in OWN_WORDS]
    return tuple(reading(row, text, told.zone, told_at=row.received_at) for row, text in said if text)


def supply_lasts_until(told: Told) -> date | None:
    """The last day for which the person said there are tablets."""
    row = _last_number(told.own, "days_of_tablets_left")
    return row.local_on + timedelta(days=row.answers["days_of_tablets_left"]) if row else None


def _last_number(rows: Sequence[Entry], question: str) -> Entry | None:
    return next((row for row in reversed(rows) if _is_number(row.answers.get(question))), None)


def daily(rows: Iterable[Entry], question: str, zone: ZoneInfo, highest: bool = False) -> tuple[Reading, ...]:
    """The last answer of each local date, or the highest."""
    given = [(row, value) for row in rows if _is_number(value := row.answers.get(question))]
    ordered = sorted(given, key=lambda one: one[1]) if highest else given
    answered = {row.local_on: (row, value) for row, value in ordered}
    return tuple(reading(row, whole(value), zone) for _, (row, value) in sorted(answered.items()))


@lru_cache(maxsize=512)
def whole(number: int) -> Fraction:
    """A whole number as a fraction; answers are few different ones."""
    return Fraction(number)


def reading(row: Entry, value: Fraction | bool | str, zone: ZoneInfo, told_at: datetime | None = None) -> Reading:
    """`told_at`: a danger sign counts from when it reached us; a phone may have kept it for days."""
    return Reading(
        value, row.local_on, told_at.astimezone(zone) if told_at else row.happened_at, row.informant, row.ref
    )


def _sign(told: Told, answer: Callable[[Entry], Any]) -> Reading | None:
    recent_yes = [row for row in told.lately if answer(row) is True]
    if recent_yes:
        newest = max(recent_yes, key=lambda row: row.received_at)
        return reading(newest, True, told.zone, told_at=newest.received_at)
    asked = next((row for row in reversed(told.rows) if isinstance(answer(row), bool)), None)
    return reading(asked, answer(asked), told.zone) if asked else None


def _constipated(row: Entry) -> bool | None:
    ticked, days = row.answers.get("constipation_3d"), row.answers.get("days_without_bowel_movement")
    if ticked is True or (_is_number(days) and days > LONGEST_WITHOUT_BOWEL_MOVEMENT):
        return True
    return False if ticked is False or _is_number(days) else None


def _is_number(value: object) -> bool:
    return type(value) is int
