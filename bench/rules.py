"""How many people's pictures all red-flag rules judge in a second on one core."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from statistics import median

from glidepath_clinical.picture import NEVER, PatientPicture, Reading
from glidepath_clinical.picture.field_kinds import DECIMALS, SCORES, SERIES, TEXTS, YES_NO
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, evaluate

from bench.figures import Figure

PEOPLE, ROUNDS, DAYS = 300, 7, 60
LEAST = 2_000
LIMITS = Limits()
NOW = datetime(2027, 3, 15, 13, 30, tzinfo=UTC)
TODAY = NOW.date()
USUAL = {
    "cows_latest": (0, 6),
    "sows_latest": (0, 8),
    "withdrawal_bother": (0, 4),
    "phq9_item9": (0, 0),
    "pain_daily": (4, 6),
    "mood_daily": (5, 8),
    "sleep_daily": (4, 8),
    "sleep_hours_daily": (6, 8),
    "steps_daily": (3_000, 6_000),
    "extra_doses_daily": (0, 1),
    "oxygen_saturation": (94, 99),
    "systolic_pressure": (105, 140),
    "new_pain_regions": (0, 1),
}
FROM_DEVICES = ("steps_daily", "sleep_hours_daily", "oxygen_saturation")
WORDS = ("Walked to the corner and cooked for two.", "Dormí mejor y jugué con los niños.", "A hard day, but I called.")


def figures() -> Iterator[Figure]:
    """Processor time of this process alone, so that a neighbour on the machine does not count as slowness."""
    for who, people in (("with all answers", whole_people()), ("half of the answers missing", half_known())):
        rate = PEOPLE / median(spent(people) for _ in range(ROUNDS))
        found = sum(bool(evaluate(picture, LIMITS).found) for picture in people)
        told = f"{len(RULES)} rules, {DAYS} days of answers, {found} of {PEOPLE} people with a finding"
        yield Figure(f"rules, pictures {who}, one core", f"{rate:,.0f} a second", f"limit {LEAST:,}; {told}")


def spent(people: list[PatientPicture]) -> float:
    """Seconds of processor time for everybody once."""
    began = time.process_time()
    for picture in people:
        evaluate(picture, LIMITS)
    return time.process_time() - began


def whole_people() -> list[PatientPicture]:
    """People who answered everything every day and share a device; drawn by a fixed seed."""
    rng = random.Random(20)
    return [_person(rng) for _ in range(PEOPLE)]


def half_known() -> list[PatientPicture]:
    """The same people with every second answer not known."""
    rng = random.Random(21)
    return [_forget(picture, rng) for picture in whole_people()]


def _forget(picture: PatientPicture, rng: random.Random) -> PatientPicture:
    names = [one.name for one in fields(picture) if one.name not in ("as_of", "today", "moment_known")]
    gone = [name for name in names if rng.random() < 0.5]
    return replace(picture, **{name: () if isinstance(getattr(picture, name), tuple) else None for name in gone})


def _person(rng: random.Random) -> PatientPicture:
    known: dict[str, object] = {name: _answers(rng, name) for name in (*SCORES, *YES_NO, *TEXTS)}
    return PatientPicture(
        as_of=NOW,
        today=TODAY,
        baseline_ended_on=_ago(90),
        last_step_on=_ago(rng.randint(0, 40)),
        last_red_or_orange_on=NEVER,
        check_in_dates=tuple(_ago(back) for back in range(DAYS)),
        expected_check_ins_since=_ago(DAYS),
        reached_by_staff_on=_ago(7),
        supply_lasts_until=_ago(-9),
        next_refill_on=_ago(-6),
        high_mood_score_reviewed_on=NEVER,
        device_shared_since=_ago(DAYS),
        device_last_on=TODAY,
        **known,  # type: ignore[arg-type]  # every name is a field of answers
    )


def _answers(rng: random.Random, name: str) -> object:
    every = 7 if name == "peg_totals" else 1
    days = range(0, 3 if name in TEXTS else DAYS, every)
    return tuple(_answer(rng, name, back) for back in days) if name in SERIES else _answer(rng, name, 0)


def _answer(rng: random.Random, name: str, back: int) -> Reading:
    who = "clinician" if name == "cows_latest" else "device" if name in FROM_DEVICES else "patient"
    return Reading(_value(rng, name), _ago(back), NOW - timedelta(days=back), who, f"{name}:{back}")


def _value(rng: random.Random, name: str) -> Fraction | bool | str:
    if name in YES_NO:
        return False
    if name in TEXTS:
        return rng.choice(WORDS)
    lowest, highest = USUAL.get(name, (1, 3))
    return (
        Fraction(rng.randint(3 * lowest, 3 * highest), 3)
        if name in DECIMALS
        else Fraction(rng.randint(lowest, highest))
    )


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)
