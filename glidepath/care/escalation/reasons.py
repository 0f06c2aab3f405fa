"""The sentences of the rules in the reader's language, by the reason keys of the clinical core.

English and numbers are the core's; a test holds this table against it, so that no reason is left without words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DATES = ("since", "due")


def sentence(key: str, values: Mapping[str, str]) -> str:
    """The words for a reason key; empty for a key without words, or when a value is missing."""
    words = WORDS.get(key)
    days = int(values["days"]) if str(values.get("days", "")).isdigit() else 0
    try:
        return words(days) % _shown(values) if words else ""
    except KeyError:
        return ""


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """The values with dates in the reader's form."""
    return {name: _day(value) if name in DATES else value for name, value in values.items()}


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _silent(days: int) -> str:
    return ngettext("No answer for %(days)s day, since %(since)s", "No answer for %(days)s days, since %(since)s", days)


def _supply(days: int) -> str:
    return ngettext(
        "Tablets at home end %(days)s day before the refill",
        "Tablets at home end %(days)s days before the refill",
        days,
    )


def _pain(days: int) -> str:
    return ngettext(
        "Pain %(pain)s or more on %(days)s day in a row, own median %(median)s",
        "Pain %(pain)s or more on %(days)s days in a row, own median %(median)s",
        days,
    )


def _extra(days: int) -> str:
    return ngettext(
        "More than %(allowed)s extra dose a day on %(days)s day in a row",
        "More than %(allowed)s extra dose a day on %(days)s days in a row",
        days,
    )


WORDS: dict[str, Callable[[int], str]] = {
    "overdose_signs.signs": lambda days: _("Cannot be woken, slow breathing or blue lips"),
    "overdose_signs.naloxone": lambda days: _("Naloxone was used"),
    "overdose_signs.oxygen": lambda days: _("Oxygen saturation %(percent)s %%, confirmed by a person"),
    "overdose_signs.oxygen_device": lambda days: _("Oxygen saturation %(percent)s %% from a device: ask now"),
    "suicidality.item9": lambda days: _("PHQ-9 item 9 answered %(answer)s"),
    "suicidality.screen_overdue": lambda days: _(
        "PHQ-9 item 9 positive and no safety screen finished within %(minutes)s minutes"
    ),
    "suicidality.screen_low": lambda days: _("Suicide-risk screen: low"),
    "suicidality.screen_moderate": lambda days: _("Suicide-risk screen: moderate"),
    "suicidality.screen_high": lambda days: _("Suicide-risk screen: high"),
    "withdrawal_crisis.fluids": lambda days: _("No fluids kept down for 24 hours"),
    "withdrawal_crisis.cows": lambda days: _("Withdrawal score (COWS) %(score)s, crisis from %(limit)s"),
    "withdrawal_moderate.cows": lambda days: _("Withdrawal score (COWS) %(score)s, a clinician today from %(limit)s"),
    "call_requested.asks": lambda days: _("Asks to be called"),
    "call_requested.caregiver": lambda days: _("A caregiver is worried"),
    "pain_spike.rise": _pain,
    "running_out_early.says_so": lambda days: _("Says the medicine ends before the refill"),
    "running_out_early.supply": _supply,
    "running_out_early.extra_doses": _extra,
    "mood_deterioration.phq9_rise": lambda days: _("PHQ-9 %(score)s, %(rise)s above the own baseline"),
    "mood_deterioration.phq9_high": lambda days: _("PHQ-9 %(score)s, high from %(limit)s"),
    "mood_deterioration.gad7_high": lambda days: _("GAD-7 %(score)s, high from %(limit)s"),
    "mood_deterioration.phq2": lambda days: _("PHQ-2 %(score)s: the PHQ-9 has not been answered since"),
    "mood_deterioration.gad2": lambda days: _("GAD-2 %(score)s: the GAD-7 has not been answered since"),
    "silence.after_step": _silent,
    "silence.after_alert": _silent,
    "silence.days": _silent,
    "late_step": lambda days: _("Step %(step)s was not released by %(due)s. The present dose stays."),
    "patient_paused": lambda days: _("The person paused the taper"),
    "teach_back": lambda days: _("A question of the lesson was not answered rightly after several tries: explain it"),
    "rules_failed.broke": lambda days: _("The rules could not be checked: look at the answers yourself"),
}
