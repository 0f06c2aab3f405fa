"""How long an alert may wait: for a person, while it is set aside, and after it was closed. Each time stands here once.

All of them are mark D (glidepath-monitoring): a clinical safety officer confirms them for a clinic.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from glidepath.record.alerts.models import Urgency

# After the alert opened: the second person is told, then the supervisor, then it is a documented failure.
STEPS: dict[str, tuple[timedelta, timedelta, timedelta]] = {
    Urgency.RED: (timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=15)),
    Urgency.ORANGE: (timedelta(hours=2), timedelta(hours=3), timedelta(hours=4)),
}
# What the person is promised: somebody takes on what they sent within this time. After it their own page says that
# nobody has seen it yet, and whom to call.
SEEN_WITHIN: dict[str, timedelta] = {Urgency.RED: STEPS[Urgency.RED][0], Urgency.ORANGE: STEPS[Urgency.ORANGE][-1]}
# An alert that nobody took on in time is told again, until somebody does.
AGAIN_EVERY: dict[str, timedelta] = {Urgency.RED: timedelta(minutes=30), Urgency.ORANGE: timedelta(hours=4)}
# How long an alert may be set aside at most. RED never.
LONGEST_SNOOZE: dict[str, timedelta] = {Urgency.ORANGE: timedelta(hours=4), Urgency.YELLOW: timedelta(days=7)}
# How long a closure stands while the very same answers still say what the rule warns of. A new answer always alarms
# anew. A rule that is not named here waits for a new answer.
CLOSURE_HOLDS: dict[str, timedelta] = {
    "late_step": timedelta(days=3),
    "running_out_early": timedelta(days=2),
    "withdrawal_crisis": timedelta(days=1),
    "withdrawal_moderate": timedelta(days=1),
    "pain_spike": timedelta(days=7),
}
SATURDAY = 5


def due_at(urgency: str, opened_at: datetime, level: int) -> datetime | None:
    """When a step of the escalation is due: 1, 2 and 3 as above, then again and again. None: never escalates."""
    steps = STEPS.get(urgency)
    if steps is None:
        return None
    if level <= len(steps):
        return opened_at + steps[level - 1]
    return opened_at + steps[-1] + (level - len(steps)) * AGAIN_EVERY[urgency]


def next_workday(opened_on_day: int) -> int:
    """Days from a weekday (Monday is 0) to the next working day: Monday to Friday; holidays are not known here."""
    return 1 if opened_on_day < SATURDAY - 1 else 7 - opened_on_day
