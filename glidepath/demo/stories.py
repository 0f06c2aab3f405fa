"""What each invented person answers on each day. A story changes answers, never the rules that read them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Answers = dict[str, Any]


@dataclass(frozen=True)
class Day:
    """One simulated day as the story sees it. `left` counts days until the present moment: 0 is today."""

    number: int
    left: int
    days_since_step: int | None
    is_check_in_day: bool


# What people managed, as somebody who reads Spanish writes it.
IN_SPANISH = {
    "Walked to the corner": "Caminé hasta la esquina",
    "Cooked dinner": "Hice la cena",
    "Called a friend": "Llamé a una amiga",
}


def in_own_words(answers: Answers, language: str) -> Answers:
    """The same answers with the person's own words in the person's own language."""
    words = answers["accomplished"]
    return {**answers, "accomplished": IN_SPANISH.get(str(words), words)} if language == "es" else answers


def usual(day: Day, rng: random.Random) -> Answers:
    """A day without trouble: a little worse after a step, better with the weeks."""
    after_step = 1 if day.days_since_step is not None and day.days_since_step < 4 else 0
    drift = min(2, day.number // 45)
    return {
        "pain": _between(5 + after_step - drift + rng.choice((-1, 0, 0, 1))),
        "interference": _between(5 + after_step - drift + rng.choice((-1, 0, 1))),
        "sleep": _between(6 - after_step + rng.choice((-1, 0, 1))),
        "sleep_hours": 6 - after_step + day.number % 2,
        "mood": _between(6 + rng.choice((-1, 0, 1))),
        "withdrawal": _between(1 + 2 * after_step + rng.choice((0, 0, 1))),
        "taken_as_planned": "yes",
        "extra_doses": 0,
        "accomplished": rng.choice(("Walked to the corner", "Cooked dinner", "Called a friend", "")),
        "no_fluids_24h": False,
        "hard_to_wake_or_slow_breathing": False,
        "fall": False,
        "constipation_3d": False,
        "want_call": False,
        "days_of_tablets_left": None,
    }


def _between(value: int) -> int:
    return max(0, min(10, value))


def smooth(day: Day, rng: random.Random) -> Answers | None:
    """Answers most days, nothing to worry about."""
    return usual(day, rng) if day.is_check_in_day and rng.random() < 0.97 else None


def withdrawal_crisis(day: Day, rng: random.Random) -> Answers | None:
    """Fine until last night, when nothing stayed down."""
    if day.left == 0:
        return {**usual(day, rng), "withdrawal": 9, "sleep": 1, "pain": 8, "no_fluids_24h": True, "accomplished": ""}
    return usual(day, rng) if day.is_check_in_day or day.left < 3 else None


def low_mood(day: Day, rng: random.Random) -> Answers | None:
    """Mood sinks for two weeks; the questionnaire of yesterday says more (see `questionnaires`)."""
    answers = smooth(day, rng)
    if answers and day.left < 14:
        answers["mood"] = _between(3 - (day.left < 5) + rng.choice((-1, 0)))
    return answers


def running_out(day: Day, rng: random.Random) -> Answers | None:
    """Took more than planned, and says that the tablets will not last."""
    answers = usual(day, rng) if day.is_check_in_day or day.left < 4 else None
    if answers and day.left < 4:
        answers |= {"taken_as_planned": "no", "extra_doses": 2, "days_of_tablets_left": 3 + day.left}
    return answers


def silent(day: Day, rng: random.Random) -> Answers | None:
    """Nothing has been heard for four days."""
    if day.left < 4:
        return None
    return usual(day, rng) if day.is_check_in_day or day.left < 8 else None


STORIES: dict[str, Callable[[Day, random.Random], Answers | None]] = {
    "smooth": smooth,
    "stalled": smooth,
    "withdrawal_crisis": withdrawal_crisis,
    "low_mood": low_mood,
    "running_out": running_out,
    "silent": silent,
    "kidney_disease": smooth,
    "held_by_patient": smooth,
    "caregiver": smooth,
}
