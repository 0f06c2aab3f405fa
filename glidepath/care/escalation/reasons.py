"""The sentences of the rules in the reader's language, by the reason keys of the clinical core.

English and numbers are the core's; a test holds this table against it, so that no reason is left without words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glidepath.care.checkins.daily_form import SIGN_WORDS
from glidepath.record.alerts import combination_words

TOLD: Mapping[str, Any] = {
    **SIGN_WORDS,
    "days_not_taken": gettext_lazy("No dose for days"),
    "want_call": gettext_lazy("Please call me today"),
    "caregiver_worried": gettext_lazy("A caregiver is worried"),
}
DATES = ("since", "due", "planned", "run_out", "refill")


def sentence(key: str, values: Mapping[str, str]) -> str:
    """The words for a reason key; empty for a key without words, or when a value is missing."""
    if key.startswith(combination_words.PREFIX):
        return combination_words.sentence(key, values)
    words = WORDS.get(key)
    days = int(values["days"]) if str(values.get("days", "")).isdigit() else 0
    try:
        return words(days) % _shown(values) if words else ""
    except KeyError:
        return ""


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """The values with dates in the reader's form, and what was told in the reader's language."""
    shown = {name: _day(value) if name in DATES else value for name, value in values.items()}
    return shown | ({"told": _told(values)} if "told" in values else {})


def _told(values: Mapping[str, str]) -> str:
    signs = [str(TOLD.get(name, name)) for name in values["told"].split(", ") if name]
    return "; ".join([*signs, *([f"“{values['words']}”"] if values.get("words") else [])])


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


def _not_taken(days: int) -> str:
    return ngettext("No dose taken for %(days)s day", "No dose taken for %(days)s days in a row", days)


def _bad_sleep(days: int) -> str:
    return ngettext(
        "Sleep %(limit)s or less of 10 on %(days)s night in a row",
        "Sleep %(limit)s or less of 10 on %(days)s nights in a row",
        days,
    )


def _short_sleep(days: int) -> str:
    return ngettext(
        "Less than %(limit)s hours of sleep on %(days)s night in a row",
        "Less than %(limit)s hours of sleep on %(days)s nights in a row",
        days,
    )


def _few_steps(days: int) -> str:
    return ngettext(
        "Less than %(percent)s %% of the own usual %(usual)s steps on %(days)s day in a row",
        "Less than %(percent)s %% of the own usual %(usual)s steps on %(days)s days in a row",
        days,
    )


def _low_mood(days: int) -> str:
    return ngettext(
        "Daily mood %(limit)s or less on %(days)s day in a row, and no PHQ-9 since",
        "Daily mood %(limit)s or less on %(days)s days in a row, and no PHQ-9 since",
        days,
    )


def _device_silent(days: int) -> str:
    return ngettext(
        "No data from the device for %(days)s day, since %(since)s",
        "No data from the device for %(days)s days, since %(since)s",
        days,
    )


def _peg_lasting(days: int) -> str:
    return ngettext(
        "PEG %(score)s, above the own baseline %(baseline)s for %(days)s day",
        "PEG %(score)s, above the own baseline %(baseline)s for %(days)s days",
        days,
    )


def _oih(days: int) -> str:
    return _("Pain %(pain)s, %(weeks)s weeks ago %(before)s; spread or pain on touch, and nothing else explains it")


def _oih_peg(days: int) -> str:
    return _("PEG %(score)s, %(weeks)s weeks ago %(before)s; spread or pain on touch, and nothing else explains it")


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
    "caregiver_concern.worried": lambda days: _("A caregiver is worried"),
    "pain_spike.rise": _pain,
    "running_out_early.says_so": lambda days: _("Says the medicine ends before the refill"),
    "running_out_early.supply": _supply,
    "extra_doses.taken": _extra,
    "mood_deterioration.phq9_rise": lambda days: _("PHQ-9 %(score)s, %(rise)s above the own baseline"),
    "mood_deterioration.phq9_high": lambda days: _("PHQ-9 %(score)s, high from %(limit)s"),
    "mood_deterioration.gad7_high": lambda days: _("GAD-7 %(score)s, high from %(limit)s"),
    "mood_deterioration.phq2": lambda days: _("PHQ-2 %(score)s: the PHQ-9 has not been answered since"),
    "mood_deterioration.gad2": lambda days: _("GAD-2 %(score)s: the GAD-7 has not been answered since"),
    "silence.after_step": _silent,
    "silence.after_alert": _silent,
    "silence.days": _silent,
    "suicidality.item9_declined": lambda days: _("PHQ-9 sent with item 9 left open: ask the person"),
    "crisis_words.act": lambda days: _("Wrote words of crisis: “%(words)s”"),
    "crisis_words.thought": lambda days: _("Wrote words of crisis: “%(words)s”"),
    "crisis_words.screen_overdue": lambda days: _(
        "Words of crisis and no safety screen finished within %(minutes)s minutes"
    ),
    "seizure_or_delirium.seizure_or_confusion": lambda days: _("A seizure, confusion, or sees what is not there"),
    "chest_pain_or_fainting.chest_pain_or_fainting": lambda days: _("Chest pain, or fainted"),
    "violence.unsafe_at_home": lambda days: _("Not safe at home, or hurt or threatened by somebody"),
    "withdrawal_moderate.sows": lambda days: _("Withdrawal score (SOWS) %(score)s, a clinician today from %(limit)s"),
    "withdrawal_in_pregnancy.cows": lambda days: _("Pregnant, withdrawal score (COWS) %(score)s"),
    "withdrawal_in_pregnancy.sows": lambda days: _("Pregnant, withdrawal score (SOWS) %(score)s"),
    "withdrawal_in_pregnancy.bother": lambda days: _("Pregnant, and withdrawal bothers %(score)s of 10"),
    "low_blood_pressure.low": lambda days: _(
        "Blood pressure %(pressure)s, low below %(limit)s, with clonidine or tizanidine"
    ),
    "low_blood_pressure.low_device": lambda days: _(
        "Blood pressure %(pressure)s from a device, with clonidine or tizanidine: measure again"
    ),
    "low_blood_pressure.medicine_not_known": lambda days: _(
        "Blood pressure %(pressure)s; not known whether clonidine or tizanidine is taken"
    ),
    "doses_not_taken.days": _not_taken,
    "fall.fall": lambda days: _("A fall"),
    "emergency_visit.emergency_visit": lambda days: _("Was in an emergency department or hospital"),
    "constipation.constipation": lambda days: _("No bowel movement for more than 3 days"),
    "missed_visit.step_waits": lambda days: _("The review of %(planned)s did not take place, and a step waits"),
    "missed_visit.no_step_waits": lambda days: _("The review of %(planned)s did not take place"),
    "late_dose_change.unread": lambda days: _("The new dose told on %(since)s is not confirmed after %(hours)s hours"),
    "stale_device.silent": _device_silent,
    "function_decline.percent": lambda days: _(
        "PEG %(score)s, %(percent)s %% or more above the own baseline %(baseline)s"
    ),
    "function_decline.lasting": _peg_lasting,
    "opioid_induced_hyperalgesia.pain": _oih,
    "opioid_induced_hyperalgesia.peg": _oih_peg,
    "sleep_collapse.rated": _bad_sleep,
    "sleep_collapse.short": _short_sleep,
    "activity_collapse.steps": _few_steps,
    "mood_deterioration.low_days": _low_mood,
    "mood_deterioration.phq9_incomplete": lambda days: _("PHQ-9 without a total: an answer is missing"),
    "late_step": lambda days: _("Step %(step)s was not released by %(due)s. The present dose stays."),
    "opted_out_of_texts": lambda days: _("Wants no more text messages: ask how to reach them"),
    "danger_not_stored": lambda days: _(
        "LATE, and no answer of now: %(told)s. Answered %(answered)s, reached us %(received)s. Call and ask."
    ),
    "order_dose_changed": lambda days: _(
        "%(name)s: the order said “%(before)s”, now “%(after)s”. Not confirmed: ask what is really taken."
    ),
    "zone_changed": lambda days: _(
        "Time zone changed from %(before)s to %(after)s (%(hours)s hours): agree when the tablets are taken"
    ),
    "refill_after_hold.refill_run_out": lambda days: _(
        "The taper rests: what is at home lasts to the day before %(run_out)s, the next refill is on %(refill)s"
    ),
    "refill_after_hold.run_out": lambda days: _(
        "The taper rests: what is at home lasts to the day before %(run_out)s; the next refill is not known"
    ),
    "refill_after_hold.refill": lambda days: _(
        "The taper rests: until when the medicine lasts is not known; the next refill is on %(refill)s"
    ),
    "refill_after_hold.unknown": lambda days: _(
        "The taper rests: neither the next refill is known nor until when the medicine lasts"
    ),
    "patient_paused": lambda days: _("The person paused the taper"),
    "teach_back": lambda days: _("A question of the lesson was not answered rightly after several tries: explain it"),
    "rules_failed.doses": lambda days: _(
        "Signs of an overdose could not be checked: look at the answers yourself. No dose is shown until then."
    ),
    "rules_failed.broke": lambda days: _("The rules could not be checked: look at the answers yourself"),
}
