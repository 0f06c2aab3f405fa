"""Limits: the defaults a site may override by name; unknown names and nonsense are refused.

Marks: S seen in the cited source, V verified against it, D derived (a proposal that the clinical lead of a
site signs), M from memory and to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any


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


def _limit(default: int, unit: str, allowed: tuple[int, int], meaning: str, cite: str, mark: str) -> dict[str, Any]:
    about = {"unit": unit, "allowed": allowed, "meaning": meaning, "cite": cite, "mark": mark}
    return {"default": Fraction(default), "metadata": about}


@dataclass(frozen=True)
class Limits:
    """The thresholds in use. Whole units unless the unit says otherwise; compare with >= (at least)."""

    cows_crisis_score: Fraction = field(
        **_limit(25, "points", (13, 48), "withdrawal scale total that is a crisis", "cows-2003", "D")
    )
    cows_valid_hours: Fraction = field(
        **_limit(
            24, "hours", (1, 72), "age after which a withdrawal score no longer answers", "glidepath-monitoring", "D"
        )
    )
    daily_answer_valid_hours: Fraction = field(
        **_limit(48, "hours", (12, 96), "age after which a daily answer no longer answers", "glidepath-monitoring", "D")
    )
    item9_orange_score: Fraction = field(
        **_limit(
            1, "points", (1, 1), "PHQ-9 item 9 answer that needs a human the same day", "glidepath-monitoring", "D"
        )
    )
    item9_red_score: Fraction = field(
        **_limit(3, "points", (1, 3), "PHQ-9 item 9 answer that needs a human now", "glidepath-monitoring", "D")
    )
    item9_valid_days: Fraction = field(
        **_limit(
            35, "days", (7, 60), "age after which a PHQ-9 item 9 answer no longer answers", "glidepath-monitoring", "D"
        )
    )
    suicide_screen_minutes: Fraction = field(
        **_limit(
            10, "minutes", (1, 60), "time to finish the screen after item 9 is 1 or more", "glidepath-monitoring", "D"
        )
    )
    pain_baseline_days: Fraction = field(
        **_limit(14, "days", (7, 28), "length of the personal baseline window", "glidepath-monitoring", "D")
    )
    pain_baseline_answers: Fraction = field(
        **_limit(7, "answers", (5, 28), "fewest answers that make a baseline", "glidepath-monitoring", "D")
    )
    pain_orange_rise: Fraction = field(
        **_limit(3, "points", (1, 10), "rise over the personal median that is ORANGE", "glidepath-monitoring", "D")
    )
    pain_orange_days: Fraction = field(
        **_limit(2, "days", (1, 7), "days in a row for the ORANGE rise (48 hours)", "glidepath-monitoring", "D")
    )
    pain_yellow_rise: Fraction = field(
        **_limit(2, "points", (1, 10), "rise over the personal median that is YELLOW", "nrs-mid", "S")
    )
    pain_yellow_days: Fraction = field(
        **_limit(3, "days", (1, 7), "days in a row for the YELLOW rise", "glidepath-monitoring", "D")
    )
    pain_spread_multiple: Fraction = field(
        **_limit(
            3, "times the MAD", (1, 6), "rise in units of the person's own usual spread", "glidepath-monitoring", "D"
        )
    )
    pain_yellow_quiet_days: Fraction = field(
        **_limit(
            3, "days", (0, 7), "days after a step in which a YELLOW rise stays silent", "glidepath-monitoring", "D"
        )
    )
    step_watch_days: Fraction = field(
        **_limit(
            14, "days", (7, 28), "days after a step with a daily check-in (day 0 counts)", "glidepath-monitoring", "D"
        )
    )
    silence_after_step: Fraction = field(
        **_limit(2, "check-ins", (1, 5), "missed dailies after a step that are ORANGE", "glidepath-monitoring", "D")
    )
    alert_watch_days: Fraction = field(
        **_limit(
            30, "days", (7, 90), "days after a RED or ORANGE in which silence counts more", "glidepath-monitoring", "D"
        )
    )
    silence_after_alert: Fraction = field(
        **_limit(
            1, "check-ins", (1, 5), "missed dailies after a RED or ORANGE that are ORANGE", "glidepath-monitoring", "D"
        )
    )
    silence_otherwise: Fraction = field(
        **_limit(
            3, "check-ins", (1, 7), "missed dailies in a row at any other time: YELLOW", "glidepath-monitoring", "D"
        )
    )
    phq9_rise: Fraction = field(**_limit(5, "points", (1, 27), "PHQ-9 rise over the own baseline", "phq-9", "M"))
    phq9_high: Fraction = field(**_limit(15, "points", (10, 27), "PHQ-9 total that is high", "phq-9", "D"))
    gad7_high: Fraction = field(**_limit(15, "points", (10, 21), "GAD-7 total that is high", "gad-7", "D"))
    known_high_rise: Fraction = field(
        **_limit(
            3,
            "points",
            (1, 10),
            "rise over a known, reviewed high score that alarms again",
            "glidepath-monitoring",
            "D",
        )
    )
    phq2_positive: Fraction = field(**_limit(3, "points", (1, 6), "PHQ-2 total that asks for the PHQ-9", "phq-2", "M"))
    gad2_positive: Fraction = field(**_limit(3, "points", (1, 6), "GAD-2 total that asks for the GAD-7", "gad-7", "M"))
    mood_score_valid_days: Fraction = field(
        **_limit(35, "days", (7, 60), "age after which a mood score no longer answers", "glidepath-monitoring", "D")
    )
    extra_doses_a_day: Fraction = field(
        **_limit(1, "doses", (0, 5), "extra doses a day above which a day counts", "glidepath-monitoring", "D")
    )
    extra_doses_days: Fraction = field(
        **_limit(2, "days", (1, 7), "days in a row with too many extra doses", "glidepath-monitoring", "D")
    )
    early_run_out_days: Fraction = field(
        **_limit(1, "days", (1, 7), "days without medicine before the refill", "glidepath-monitoring", "D")
    )
    oxygen_low_percent: Fraction = field(
        **_limit(90, "percent", (80, 94), "oxygen saturation below which it is low", "glidepath-monitoring", "D")
    )

    def describe(self) -> tuple[LimitDescription, ...]:
        """Every limit with its value now, unit, allowed range, source and mark, in the order of the file."""
        return tuple(_described(self, name) for name in self.names())

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names a site may override."""
        return tuple(one.name for one in fields(cls))

    def with_overrides(self, overrides: Mapping[str, str]) -> Limits:
        """The same limits with a site's own numbers, given as whole numbers in text.

        Raises LimitsError for an unknown name, a value that is no whole number, and one out of the allowed range.
        """
        known = {one.name: one for one in self.describe()}
        return replace(self, **{name: _checked(known, name, text) for name, text in overrides.items()})


def _described(limits: Limits, name: str) -> LimitDescription:
    about = next(one.metadata for one in fields(limits) if one.name == name)
    lowest, highest = about["allowed"]
    value: Fraction = getattr(limits, name)
    return LimitDescription(
        name, value, about["unit"], about["meaning"], Fraction(lowest), Fraction(highest), about["cite"], about["mark"]
    )


def _checked(known: Mapping[str, LimitDescription], name: str, text: str) -> Fraction:
    if name not in known:
        raise LimitsError(name, "no limit has this name; see Limits.names()")
    limit = known[name]
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()):
        raise LimitsError(name, f"give a whole number of {limit.unit} as text, such as {limit.value}")
    value = Fraction(int(text[:9]) if len(text) <= 9 else 10**9)
    if not limit.lowest <= value <= limit.highest:
        raise LimitsError(name, f"must be from {limit.lowest} to {limit.highest} {limit.unit}")
    return value
