"""What the limits of signs, function, sleep, activity and devices mean; `about_limits` explains the columns."""

from __future__ import annotations

from typing import Final

from .about import About

_OURS: Final = ("glidepath-monitoring", "D")

ABOUT_MORE: Final[dict[str, About]] = {
    "sows_moderate_score": About(
        "points", 10, 25, "SOWS (Gossop) total that needs a clinician the same day", "sows-gossop", "D"
    ),
    "sows_valid_hours": About("hours", 48, 96, "age after which a SOWS total no longer answers", *_OURS),
    "pregnancy_cows_score": About("points", 1, 5, "COWS total that is withdrawal in pregnancy", "cows-2003", "D"),
    "pregnancy_sows_score": About("points", 1, 10, "SOWS total that is withdrawal in pregnancy", "sows-gossop", "D"),
    "pregnancy_withdrawal_bother": About(
        "points", 1, 4, "daily answer about withdrawal that is withdrawal in pregnancy", *_OURS
    ),
    "systolic_low_mmhg": About("mmHg", 90, 110, "systolic blood pressure below which it is low", *_OURS),
    "asked_weekly_valid_days": About(
        "days", 8, 15, "age after which an answer that is asked weekly no longer answers", *_OURS
    ),
    "daily_mood_low": About("points", 1, 4, "daily mood at or below which a day counts as low", *_OURS),
    "daily_mood_days": About("days", 1, 7, "days in a row with low mood that ask for the PHQ-9", *_OURS),
    "doses_not_taken_days": About("days", 1, 3, "days in a row without any dose", *_OURS),
    "peg_rise": About("points", 1, 2, "PEG rise over the own baseline that matters", "peg-2009", "S"),
    "peg_rise_days": About("days", 7, 28, "for how long the PEG rise must have stayed", *_OURS),
    "peg_rise_percent": About("percent", 20, 50, "PEG rise over the own baseline, at once", *_OURS),
    "peg_valid_days": About("days", 8, 35, "age after which a PEG total no longer answers", *_OURS),
    "oih_pain_rise": About("points", 1, 4, "rise of usual pain over some weeks that may be OIH", *_OURS),
    "oih_window_days": About("days", 5, 14, "length of the two stretches of days that are compared", *_OURS),
    "oih_window_answers": About("answers", 3, 14, "fewest answers in each stretch", *_OURS),
    "oih_weeks": About("weeks", 2, 8, "how far back the earlier stretch ends", *_OURS),
    "oih_new_regions": About("regions", 1, 4, "regions that newly hurt and count as spread", *_OURS),
    "oih_sows_low": About(
        "points", 5, 15, "SOWS total below which withdrawal does not explain the pain", "sows-gossop", "D"
    ),
    "oih_quiet_days": About("days", 7, 28, "days after a reduction in which pain says nothing about OIH", *_OURS),
    "sleep_low": About("points", 1, 5, "sleep quality at or below which a night counts", *_OURS),
    "sleep_short_hours": About("hours", 3, 7, "hours of sleep below which a night counts", *_OURS),
    "sleep_days": About("nights", 1, 7, "nights in a row with bad or short sleep", *_OURS),
    "sleep_quiet_days": About("days", 0, 7, "days after a step in which bad sleep stays silent", *_OURS),
    "steps_percent": About("percent", 30, 90, "share of the own usual steps below which a day counts", *_OURS),
    "steps_days": About("days", 2, 10, "days in a row with so few steps", *_OURS),
    "steps_baseline_days": About("days", 7, 56, "length of the window for the own usual steps", *_OURS),
    "steps_baseline_answers": About("days", 5, 56, "fewest days with data that make a baseline", *_OURS),
    "device_stale_days": About("days", 1, 7, "days without data after which a device is stale", *_OURS),
    "dose_change_unread_hours": About("hours", 12, 48, "time to confirm that a changed dose was read", *_OURS),
}
