"""What a page says about a rule, and why an alert stands, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from glidepath_clinical import interactions
from glidepath_clinical.red_flags import UnknownRule, source_attributes

from glidepath.care.escalation.reasons import sentence

ANSWERS = {
    "cannot_keep_fluids_down": lambda: _("keeping fluids down"),
    "cows_latest": lambda: _("withdrawal score (COWS)"),
    "overdose_signs": lambda: _("signs of an overdose"),
    "naloxone_used": lambda: _("whether naloxone was used"),
    "oxygen_saturation": lambda: _("oxygen saturation"),
    "phq9_item9": lambda: _("PHQ-9 item 9"),
    "phq9_total": lambda: _("PHQ-9"),
    "phq9_baseline": lambda: _("PHQ-9 before the taper"),
    "gad7_total": lambda: _("GAD-7"),
    "sows_latest": lambda: _("withdrawal score (SOWS)"),
    "withdrawal_bother": lambda: _("how much withdrawal bothers"),
    "pregnant": lambda: _("pregnancy"),
    "seizure_or_confusion": lambda: _("seizures and confusion"),
    "chest_pain_or_fainting": lambda: _("chest pain and fainting"),
    "unsafe_at_home": lambda: _("safety at home"),
    "systolic_pressure": lambda: _("blood pressure"),
    "takes_clonidine_or_tizanidine": lambda: _("whether clonidine or tizanidine is taken"),
    "days_not_taken": lambda: _("days without a dose"),
    "fall": lambda: _("falls"),
    "emergency_visit": lambda: _("emergency visits"),
    "constipation": lambda: _("bowel movements"),
    "peg_totals": lambda: _("PEG"),
    "peg_baseline": lambda: _("PEG before the taper"),
    "allodynia": lambda: _("whether light touch hurts"),
    "new_pain_regions": lambda: _("where it newly hurts"),
    "new_injury_or_illness": lambda: _("a new injury or illness"),
    "sleep_daily": lambda: _("sleep of each night"),
    "steps_daily": lambda: _("steps of each day"),
    "device_shared_since": lambda: _("whether a device is shared"),
    "device_last_on": lambda: _("the last day with data from the device"),
    "review_missed": lambda: _("whether the last review took place"),
    "step_pending": lambda: _("whether a step waits"),
    "dose_change_unread": lambda: _("whether the new dose was read"),
    "pain_daily": lambda: _("daily pain"),
    "baseline_ended_on": lambda: _("an end of the baseline"),
    "says_running_out": lambda: _("whether the medicine lasts to the refill"),
    "extra_doses_daily": lambda: _("extra doses on each day"),
    "expected_check_ins_since": lambda: _("a running plan"),
    "expected_check_in_dates": lambda: _("the days on which check-ins were due"),
    "last_step_on": lambda: _("the day of the last step"),
    "last_red_or_orange_on": lambda: _("the day of the last urgent alert"),
}


def answer_name(field: str) -> str:
    """What a rule lacked, in the reader's language; a field without a name shows its own."""
    named = ANSWERS.get(field)
    return named() if named else field.replace("_", " ")


def attributes_of(rule: str) -> dict[str, Any] | None:
    """The source attributes of a rule or a combination of the clinical core, None for the product's own notices."""
    for record in (source_attributes, interactions.source_attributes):
        try:
            return record(rule)
        except (UnknownRule, interactions.UnknownCombination):
            continue
    return None


def attribute_rows(attributes: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """The attributes as rows of words, apart from the thresholds, which have a table of their own."""
    own = {key: value for key, value in attributes["attributes"].items() if key != "evidence"}
    sources = ", ".join(attributes["attributes"]["evidence"]["sources"])
    return {
        "rows": [(key.replace("_", " "), _as_words(value)) for key, value in (own | {"sources": sources}).items()],
        "regulation": [(key.replace("_", " "), str(value)) for key, value in attributes["regulation"].items()],
    }


def _as_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {words}" for key, words in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def one_line(reason_key: str, values: Mapping[str, str], because: list[str]) -> str:
    """Why an alert stands, in one line with its numbers; the facts as the rule wrote them when no words are known."""
    return sentence(reason_key, values) or "; ".join(because)
