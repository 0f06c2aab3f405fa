"""What kind of answer each field of the picture holds: the reader, the schema and the tests use these lists."""

from __future__ import annotations

from typing import Final

SCORES: Final[dict[str, tuple[int, int]]] = {
    "cows_latest": (0, 48),
    "sows_latest": (0, 30),
    "withdrawal_bother": (0, 10),
    "phq9_item9": (0, 3),
    "pain_daily": (0, 10),
    "mood_daily": (0, 10),
    "sleep_daily": (0, 10),
    "phq9_total": (0, 27),
    "phq9_baseline": (0, 27),
    "gad7_total": (0, 21),
    "gad7_baseline": (0, 21),
    "phq2_total": (0, 6),
    "gad2_total": (0, 6),
    "extra_doses_daily": (0, 99),
    "days_not_taken": (0, 999),
    "oxygen_saturation": (0, 100),
    "systolic_pressure": (0, 350),
    "new_pain_regions": (0, 99),
    "steps_daily": (0, 300_000),
    "peg_totals": (0, 10),
    "peg_baseline": (0, 10),
    "sleep_hours_daily": (0, 24),
}
# These come out of a division or a device, so they may have decimals.
DECIMALS: Final = ("peg_totals", "peg_baseline", "sleep_hours_daily")
YES_NO: Final = (
    "cannot_keep_fluids_down",
    "says_running_out",
    "overdose_signs",
    "naloxone_used",
    "asks_for_call",
    "caregiver_concern",
    "pregnant",
    "phq9_item9_declined",
    "phq9_incomplete",
    "seizure_or_confusion",
    "chest_pain_or_fainting",
    "takes_clonidine_or_tizanidine",
    "unsafe_at_home",
    "fall",
    "emergency_visit",
    "constipation",
    "allodynia",
    "new_injury_or_illness",
    "review_missed",
    "step_pending",
    "dose_change_unread",
)
TEXTS: Final = ("free_texts",)
LONGEST_TEXT: Final = 10_000
DATES: Final = (
    "baseline_ended_on",
    "expected_check_ins_since",
    "reached_by_staff_on",
    "supply_lasts_until",
    "next_refill_on",
)
DATES_OR_NEVER: Final = (
    "last_step_on",
    "last_red_or_orange_on",
    "high_mood_score_reviewed_on",
    "device_shared_since",
    "device_last_on",
)
DATE_LISTS: Final = ("check_in_dates", "expected_check_in_dates")
SERIES: Final = (
    "pain_daily",
    "extra_doses_daily",
    "free_texts",
    "mood_daily",
    "peg_totals",
    "sleep_daily",
    "sleep_hours_daily",
    "steps_daily",
)
