"""The person has stopped answering.

When: the newest check-in that was due is missed, the person has not answered since, and
      2 dailies are missed in days 0 to 14 after a step, or 1 within 30 days of a RED or ORANGE: ORANGE;
      3 or more in a row at any other time, or one in 7 days without any answer: YELLOW. Weekends count; a day
      on which none was due does not.
Then: somebody reaches out. Only the person's own answers, or staff who spoke with the person, end a silence.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta
from typing import Final, NamedTuple

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import NEVER, PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .conclusion import Criterion, conclude

ID: Final = "silence"
DOMAIN: Final = "contact"
NEEDS: Final = ("expected_check_ins_since", "last_step_on", "last_red_or_orange_on")
READS: Final = (
    "check_in_dates",
    "expected_check_in_dates",
    "expected_check_ins_since",
    "last_step_on",
    "last_red_or_orange_on",
    "reached_by_staff_on",
)
LIMITS: Final = (
    "step_watch_days",
    "silence_after_step",
    "alert_watch_days",
    "silence_after_alert",
    "silence_otherwise",
    "silence_longest_days",
)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice that a person has stopped answering",
    output=(Urgency.ORANGE, Urgency.YELLOW),
    limits=(
        "Silence has many harmless reasons, such as travel or a lost phone. Today's answer is never counted as late."
    ),
    fairness=(
        "Speaks more often for people with poor connections, shift work or no smartphone; answers by telephone "
        "count the same."
    ),
)


class _Gap(NamedTuple):
    """The expected days without an answer since the newest answer, oldest first; there is at least one."""

    missed: tuple[date, ...]
    silent_since: date
    yesterday: date

    @property
    def first(self) -> date:
        return self.missed[0]

    @property
    def days(self) -> int:
        """All days without an answer, also those on which none was due."""
        return (self.yesterday - self.silent_since).days + 1


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Nothing while the person answers; unanswerable when the step or alert dates that decide are unknown."""
    since = picture.expected_check_ins_since
    if since is None:
        return Unanswerable(ID, ("expected_check_ins_since",))
    answered = _answered(picture)
    gap = _gap(picture, since, answered)
    if gap is None:
        return None
    met = []
    if _after_step(picture, gap, answered, limits):
        met.append(_criterion(Urgency.ORANGE, "after_step", gap))
    if _after_alert(picture, gap, limits):
        met.append(_criterion(Urgency.ORANGE, "after_alert", gap))
    if len(gap.missed) >= limits.silence_otherwise or gap.days >= limits.silence_longest_days:
        met.append(_criterion(Urgency.YELLOW, "days", gap))
    dates = {"last_step_on": picture.last_step_on, "last_red_or_orange_on": picture.last_red_or_orange_on}
    return conclude(ID, DOMAIN, CITES, met, [name for name, day in dates.items() if day is None])


def _answered(picture: PatientPicture) -> set[date]:
    reached = picture.reached_by_staff_on
    return set(picture.check_in_dates) | ({reached} if reached is not None else set())


def _expected(picture: PatientPicture, first: date, last: date) -> list[date]:
    """The days on which a check-in was due, both ends counted: as the record knows them, else every day."""
    if picture.expected_check_in_dates:
        return sorted(day for day in set(picture.expected_check_in_dates) if first <= day <= last)
    return list(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))


def _gap(picture: PatientPicture, since: date, answered: Set[date]) -> _Gap | None:
    newest = max((day for day in answered if day <= picture.today), default=None)
    first = since if newest is None else max(since, newest + timedelta(days=1))
    yesterday = picture.today - timedelta(days=1)
    missed = _expected(picture, first, yesterday)
    return _Gap(tuple(missed), first, yesterday) if missed else None


def _after_step(picture: PatientPicture, gap: _Gap, answered: Set[date], limits: Limits) -> bool:
    step, since = picture.last_step_on, picture.expected_check_ins_since
    if step is None or step is NEVER or since is None:
        return False
    last = min(step + timedelta(days=int(limits.step_watch_days)), gap.missed[-1])
    missed = [day for day in _expected(picture, max(step, since), last) if day not in answered]
    still_silent = any(day >= gap.first for day in missed)
    return still_silent and len(missed) >= limits.silence_after_step


def _after_alert(picture: PatientPicture, gap: _Gap, limits: Limits) -> bool:
    alert = picture.last_red_or_orange_on
    if alert is None or alert is NEVER:
        return False
    watch_ends = alert + timedelta(days=int(limits.alert_watch_days))
    missed = [day for day in gap.missed if alert <= day <= watch_ends]
    return len(missed) >= limits.silence_after_alert


def _criterion(urgency: Urgency, key: str, gap: _Gap) -> Criterion:
    return Criterion(urgency, key, {"days": str((gap.yesterday - gap.first).days + 1), "since": gap.first.isoformat()})
