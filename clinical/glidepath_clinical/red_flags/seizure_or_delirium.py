"""A seizure, confusion, or seeing or hearing what is not there.

When: anybody reports a seizure, or that the person is confused or sees or hears what is not there: RED. Reported
      by a device alone: ORANGE, and ask now.
Then: RED: the emergency number on the screen at once, a person calls now, no step begins while the alert is open.
      It may be withdrawal from a benzodiazepine, gabapentinoid, baclofen or alcohol.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "seizure_or_delirium"
DOMAIN: Final = "seizure or delirium"
NEEDS: Final = ("seizure_or_confusion",)
READS: Final = ("seizure_or_confusion",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to bring help at once for signs that a withdrawal has reached the brain",
    output=(Urgency.RED, Urgency.ORANGE),
    limits=(
        "Only what somebody saw and told. A confused person may not be able to answer; the rule then says "
        "unanswerable and silence speaks."
    ),
    fairness=(
        "People who live alone are seen by nobody during a seizure. Words for confusion differ between languages."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on a yes, whoever reports it; unanswerable when the question was not answered lately."""
    hours = limits.daily_answer_valid_hours
    answers = {"seizure_or_confusion": current(picture.seizure_or_confusion, picture.as_of, hours)}
    return judge_signs(ID, DOMAIN, CITES, Urgency.RED, answers)
