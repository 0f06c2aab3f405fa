"""The one English sentence of every criterion, by reason key; translations use the same keys and values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "withdrawal_crisis.cows": "withdrawal scale (COWS) {score}, crisis from {limit}",
        "withdrawal_crisis.fluids": "no fluids kept down for 24 hours",
        "withdrawal_moderate.cows": "withdrawal scale (COWS) {score}, needs a clinician from {limit}",
        "suicidality.item9": "PHQ-9 item 9 answered {answer}",
        "suicidality.screen_overdue": "no suicide-risk screen finished within {minutes} minutes of the answer",
        "suicidality.screen_low": "suicide-risk screen: low",
        "suicidality.screen_moderate": "suicide-risk screen: moderate",
        "suicidality.screen_high": "suicide-risk screen: high",
        "pain_spike.rise": "pain {pain} or more on {days} days in a row, own median {median}, own spread {spread}",
        "silence.after_step": "no answer for {days} days since {since}, soon after a dose step",
        "silence.after_alert": "no answer for {days} days since {since}, soon after an urgent alert",
        "silence.days": "no answer for {days} days since {since}",
        "mood_deterioration.phq9_rise": "PHQ-9 {score}, {rise} above the own baseline",
        "mood_deterioration.phq9_high": "PHQ-9 {score}, high from {limit}",
        "mood_deterioration.gad7_high": "GAD-7 {score}, high from {limit}",
        "mood_deterioration.phq2": "PHQ-2 {score}, positive from {limit}; PHQ-9 not answered since",
        "mood_deterioration.gad2": "GAD-2 {score}, positive from {limit}; GAD-7 not answered since",
        "running_out_early.says_so": "says the medicine ends before the refill",
        "running_out_early.supply": "days without medicine before the refill: {days}",
        "overdose_signs.signs": "cannot be woken, slow breathing or blue lips",
        "overdose_signs.naloxone": "naloxone was used",
        "overdose_signs.oxygen": "oxygen saturation {percent} %, confirmed by a person",
        "overdose_signs.oxygen_device": "oxygen saturation {percent} %, from a device: ask now",
        "call_requested.asks": "asks to be called",
        "caregiver_concern.worried": "a caregiver is worried",
        "extra_doses.taken": "more than {allowed} extra dose a day on {days} days in a row",
        "doses_not_taken.days": "no dose taken for {days} days in a row",
        "withdrawal_moderate.sows": "withdrawal scale (SOWS) {score}, needs a clinician from {limit}",
        "withdrawal_in_pregnancy.cows": "pregnant, withdrawal scale (COWS) {score}, counts from {limit}",
        "withdrawal_in_pregnancy.sows": "pregnant, withdrawal scale (SOWS) {score}, counts from {limit}",
        "withdrawal_in_pregnancy.bother": "pregnant, withdrawal bothers {score} of 10, counts from {limit}",
        "suicidality.item9_declined": "PHQ-9 sent with item 9 left open; nobody has asked since",
        "crisis_words.act": "wrote words of crisis: {words}",
        "crisis_words.thought": "wrote words of crisis: {words}",
        "crisis_words.screen_overdue": "no suicide-risk screen finished within {minutes} minutes of the words",
        "seizure_or_delirium.seizure_or_confusion": "a seizure, confusion, or sees or hears what is not there",
        "chest_pain_or_fainting.chest_pain_or_fainting": "chest pain, or fainted",
        "low_blood_pressure.low": "systolic pressure {pressure}, low below {limit}, takes clonidine or tizanidine",
        "low_blood_pressure.low_device": "systolic pressure {pressure} from a device, takes clonidine or tizanidine",
        "low_blood_pressure.medicine_not_known": (
            "systolic pressure {pressure}, low below {limit}; not known whether clonidine or tizanidine is taken"
        ),
        "violence.unsafe_at_home": "not safe at home, or hurt or threatened by somebody",
        "fall.fall": "a fall",
        "emergency_visit.emergency_visit": "was in an emergency department or hospital, unplanned",
        "constipation.constipation": "no bowel movement for more than 3 days",
        "missed_visit.step_waits": "the review planned for {planned} did not take place, and a step waits",
        "missed_visit.no_step_waits": "the review planned for {planned} did not take place",
        "late_dose_change.unread": "a new dose told on {since} is not confirmed after {hours} hours",
        "stale_device.silent": "no data from the device for {days} days since {since}",
        "function_decline.percent": "PEG {score}, {percent} percent or more above the own baseline {baseline}",
        "function_decline.lasting": "PEG {score}, above the own baseline {baseline} for {days} days",
        "opioid_induced_hyperalgesia.pain": (
            "usual pain {pain}, it was {before} {weeks} weeks ago; spread or touch, little withdrawal, no new cause"
        ),
        "opioid_induced_hyperalgesia.peg": (
            "PEG {score}, it was {before} {weeks} weeks ago; spread or touch, little withdrawal, no new cause"
        ),
        "sleep_collapse.rated": "sleep {limit} or less of 10 on {days} nights in a row",
        "sleep_collapse.short": "less than {limit} hours of sleep on {days} nights in a row",
        "activity_collapse.steps": "less than {percent} percent of the own usual {usual} steps {days} days in a row",
        "mood_deterioration.low_days": "daily mood {limit} or less on {days} days in a row; PHQ-9 not answered since",
        "mood_deterioration.phq9_incomplete": "PHQ-9 sent without a total: an answer is missing",
    }
)
