"""Limits: the defaults a site may override by name; unknown names and nonsense are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from .about_limits import ABOUT


class LimitsError(ValueError):
    """An override that cannot be used; `name` is the limit, `message` says how to mend it."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


@dataclass(frozen=True)
class LimitDescription:
    """One threshold as people read it."""

    name: str
    value: Fraction
    unit: str
    meaning: str
    lowest: Fraction
    highest: Fraction
    cite: str
    mark: str


@dataclass(frozen=True)
class Limits:
    """The thresholds in use; `about_limits` says what each means. Compare with >= unless the meaning says below."""

    cows_crisis_score: Fraction = Fraction(25)
    cows_moderate_score: Fraction = Fraction(13)
    cows_valid_hours: Fraction = Fraction(24)
    daily_answer_valid_hours: Fraction = Fraction(48)
    item9_orange_score: Fraction = Fraction(1)
    item9_red_score: Fraction = Fraction(3)
    item9_valid_days: Fraction = Fraction(35)
    suicide_screen_minutes: Fraction = Fraction(10)
    pain_baseline_days: Fraction = Fraction(14)
    pain_baseline_answers: Fraction = Fraction(7)
    pain_orange_rise: Fraction = Fraction(3)
    pain_orange_days: Fraction = Fraction(2)
    pain_yellow_rise: Fraction = Fraction(2)
    pain_yellow_days: Fraction = Fraction(3)
    pain_spread_multiple: Fraction = Fraction(3)
    pain_yellow_quiet_days: Fraction = Fraction(3)
    step_watch_days: Fraction = Fraction(14)
    silence_after_step: Fraction = Fraction(2)
    alert_watch_days: Fraction = Fraction(30)
    silence_after_alert: Fraction = Fraction(1)
    silence_otherwise: Fraction = Fraction(3)
    silence_longest_days: Fraction = Fraction(7)
    phq9_rise: Fraction = Fraction(5)
    phq9_high: Fraction = Fraction(15)
    gad7_high: Fraction = Fraction(15)
    known_high_rise: Fraction = Fraction(3)
    phq2_positive: Fraction = Fraction(3)
    gad2_positive: Fraction = Fraction(3)
    mood_score_valid_days: Fraction = Fraction(35)
    extra_doses_a_day: Fraction = Fraction(1)
    extra_doses_days: Fraction = Fraction(2)
    early_run_out_days: Fraction = Fraction(1)
    oxygen_low_percent: Fraction = Fraction(90)
    hold_stable_days: Fraction = Fraction(3)
    withdrawal_scale_days: Fraction = Fraction(10)
    review_days: Fraction = Fraction(7)
    phq9_every_days: Fraction = Fraction(14)
    long_form_every_days: Fraction = Fraction(28)
    alcohol_every_days: Fraction = Fraction(91)
    after_stop_weeks: Fraction = Fraction(12)
    after_stop_months: Fraction = Fraction(24)
    interaction_egfr_below: Fraction = Fraction(60)
    interaction_egfr_valid_days: Fraction = Fraction(90)
    interaction_qtc_above: Fraction = Fraction(500)
    interaction_qtc_valid_days: Fraction = Fraction(90)
    interaction_systolic_below: Fraction = Fraction(90)
    interaction_diastolic_below: Fraction = Fraction(60)
    interaction_pressure_valid_days: Fraction = Fraction(1)
    interaction_adult_years: Fraction = Fraction(18)
    interaction_step_days: Fraction = Fraction(14)
    sows_moderate_score: Fraction = Fraction(20)
    sows_valid_hours: Fraction = Fraction(48)
    pregnancy_cows_score: Fraction = Fraction(5)
    pregnancy_sows_score: Fraction = Fraction(10)
    pregnancy_withdrawal_bother: Fraction = Fraction(4)
    systolic_low_mmhg: Fraction = Fraction(90)
    asked_weekly_valid_days: Fraction = Fraction(8)
    daily_mood_low: Fraction = Fraction(2)
    daily_mood_days: Fraction = Fraction(3)
    doses_not_taken_days: Fraction = Fraction(3)
    peg_rise: Fraction = Fraction(1)
    peg_rise_days: Fraction = Fraction(14)
    peg_rise_percent: Fraction = Fraction(30)
    peg_valid_days: Fraction = Fraction(21)
    oih_pain_rise: Fraction = Fraction(2)
    oih_window_days: Fraction = Fraction(7)
    oih_window_answers: Fraction = Fraction(4)
    oih_weeks: Fraction = Fraction(4)
    oih_new_regions: Fraction = Fraction(2)
    oih_sows_low: Fraction = Fraction(10)
    oih_quiet_days: Fraction = Fraction(14)
    sleep_low: Fraction = Fraction(3)
    sleep_short_hours: Fraction = Fraction(5)
    sleep_days: Fraction = Fraction(3)
    sleep_quiet_days: Fraction = Fraction(3)
    steps_percent: Fraction = Fraction(60)
    steps_days: Fraction = Fraction(5)
    steps_baseline_days: Fraction = Fraction(14)
    steps_baseline_answers: Fraction = Fraction(7)
    device_stale_days: Fraction = Fraction(3)
    dose_change_unread_hours: Fraction = Fraction(24)

    def describe(self) -> tuple[LimitDescription, ...]:
        """Every limit with its value now, unit, allowed range, source and mark, in the order of the file."""
        return tuple(_described(self, name) for name in self.names())

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names a site may override."""
        return tuple(one.name for one in fields(cls))

    def with_overrides(self, overrides: Mapping[str, str]) -> Limits:
        """The same limits with a site's own numbers, given as whole numbers in text.

        Raises LimitsError for an unknown name, a value that is no whole number, one out of the allowed range, and
        numbers that together would keep a rule from ever speaking.
        """
        if not overrides:
            return self
        known = {one.name: one for one in self.describe()}
        changed = replace(self, **{name: _checked(known, name, text) for name, text in overrides.items()})
        _refuse_contradictions(changed)
        return changed


def _described(limits: Limits, name: str) -> LimitDescription:
    about, value = ABOUT[name], getattr(limits, name)
    lowest, highest = Fraction(about.lowest), Fraction(about.highest)
    return LimitDescription(name, value, about.unit, about.meaning, lowest, highest, about.cite, about.mark)


def _refuse_contradictions(limits: Limits) -> None:
    if limits.pain_baseline_answers > limits.pain_baseline_days:
        raise LimitsError("pain_baseline_answers", "must not be more than pain_baseline_days")
    if limits.steps_baseline_answers > limits.steps_baseline_days:
        raise LimitsError("steps_baseline_answers", "must not be more than steps_baseline_days")
    if limits.oih_window_answers > limits.oih_window_days:
        raise LimitsError("oih_window_answers", "must not be more than oih_window_days")
    if limits.cows_moderate_score >= limits.cows_crisis_score:
        raise LimitsError("cows_moderate_score", "must be below cows_crisis_score")
    if limits.pain_yellow_rise > limits.pain_orange_rise:
        raise LimitsError("pain_yellow_rise", "must not be more than pain_orange_rise")


def _checked(known: Mapping[str, LimitDescription], name: str, text: str) -> Fraction:
    if name not in known:
        raise LimitsError(name, "no limit has this name; see Limits.names()")
    limit = known[name]
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()):
        raise LimitsError(name, f"give a whole number of {limit.unit} as text, such as {limit.value}")
    value = Fraction(int(text)) if len(text) < 10 else limit.highest + 1
    if not limit.lowest <= value <= limit.highest:
        raise LimitsError(name, f"must be from {limit.lowest} to {limit.highest} {limit.unit}")
    return value
