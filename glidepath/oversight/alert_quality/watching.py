"""The real rules beside fixed thresholds, day by day, with a nurse who closes what she has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from glidepath_clinical.findings import Finding
from glidepath_clinical.picture import NEVER, Never, PatientPicture, Reading
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import evaluate

from glidepath.oversight.alert_quality.people import STARTS_ON, Day, Person

CLOSED_AFTER = {"RED": 1, "ORANGE": 2, "YELLOW": 3}  # days until the team has answered and closed it
LOOKED_AT = time(20, 0)
ANSWERED_AT = time(9, 0)


@dataclass(frozen=True)
class Alarm:
    """One alarm that reached the team."""

    on: date
    domain: str
    urgency: str
    rule: str


@dataclass
class _Team:
    """What the team knows of its own work: which alarms are open, when somebody last spoke with the person."""

    open_until: dict[str, date]
    reached_on: date | None = None
    last_urgent_on: date | None = None
    mood_closed_on: date | None = None
    told: dict[tuple[str, str], int] = field(default_factory=dict)


Judge = Callable[[Person, int, _Team], Iterable[tuple[str, str, str]]]


def alarms(person: Person, judge: Judge) -> Iterator[Alarm]:
    """Every alarm of one person: one open alarm for each domain, raised again when it lasts after it was closed."""
    team = _Team({})
    for place, day in enumerate(person.days):
        _close(team, day.on)
        for domain, urgency, rule in judge(person, place, team):
            if domain in team.open_until:
                continue
            team.open_until[domain] = day.on + timedelta(days=CLOSED_AFTER[urgency])
            if urgency != "YELLOW":
                team.last_urgent_on = day.on
            yield Alarm(day.on, domain, urgency, rule)


def _close(team: _Team, on: date) -> None:
    for domain in [domain for domain, until in team.open_until.items() if until <= on]:
        del team.open_until[domain]
        team.reached_on = on
        if domain == "mood":
            team.mood_closed_on = on


def by_the_rules(person: Person, place: int, team: _Team) -> Iterator[tuple[str, str, str]]:
    """What the product's own rules say of the person on this day."""
    said = evaluate(picture_of(person, place, team), Limits())
    if said.failed:
        raise RuntimeError(f"{person.seed}: a rule broke: {said.failed}")
    for found in said.found:
        if _tells_something_new(found, person.days[place].on, team):
            yield found.domain, found.urgency.value, found.rule


def _tells_something_new(found: Finding, today: date, team: _Team) -> bool:
    """As the product does it: an answer that was told before, as urgently, is not told again by an older rule run."""
    seen = [(found.rule, source) for source in found.sources]
    fresh = not seen or any(source.startswith(today.isoformat()) for source in found.sources)
    untold = all(team.told.get(one, found.urgency.rank + 1) > found.urgency.rank for one in seen)
    for one in seen:
        team.told[one] = min(found.urgency.rank, team.told.get(one, found.urgency.rank))
    return fresh or untold


def by_fixed_thresholds(person: Person, place: int, team: _Team) -> Iterator[tuple[str, str, str]]:
    """The usual way without a baseline of one's own: the same number for everybody, day by day."""
    day = person.days[place]
    checks = (
        (day.no_fluids is True, "withdrawal", "RED"),
        (day.sows is not None and day.sows >= 20, "withdrawal", "ORANGE"),
        (day.pain is not None and day.pain >= 7, "pain", "ORANGE"),
        (day.item9 is not None and day.item9 >= 1, "suicide risk", "ORANGE"),
        (day.mood is not None and day.mood <= 3, "mood", "ORANGE"),
        (day.phq2 is not None and day.phq2 >= 3, "mood", "YELLOW"),
        (day.sleep is not None and day.sleep <= 3, "sleep", "YELLOW"),
        (day.walked is not None and day.walked < 3000, "activity", "YELLOW"),
        (not day.answered, "contact", "YELLOW"),
        (person.has_device and day.walked is None, "device", "YELLOW"),
    )
    return ((domain, urgency, "fixed") for holds, domain, urgency in checks if holds)


def picture_of(person: Person, place: int, team: _Team) -> PatientPicture:
    """What the record would tell the rules on the evening of this day."""
    known, today = person.days[: place + 1], person.days[place].on
    steps = [step for step in person.steps_on if step <= today]
    walked = [day for day in known if day.walked is not None]
    return PatientPicture(
        as_of=datetime.combine(today, LOOKED_AT, UTC),
        today=today,
        baseline_ended_on=person.baseline_ended_on if today > person.baseline_ended_on else None,
        last_step_on=steps[-1] if steps else NEVER,
        last_red_or_orange_on=team.last_urgent_on or NEVER,
        check_in_dates=tuple(day.on for day in known if day.answered),
        expected_check_ins_since=STARTS_ON,
        reached_by_staff_on=team.reached_on,
        high_mood_score_reviewed_on=team.mood_closed_on or NEVER,
        pain_daily=_series(known, lambda day: day.pain),
        mood_daily=_series(known, lambda day: day.mood),
        sleep_daily=_series(known, lambda day: day.sleep),
        steps_daily=_series(walked, lambda day: day.walked, "device"),
        cannot_keep_fluids_down=_latest(known, lambda day: day.no_fluids),
        sows_latest=_latest(known, lambda day: day.sows),
        phq2_total=_latest(known, lambda day: day.phq2),
        phq9_total=_latest(known, lambda day: day.phq9),
        phq9_item9=_latest(known, lambda day: day.item9),
        phq9_baseline=_baseline(person, today),
        device_shared_since=STARTS_ON if person.has_device else NEVER,
        device_last_on=_last_with_data(person, walked),
    )


def _last_with_data(person: Person, walked: list[Day]) -> date | Never | None:
    return walked[-1].on if walked else (None if person.has_device else NEVER)


def _baseline(person: Person, today: date) -> Reading | None:
    if today <= person.baseline_ended_on:
        return None
    return _reading(person.baseline_ended_on, person.phq9_baseline, "patient")


def _series(days: list[Day], of: Callable[[Day], int | None], informant: str = "patient") -> tuple[Reading, ...]:
    told = ((day.on, of(day)) for day in days)
    return tuple(_reading(on, value, informant) for on, value in told if value is not None)


def _latest(days: list[Day], of: Callable[[Day], int | bool | None]) -> Reading | None:
    for day in reversed(days):
        value = of(day)
        if value is not None:
            return _reading(day.on, value, "patient")
    return None


def _reading(on: date, value: int | bool, informant: str) -> Reading:
    told = value if isinstance(value, bool) else Fraction(value)
    ref = f"{on.isoformat()}:{informant}"
    return Reading(told, on, datetime.combine(on, ANSWERED_AT, UTC), informant, ref)
