"""Check-ins as readings: daily series, signs, own words. A caregiver's entry keeps its informant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
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


class Entry(NamedTuple):
    """One check-in. What only a few of them are asked for is worked out when it is asked."""

    public_id: str
    happened_at: datetime
    received_at: datetime
    local_on: date
    informant: str
    source: str
    answers: dict[str, Any]

    @property
    def ref(self) -> str:
        """How findings name it."""
        name = self.public_id  # SQLite keeps it without dashes
        if len(name) == 32:
            name = f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
        return f"check_in:{name}"


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
    return Told([entry for entry in map(Entry._make, rows) if entry.happened_at <= at], at, zone)


def _check_ins(patient: int, since: date) -> QuerySet[CheckIn, Any]:
    named = check_ins_since(patient, since).annotate(name=Cast("public_id", CharField(max_length=36)))
    return named.values_list("name", *Entry._fields[1:])


_CHECK_INS: Final = Question(_check_ins, patient=int, since=date)


def signs_told(told: Told) -> dict[str, Reading | None]:
    """Every sign that is answered with yes or no, from anybody."""
    answered = {field: _sign(told, lambda row, key=key: row.answers.get(key)) for field, key in SIGNS.items()}
    return {**answered, "constipation": _sign(told, _constipated)}


def series_told(told: Told, since: Mapping[str, date]) -> dict[str, tuple[Reading, ...]]:
    """The person's own daily numbers, each from its own day on; a day without an answer is not in the list."""
    return {
        "pain_daily": daily(told, "pain", since["pain_daily"]),
        "mood_daily": daily(told, "mood", since["mood_daily"]),
        "sleep_daily": daily(told, "sleep", since["sleep_daily"]),
        "sleep_hours_daily": daily(told, "sleep_hours", since["sleep_hours_daily"]),
        "extra_doses_daily": daily(told, "extra_doses", since["extra_doses_daily"], highest=True),
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


def daily(told: Told, question: str, since: date, highest: bool = False) -> tuple[Reading, ...]:
    """The last answer of each local date from a day on, or the highest."""
    own = told.own
    first = bisect_left(own, since, key=attrgetter("local_on"))
    given = [(row, value) for row in own[first:] if _is_number(value := row.answers.get(question))]
    ordered = sorted(given, key=lambda one: one[1]) if highest else given
    answered = {row.local_on: (row, value) for row, value in ordered}
    return tuple(reading(row, whole(value), told.zone) for _, (row, value) in sorted(answered.items()))


@lru_cache(maxsize=512)
def whole(number: int) -> Fraction:
    """A whole number as a fraction; answers are few different ones."""
    return Fraction(number)


def reading(row: Entry, value: Fraction | bool | str, zone: ZoneInfo, told_at: datetime | None = None) -> Reading:
    """`told_at`: a danger sign counts from when it reached us; a phone may have kept it for days."""
    return Reading(value, row.local_on, (told_at or row.happened_at).astimezone(zone), row.informant, row.ref)


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
