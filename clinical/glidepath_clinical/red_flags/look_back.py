"""How far back the rules look into each daily series: whoever gathers a picture need not bring older days."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.protocol import Limits

from . import opioid_induced_hyperalgesia, pain_spike


def days_looked_at(limits: Limits) -> dict[str, Fraction]:
    """Days before today, by series of the person's own answers; what is older changes no rule's answer."""
    return {
        "pain_daily": max(pain_spike.window(limits), opioid_induced_hyperalgesia.window(limits)),
        "mood_daily": limits.daily_mood_days,
        "sleep_daily": limits.sleep_days,
        "sleep_hours_daily": limits.sleep_days,
        "extra_doses_daily": limits.extra_doses_days,
    }
