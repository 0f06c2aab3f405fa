"""What each limit means: its unit, the range a site may choose from, its source and the mark of that source.

Marks: S seen in the cited source, V verified against it, D derived (a proposal that the clinical lead of a
site signs), M from memory and to be checked.
"""

from __future__ import annotations

from typing import Final

from .about import About
from .about_more_limits import ABOUT_MORE

# No range lets a rule be switched off: what is RED may be made more careful, never less (a total of 25 on the
# withdrawal scale and a saturation below 90 percent stay RED everywhere).


ABOUT: Final[dict[str, About]] = {
    "cows_crisis_score": About("points", 13, 25, "withdrawal scale total that is a crisis", "cows-2003", "D"),
    "cows_moderate_score": About(
        "points", 5, 24, "withdrawal scale total that needs a clinician the same day", "cows-2003", "D"
    ),
    "cows_valid_hours": About(
        "hours", 24, 72, "age after which a withdrawal score no longer answers", "glidepath-monitoring", "D"
    ),
    "daily_answer_valid_hours": About(
        "hours", 48, 96, "age after which a daily answer no longer answers", "glidepath-monitoring", "D"
    ),
    "item9_orange_score": About(
        "points", 1, 1, "PHQ-9 item 9 answer that needs a human the same day", "glidepath-monitoring", "D"
    ),
    "item9_red_score": About("points", 1, 3, "PHQ-9 item 9 answer that needs a human now", "glidepath-monitoring", "D"),
    "item9_valid_days": About(
        "days", 35, 60, "age after which a PHQ-9 item 9 answer no longer answers", "glidepath-monitoring", "D"
    ),
    "suicide_screen_minutes": About(
        "minutes", 1, 10, "time to finish the screen after item 9 is 1 or more", "glidepath-monitoring", "D"
    ),
    "pain_baseline_days": About("days", 7, 28, "length of the personal baseline window", "glidepath-monitoring", "D"),
    "pain_baseline_answers": About(
        "answers", 5, 28, "fewest answers that make a baseline", "glidepath-monitoring", "D"
    ),
    "pain_orange_rise": About(
        "points", 1, 10, "rise over the personal median that is ORANGE", "glidepath-monitoring", "D"
    ),
    "pain_orange_days": About(
        "days", 1, 7, "days in a row for the ORANGE rise (48 hours)", "glidepath-monitoring", "D"
    ),
    "pain_yellow_rise": About("points", 1, 10, "rise over the personal median that is YELLOW", "nrs-mid", "S"),
    "pain_yellow_days": About("days", 1, 7, "days in a row for the YELLOW rise", "glidepath-monitoring", "D"),
    "pain_spread_multiple": About(
        "times the MAD", 1, 6, "rise in units of the person's own usual spread", "glidepath-monitoring", "D"
    ),
    "pain_yellow_quiet_days": About(
        "days", 0, 7, "days after a step in which a YELLOW rise stays silent", "glidepath-monitoring", "D"
    ),
    "step_watch_days": About(
        "days", 7, 28, "days after a step with a daily check-in (day 0 counts)", "glidepath-monitoring", "D"
    ),
    "silence_after_step": About(
        "check-ins", 1, 5, "missed dailies after a step that are ORANGE", "glidepath-monitoring", "D"
    ),
    "alert_watch_days": About(
        "days", 7, 90, "days after a RED or ORANGE in which silence counts more", "glidepath-monitoring", "D"
    ),
    "silence_after_alert": About(
        "check-ins", 1, 5, "missed dailies after a RED or ORANGE that are ORANGE", "glidepath-monitoring", "D"
    ),
    "silence_otherwise": About(
        "check-ins", 1, 7, "missed dailies in a row at any other time: YELLOW", "glidepath-monitoring", "D"
    ),
    "silence_longest_days": About(
        "days", 3, 14, "days without any answer, one of them missed: YELLOW", "glidepath-monitoring", "D"
    ),
    "phq9_rise": About("points", 1, 10, "PHQ-9 rise over the own baseline", "phq-9", "M"),
    "phq9_high": About("points", 10, 20, "PHQ-9 total that is high", "phq-9", "D"),
    "gad7_high": About("points", 10, 18, "GAD-7 total that is high", "gad-7", "D"),
    "known_high_rise": About(
        "points", 1, 10, "rise over a known, reviewed high score that alarms again", "glidepath-monitoring", "D"
    ),
    "phq2_positive": About("points", 1, 6, "PHQ-2 total that asks for the PHQ-9", "phq-2", "M"),
    "gad2_positive": About("points", 1, 6, "GAD-2 total that asks for the GAD-7", "gad-7", "M"),
    "mood_score_valid_days": About(
        "days", 7, 60, "age after which a mood score no longer answers", "glidepath-monitoring", "D"
    ),
    "extra_doses_a_day": About(
        "doses", 0, 5, "extra doses a day above which a day counts", "glidepath-monitoring", "D"
    ),
    "extra_doses_days": About("days", 1, 7, "days in a row with too many extra doses", "glidepath-monitoring", "D"),
    "early_run_out_days": About("days", 1, 7, "days without medicine before the refill", "glidepath-monitoring", "D"),
    "oxygen_low_percent": About(
        "percent", 90, 94, "oxygen saturation below which it is low", "glidepath-monitoring", "D"
    ),
    "hold_stable_days": About(
        "days", 3, 14, "stable days in a row in a hold before the daily questions end", "glidepath-monitoring", "D"
    ),
    "withdrawal_scale_days": About(
        "days", 7, 21, "days after a step with the withdrawal questions (day 0 counts)", "glidepath-monitoring", "D"
    ),
    "review_days": About("days", 3, 14, "days before a step in which its review is asked", "glidepath-monitoring", "D"),
    "phq9_every_days": About("days", 14, 14, "fewest days between two PHQ-9", "glidepath-monitoring", "D"),
    "long_form_every_days": About(
        "days", 14, 35, "days after which PHQ-9 and GAD-7 are asked again", "glidepath-monitoring", "D"
    ),
    "alcohol_every_days": About("days", 30, 92, "days between two AUDIT-C", "glidepath-monitoring", "D"),
    "after_stop_weeks": About("weeks", 12, 26, "weeks of weekly questions after the stop", "glidepath-monitoring", "D"),
    "after_stop_months": About(
        "months", 24, 60, "months after the stop until the questions end", "glidepath-monitoring", "D"
    ),
    "interaction_egfr_below": About(
        "mL/min/1.73 m2", 60, 90, "kidney function below which an NSAID or some opioids are a risk", "kidney-60", "M"
    ),
    "interaction_egfr_valid_days": About(
        "days", 7, 180, "age after which a kidney function no longer answers", "glidepath-interactions", "D"
    ),
    "interaction_qtc_above": About(
        "ms", 450, 500, "QTc time above which no further QT medicine is added to methadone", "vadod-table-d4", "S"
    ),
    "interaction_qtc_valid_days": About(
        "days", 14, 120, "age after which a QTc time no longer answers", "vadod-table-d4", "D"
    ),
    "interaction_systolic_below": About(
        "mmHg", 90, 110, "upper blood pressure below which clonidine and its like are held", "va-otdt", "S"
    ),
    "interaction_diastolic_below": About(
        "mmHg", 60, 70, "lower blood pressure below which clonidine and its like are held", "va-otdt", "S"
    ),
    "interaction_pressure_valid_days": About(
        "days", 1, 3, "age after which a blood pressure no longer answers", "va-otdt", "D"
    ),
    "interaction_adult_years": About(
        "years", 18, 18, "age below which codeine and tramadol are not given", "interactions-i53", "M"
    ),
    "interaction_step_days": About(
        "days",
        14,
        28,
        "days in which only one of two medicines that act on each other may change",
        "glidepath-interactions",
        "D",
    ),
    **ABOUT_MORE,
}
