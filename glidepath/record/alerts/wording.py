"""The names of the rules behind alerts, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

NAMES = {
    "overdose_signs": lambda: _("Signs of an overdose"),
    "suicidality": lambda: _("Thoughts of suicide or self-harm"),
    "withdrawal_crisis": lambda: _("Severe withdrawal"),
    "withdrawal_moderate": lambda: _("Moderate withdrawal"),
    "mood_deterioration": lambda: _("Mood or anxiety getting worse"),
    "pain_spike": lambda: _("Pain above the person's own usual pain"),
    "running_out_early": lambda: _("Medicine runs out before the refill"),
    "silence": lambda: _("No answers"),
    "call_requested": lambda: _("Asks to be called"),
    "rules_failed": lambda: _("The rules could not be checked"),
    "late_step": lambda: _("A step was not released on its day"),
    "patient_paused": lambda: _("The person paused the taper"),
    "teach_back": lambda: _("A question of the lesson is not clear yet"),
}


def rule_name(rule: str) -> str:
    """A rule's name in the reader's language; a rule without one shows its id."""
    named = NAMES.get(rule)
    return named() if named else rule.replace("_", " ")
