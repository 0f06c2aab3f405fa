"""The names of the rules behind alerts, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from glidepath.record.alerts.combination_words import title_of

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
    "crisis_words": lambda: _("Words of crisis"),
    "seizure_or_delirium": lambda: _("Seizure or confusion"),
    "chest_pain_or_fainting": lambda: _("Chest pain or fainting"),
    "violence": lambda: _("Not safe at home"),
    "withdrawal_in_pregnancy": lambda: _("Withdrawal in pregnancy"),
    "low_blood_pressure": lambda: _("Low blood pressure"),
    "extra_doses": lambda: _("More doses than planned"),
    "doses_not_taken": lambda: _("No dose for days"),
    "fall": lambda: _("A fall"),
    "emergency_visit": lambda: _("Emergency visit"),
    "constipation": lambda: _("Constipation"),
    "caregiver_concern": lambda: _("A caregiver is worried"),
    "missed_visit": lambda: _("A review did not take place"),
    "late_dose_change": lambda: _("New dose not confirmed"),
    "stale_device": lambda: _("A device has gone silent"),
    "function_decline": lambda: _("Function getting worse"),
    "opioid_induced_hyperalgesia": lambda: _("Pain that the opioid itself may make"),
    "sleep_collapse": lambda: _("Sleep has collapsed"),
    "activity_collapse": lambda: _("Activity has collapsed"),
    "rules_failed": lambda: _("The rules could not be checked"),
    "late_step": lambda: _("A step was not released on its day"),
    "danger_not_stored": lambda: _("Danger told in answers that could not be kept"),
    "order_dose_changed": lambda: _("An imported order says another dose"),
    "zone_changed": lambda: _("Lives in another time zone now"),
    "refill_after_hold": lambda: _("A rest asks for a refill"),
    "patient_paused": lambda: _("The person paused the taper"),
    "medicine_not_recognised": lambda: _("A medicine is not recognised"),
    "opted_out_of_texts": lambda: _("Wants no more text messages"),
    "teach_back": lambda: _("A question of the lesson is not clear yet"),
}


def rule_name(rule: str) -> str:
    """A rule's name in the reader's language; a rule without one shows its id."""
    named = NAMES.get(rule)
    return named() if named else title_of(rule) or rule.replace("_", " ")
