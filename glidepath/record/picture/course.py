"""Where the taper stands as readings: a review that did not take place, a step that waits, a dose not yet confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading

from glidepath.record.picture.answers import Entry
from glidepath.record.picture.facts import Fact, Facts
from glidepath.record.plans.models import STANDING
from glidepath.record.plans.new_dose import FRESH
from glidepath.record.visits.models import VisitState

RECORD = "clinician"  # what stands in the record was written by the team
GRACE = timedelta(hours=2)  # after this a visit that nobody marked as held counts as missed
LOWERS_PRESSURE = ("clonidine", "tizanidine")
AHEAD = timedelta(days=2)  # a dose that begins later than this need not be read yet


def course_of(facts: Facts, own: Sequence[Entry], at: datetime, zone: ZoneInfo) -> dict[str, Reading | None]:
    """The fields of the picture that come from visits, plans, medicines and facts about the person."""
    now = at.astimezone(zone)
    return {
        "review_missed": _review_missed(facts["visit"], now),
        "step_pending": _said(bool(facts["waits"]), now),
        "dose_change_unread": _unread(facts["release"], own, now, zone),
        "pregnant": _pregnant(facts["pregnant"], now),
        "takes_clonidine_or_tizanidine": _takes(facts, now),
    }


def _said(value: bool, local: datetime, ref: str = "") -> Reading:
    return Reading(value, local.date(), local, RECORD, ref)


def _review_missed(visits: list[Fact], now: datetime) -> Reading:
    """Yes for the newest visit whose time is past when it was not held and none is planned since."""
    rows = sorted((row.moment, row.number, row) for row in visits if row.moment)
    past = [row for starts_at, _, row in rows if starts_at + GRACE <= now]
    planned = any(starts_at > now and row.words == VisitState.BOOKED for starts_at, _, row in rows)
    if not past or planned or past[-1].words == VisitState.HELD:
        return _said(False, now)
    return _said(True, _local(past[-1].moment, now), f"visit:{past[-1].ref}")


def _local(moment: datetime | None, now: datetime) -> datetime:
    return (moment or now).astimezone(now.tzinfo)


def _unread(releases: list[Fact], own: Sequence[Entry], now: datetime, zone: ZoneInfo) -> Reading:
    """Confirmed is a new dose when the person has read it, or has since said whether it was taken as planned.

    It is told when it is released, at the earliest two days before it begins: so the day before is early enough.
    """
    row = releases[-1] if releases else None
    if row is None or row.day is None or row.day <= now.date() - FRESH:
        return _said(False, now)
    began = datetime.combine(row.day, time.min, zone)
    told = max(_local(row.moment, now), began - AHEAD)
    since, asked = row.day, "taken_as_planned"
    answered = any(one.local_on >= since and one.answers.get(asked) is not None for one in reversed(own))
    confirmed = answered or (row.second is not None and row.second <= now)
    return Reading(not confirmed, told.date(), min(told, now), RECORD, f"release:{row.ref}")


def _pregnant(answers: list[Fact], now: datetime) -> Reading | None:
    newest = max(answers, key=lambda fact: (fact.moment or now, fact.number), default=None)
    return _said(newest.words == "yes", now) if newest is not None and newest.words in ("yes", "no") else None


def _takes(facts: Facts, now: datetime) -> Reading | None:
    """From reconciled medicines and live orders; a record without any medicine says nothing."""
    newest = {row.words: row for row in _as_recorded(facts["regimen"], now)}
    regimens = [row.words or "" for row in newest.values() if row.second is None]
    named = " ".join([*regimens, *(f"{row.words} {row.more}" for row in facts["order"])]).casefold()
    if not named:
        return None
    return _said(any(name in named for name in LOWERS_PRESSURE), now)


def _as_recorded(rows: list[Fact], now: datetime) -> list[Fact]:
    return sorted(rows, key=lambda fact: (fact.moment or now, fact.number))


def next_refill_on(refills: list[Fact], now: datetime, today: date) -> date | None:
    """The earliest refill day from today on, as last recorded for each medicine."""
    newest = {row.words: row.day for row in _as_recorded(refills, now)}
    return min((day for day in newest.values() if day is not None and day >= today), default=None)


def watched_since(plans: list[Fact]) -> date | None:
    """The day from which daily check-ins are expected: the start of the standing plan's first version."""
    by_key = {row.number: row for row in plans}
    found = next((row for row in plans if row.words in STANDING), None)
    while found is not None and found.other is not None:
        before = by_key.get(found.other)
        if before is None or before.day is None:
            break
        found = before
    return found.day if found else None
