"""What happens to the people of the simulation, and where each number comes from.

Written from the sources before any rule was run on it; no number here was changed to please a rule. Marks: S seen in
the source, D derived for this model, M from memory. The people are simulated: nothing here is patient evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Assumption:
    """One number of the model: its value, what it means, where it comes from, and how sure that is."""

    name: str
    value: float
    meaning: str
    source: str
    mark: str


_VA: Final = "VA Opioid Taper Decision Tool: early symptoms last 5 to 10 days after a reduction"
_PAIN_MONITOR: Final = "Suso-Ribera, Pain Monitor: 70 to 82 % of prompts answered over 30 days"
_OURS: Final = "set for this model, so that each kind of event is frequent enough to be counted"

ASSUMPTIONS: Final = (
    Assumption("run_in_days", 14, "days before the first step, answered daily", "monitoring protocol, run-in", "D"),
    Assumption("step_every_days", 28, "days between two steps", "VA slower table: a step every 4 weeks", "S"),
    Assumption("steps", 3, "steps of each person", _OURS, "D"),
    Assumption("fast_share", 0.3, "share of people whose steps are large (20 % or more)", _OURS, "D"),
    Assumption("answers_low", 0.70, "least answering person: share of prompts answered", _PAIN_MONITOR, "S"),
    Assumption("answers_high", 0.82, "most answering person: share of prompts answered", _PAIN_MONITOR, "S"),
    Assumption("withdrawal_after_fast", 0.45, "chance of withdrawal after a large step", _OURS, "D"),
    Assumption("withdrawal_after_slow", 0.10, "chance of withdrawal after a small step", _OURS, "D"),
    Assumption("withdrawal_shortest", 5, "shortest withdrawal, days", _VA, "S"),
    Assumption("withdrawal_longest", 10, "longest withdrawal, days", _VA, "S"),
    Assumption(
        "withdrawal_severe", 0.2, "share of withdrawals in which no fluids stay down on the worst day", _OURS, "D"
    ),
    Assumption("mood_decline", 0.15, "chance of a mood decline in the time watched", _OURS, "D"),
    Assumption("mood_suicidal", 0.25, "share of mood declines with thoughts of death", _OURS, "D"),
    Assumption("pain_flare", 0.35, "chance of a flare of 4 to 7 days, 3 points above usual pain or more", _OURS, "D"),
    Assumption("sleep_loss", 0.20, "chance of 5 to 10 nights of bad sleep", _OURS, "D"),
    Assumption("activity_loss", 0.20, "chance of 10 to 20 days with a third to a half of usual steps", _OURS, "D"),
    Assumption("going_silent", 0.15, "chance of 5 to 12 days without any answer", _OURS, "D"),
    Assumption("has_device", 0.6, "share of people who share a device", _OURS, "D"),
    Assumption("device_dropout", 0.3, "chance that a device is silent for 4 to 12 days", _OURS, "D"),
    Assumption("pain_usual", 5.5, "usual pain, mean over people", "chronic pain trials, 0 to 10", "M"),
    Assumption("pain_people", 1.3, "usual pain, spread over people", "chronic pain trials, 0 to 10", "M"),
    Assumption("pain_days", 0.9, "pain from day to day, spread within a person", "daily pain diaries", "M"),
    Assumption("bad_day", 0.03, "chance that a day is bad for no reason (pain 3 points higher)", _OURS, "D"),
    Assumption("steps_usual", 4500, "usual steps a day, mean over people", "chronic pain wearable studies", "M"),
    Assumption("steps_days", 0.22, "steps from day to day, share of the usual", "wearable studies", "M"),
)
VALUES: Final = {one.name: one.value for one in ASSUMPTIONS}

# An alarm of one of these domains, while the event lasts, has seen it.
SEEN_AS: Final = {
    "withdrawal": frozenset(("withdrawal", "pain", "sleep")),
    "mood decline": frozenset(("mood", "suicide risk")),
    "pain flare": frozenset(("pain",)),
    "bad sleep": frozenset(("sleep",)),
    "less activity": frozenset(("activity",)),
    "silence": frozenset(("contact",)),
    "device silent": frozenset(("device",)),
}
