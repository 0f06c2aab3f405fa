"""Which prompts are due on a local date, and why: one pure function, one answer everywhere.

When: run-in daily; days 0 to 14 after a step daily; between steps on the weekdays the person chose (2 or 3 a week);
      in a hold daily until 3 days in a row were stable, then as between steps; after the stop weekly for 12 weeks,
      then monthly to 24 months.
      PEG, PHQ-2 and GAD-2 weekly. PHQ-9, GAD-7 and PGIC in the 7 days before a step; PHQ-9 and GAD-7 also monthly and
      after a PHQ-2 or GAD-2 at its cut-off, the PHQ-9 also after 3 days in a row of low daily mood. PHQ-9 at most
      every 14 days: between them PHQ-2 and the safety question.
      AUDIT-C quarterly. The withdrawal questions daily on days 0 to 10 after a step, where the site may use them.
      Blood pressure with every daily set while a medicine that lowers it is taken.
Then: the prompt stands on Today, with its reason, until it is answered. Missing is never "stable".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from glidepath_clinical.protocol import Limits

from .expected import daily_reason
from .phase import Phase, phase_on
from .situation import Prompt, Situation

REASONS: Final = {
    "daily_run_in": "the run-in: every day",
    "daily_before_start": "before the taper begins: on the chosen days",
    "daily_after_step": "the first two weeks after a step: every day",
    "daily_between": "between steps: on the chosen days",
    "daily_hold_unsettled": "a hold: every day until three days were stable",
    "daily_hold_stable": "a stable hold: on the chosen days",
    "daily_after_stop_weekly": "after the last dose: every week",
    "daily_after_stop_monthly": "after the last dose: every month",
    "lowers_pressure": "a medicine that lowers blood pressure is taken",
    "step_days": "the first days after a step",
    "weekly": "once a week",
    "monthly": "once a month",
    "before_step": "the next step is near",
    "short_form_positive": "the short questions were at their cut-off",
    "low_mood": "daily mood was low on days in a row",
    "asked_lately": "the long form was answered in the last two weeks",
    "quarterly": "every three months",
}
_QUIET: Final = (Phase.NOT_BEGUN, Phase.OVER)


@dataclass(frozen=True)
class Due:
    """One prompt that is due: `because` is a key of REASONS."""

    prompt: Prompt
    because: str


def due_on(situation: Situation, day: date, limits: Limits) -> tuple[Due, ...]:
    """What is due on a local date and not answered yet, in the order in which it is asked."""
    phase = phase_on(situation, day, limits)
    if phase in _QUIET:
        return ()
    found = {due.prompt: due for due in _everything(situation, day, limits, phase)}
    permitted = situation.questionnaires | {Prompt.DAILY, Prompt.PRESSURE}
    return tuple(found[prompt] for prompt in Prompt if prompt in found and prompt in permitted)


def _everything(situation: Situation, day: date, limits: Limits, phase: Phase) -> Iterator[Due]:
    yield from _with_the_day(situation, day, limits)
    yield from _weekly(situation, day, limits, phase)
    yield from _long_forms(situation, day, limits)
    if _older(situation.last_answered(day, Prompt.AUDIT_C), day, int(limits.alcohol_every_days)):
        yield Due(Prompt.AUDIT_C, "quarterly")


def _with_the_day(situation: Situation, day: date, limits: Limits) -> Iterator[Due]:
    reason = daily_reason(situation, day, limits)
    if reason and not situation.has_answered(Prompt.DAILY, day):
        yield Due(Prompt.DAILY, reason)
    if reason and situation.lowers_pressure and not situation.has_answered(Prompt.PRESSURE, day):
        yield Due(Prompt.PRESSURE, "lowers_pressure")
    step = situation.last_step_on(day)
    in_step_days = step is not None and (day - step).days <= limits.withdrawal_scale_days
    if in_step_days and not situation.has_answered(Prompt.SOWS, day):
        yield Due(Prompt.SOWS, "step_days")


def _weekly(situation: Situation, day: date, limits: Limits, phase: Phase) -> Iterator[Due]:
    """The short scales; each long form answers its short one too."""
    monthly = phase is Phase.AFTER_STOP_MONTHLY
    every, because = (int(limits.long_form_every_days), "monthly") if monthly else (7, "weekly")
    answered_by = {
        Prompt.PEG: (Prompt.PEG,),
        Prompt.PHQ2: (Prompt.PHQ2, Prompt.PHQ2_SAFETY, Prompt.PHQ9),
        Prompt.GAD2: (Prompt.GAD2, Prompt.GAD7),
    }
    long_now = {due.prompt for due in _long_forms(situation, day, limits)}
    for prompt, also in answered_by.items():
        if long_now.isdisjoint(also) and _older(situation.last_answered(day, *also), day, every):
            yield Due(prompt, because)


def _long_forms(situation: Situation, day: date, limits: Limits) -> Iterator[Due]:
    mood = _why_long(situation, day, limits, Prompt.PHQ2, (Prompt.PHQ9,))
    if mood and _older(situation.last_answered(day, Prompt.PHQ9), day, int(limits.phq9_every_days)):
        yield Due(Prompt.PHQ9, mood)
    elif _why_long(situation, day, limits, Prompt.PHQ2, (Prompt.PHQ9, Prompt.PHQ2_SAFETY)):
        yield Due(Prompt.PHQ2_SAFETY, "asked_lately")
    worry = _why_long(situation, day, limits, Prompt.GAD2, (Prompt.GAD7,))
    if worry:
        yield Due(Prompt.GAD7, worry)
    window = _review_began(situation, day, limits)
    if window and _before(situation.last_answered(day, Prompt.PGIC), window):
        yield Due(Prompt.PGIC, "before_step")


def _why_long(
    situation: Situation, day: date, limits: Limits, short: Prompt, answers: tuple[Prompt, ...]
) -> str | None:
    """Why a long form is due, None when one of `answers` has already answered it."""
    last = situation.last_answered(day, *answers)
    window, positive = _review_began(situation, day, limits), situation.positive_on.get(short)
    if window and _before(last, window):
        return "before_step"
    if positive is not None and positive <= day and _before(last, positive):
        return "short_form_positive"
    low = situation.low_mood_since if short is Prompt.PHQ2 else None
    if low is not None and low <= day and _before(last, low):
        return "low_mood"
    return "monthly" if _older(last, day, int(limits.long_form_every_days)) else None


def _review_began(situation: Situation, day: date, limits: Limits) -> date | None:
    """The first day of the review before the next step; None while the step is far, or none is planned."""
    step = situation.next_step_on
    if step is None or any(rest.covers(day) for rest in situation.rests):
        return None
    began = max(step, day) - timedelta(days=int(limits.review_days))
    return began if began <= day else None


def _older(last: date | None, day: date, days: int) -> bool:
    return last is None or (day - last).days >= days


def _before(last: date | None, first: date) -> bool:
    return last is None or last < first
