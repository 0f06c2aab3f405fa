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
        "running_out_early.extra_doses": "more than {allowed} extra dose a day on {days} days in a row",
        "overdose_signs.signs": "cannot be woken, slow breathing or blue lips",
        "overdose_signs.naloxone": "naloxone was used",
        "overdose_signs.oxygen": "oxygen saturation {percent} %, confirmed by a person",
        "overdose_signs.oxygen_device": "oxygen saturation {percent} %, from a device: ask now",
        "call_requested.asks": "asks to be called",
        "call_requested.caregiver": "a caregiver is worried",
    }
)
