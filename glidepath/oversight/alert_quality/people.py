"""One made-up person: what happened on each day, and what the clinic got to know of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from glidepath.oversight.alert_quality.event_model import VALUES

STARTS_ON = date(2027, 1, 4)
AFTER_THE_LAST_STEP = 28


@dataclass(frozen=True)
class Event:
    """What really happened: first and last day, and the day it was worst."""

    kind: str
    first: date
    worst: date
    last: date
    severe: bool = False

    def strength(self, day: date) -> float:
        """0 outside the event, 1 on its worst day, rising to it and falling after it."""
        if not self.first <= day <= self.last:
            return 0.0
        side = self.worst - self.first if day <= self.worst else self.last - self.worst
        away = abs((day - self.worst).days)
        return 1.0 - away / (side.days + 1)


@dataclass
class Day:
    """What the clinic knows of one day; None was not told. `sows`, `phq2`, `phq9`, `item9` only when asked."""

    on: date
    answered: bool
    pain: int | None = None
    mood: int | None = None
    sleep: int | None = None
    no_fluids: bool | None = None
    sows: int | None = None
    phq2: int | None = None
    phq9: int | None = None
    item9: int | None = None
    walked: int | None = None


@dataclass
class Person:
    """A person with days and events, made from a seed alone."""

    seed: str
    fast: bool
    has_device: bool
    steps_on: list[date]
    baseline_ended_on: date
    phq9_baseline: int
    events: list[Event]
    days: list[Day] = field(default_factory=list)


def make_person(seed: str) -> Person:
    """The same seed gives the same person."""
    rng = random.Random(seed)
    run_in = int(VALUES["run_in_days"])
    first_step = STARTS_ON + timedelta(days=run_in)
    every = timedelta(days=int(VALUES["step_every_days"]))
    steps = [first_step + every * number for number in range(int(VALUES["steps"]))]
    person = Person(
        seed=seed,
        fast=rng.random() < VALUES["fast_share"],
        has_device=rng.random() < VALUES["has_device"],
        steps_on=steps,
        baseline_ended_on=first_step - timedelta(days=1),
        phq9_baseline=rng.randint(2, 12),
        events=[],
    )
    person.events = list(_events(person, rng))
    person.days = list(_days(person, rng))
    return person


def _events(person: Person, rng: random.Random) -> Iterator[Event]:
    chance = VALUES["withdrawal_after_fast" if person.fast else "withdrawal_after_slow"]
    for step in person.steps_on:
        if rng.random() < chance:
            lasts = rng.randint(int(VALUES["withdrawal_shortest"]), int(VALUES["withdrawal_longest"]))
            yield _event("withdrawal", step + timedelta(days=1), lasts, rng, rng.random() < VALUES["withdrawal_severe"])
    span = (person.steps_on[-1] - person.steps_on[0]).days + AFTER_THE_LAST_STEP
    for kind, name, shortest, longest in (
        ("mood decline", "mood_decline", 18, 35),
        ("pain flare", "pain_flare", 4, 7),
        ("bad sleep", "sleep_loss", 5, 10),
        ("less activity", "activity_loss", 10, 20),
        ("silence", "going_silent", 5, 12),
        ("device silent", "device_dropout", 4, 12),
    ):
        if rng.random() < VALUES[name] and (person.has_device or kind not in ("less activity", "device silent")):
            lasts = rng.randint(shortest, longest)
            begins = person.steps_on[0] + timedelta(days=rng.randint(0, span - lasts))
            severe = kind == "mood decline" and rng.random() < VALUES["mood_suicidal"]
            yield _event(kind, begins, lasts, rng, severe)


def _event(kind: str, first: date, lasts: int, rng: random.Random, severe: bool) -> Event:
    worst = 2 if kind == "withdrawal" else rng.randint(lasts // 2, lasts - 1)
    return Event(kind, first, first + timedelta(days=worst), first + timedelta(days=lasts - 1), severe)


def _days(person: Person, rng: random.Random) -> Iterator[Day]:
    usual_pain = rng.gauss(VALUES["pain_usual"], VALUES["pain_people"])
    usual_steps = max(900.0, rng.gauss(VALUES["steps_usual"], VALUES["steps_usual"] / 3))
    answers = rng.uniform(VALUES["answers_low"], VALUES["answers_high"])
    last = person.steps_on[-1] + timedelta(days=AFTER_THE_LAST_STEP)
    for number in range((last - STARTS_ON).days + 1):
        on = STARTS_ON + timedelta(days=number)
        force = {event.kind: event.strength(on) for event in person.events if event.strength(on) > 0}
        day = Day(on, answered=rng.random() < answers and "silence" not in force)
        _feel(day, person, force, usual_pain, rng)
        if person.has_device and "device silent" not in force:
            less = 0.5 if "less activity" in force else 1.0
            less = less * rng.uniform(0.7, 1.0) if less < 1 else less
            day.walked = max(0, round(usual_steps * less * (1 - 0.3 * force.get("withdrawal", 0.0)) * _noise(rng)))
        yield day


def _noise(rng: random.Random) -> float:
    return max(0.2, rng.gauss(1.0, VALUES["steps_days"]))


def _feel(day: Day, person: Person, force: dict[str, float], usual_pain: float, rng: random.Random) -> None:
    """Everything is drawn first, then told or not, so that chance does not depend on whether they answered."""
    withdrawal, low = force.get("withdrawal", 0.0), force.get("mood decline", 0.0)
    flare = 3.0 + rng.random() if "pain flare" in force else 0.0
    bad = 3.0 if rng.random() < VALUES["bad_day"] else 0.0
    pain = _score(usual_pain + flare + bad + 3.0 * withdrawal + rng.gauss(0, VALUES["pain_days"]))
    mood = _score(6.5 - 5.0 * low - 2.0 * withdrawal + rng.gauss(0, 1.0))
    sleep = _score((1.5 if "bad sleep" in force else 6.0) - 3.0 * withdrawal + rng.gauss(0, 1.1))
    severe = any(event.severe and event.kind == "withdrawal" and event.worst == day.on for event in person.events)
    sows = max(0, min(30, round(3 + 19 * withdrawal + (5 if severe else 0) + rng.gauss(0, 2))))
    phq9 = max(0, min(27, round(person.phq9_baseline + 11 * low + rng.gauss(0, 1.2))))
    dark = any(
        event.severe and event.kind == "mood decline" and event.strength(day.on) > 0.6 for event in person.events
    )
    if not day.answered:
        return
    day.pain, day.mood, day.sleep, day.no_fluids = pain, mood, sleep, severe
    number = (day.on - STARTS_ON).days
    since_step = min((day.on - step).days for step in person.steps_on if step <= day.on) if number >= 14 else None
    if since_step is not None and since_step <= 10:
        day.sows = sows
    if number % 7 == 0:
        day.phq2 = max(0, min(6, round(phq9 * 6 / 27 + rng.gauss(0, 0.5))))
    if number % 28 == 13 or (low and number % 14 == 0):
        day.phq9, day.item9 = phq9, (2 if dark else 0)


def _score(value: float) -> int:
    return max(0, min(10, round(value)))
