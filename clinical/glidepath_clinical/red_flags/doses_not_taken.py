"""No dose for days.

When: no dose of the taper medicine was taken for 3 days in a row or more.
Then: ORANGE: somebody calls before the next dose. The old dose may now be too much: the page shows no dose to take
      until a clinician has spoken with the person and set the dose anew.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current, number, points
from .conclusion import Criterion, conclude

ID: Final = "doses_not_taken"
DOMAIN: Final = "missed doses"
NEEDS: Final = ("days_not_taken",)
READS: Final = NEEDS
LIMITS: Final = ("doses_not_taken_days", "daily_answer_valid_hours")
CITES: Final = ("glidepath-taper-engine",)
ABOUT: Final = AboutRule(
    purpose="to keep a person from taking the old dose after tolerance is lost",
    output=(Urgency.ORANGE,),
    limits=(
        "Tolerance is lost at different speeds; 3 days is a careful figure without a trial behind it. Single doses "
        "that were left out are not counted."
    ),
    fairness="People who cannot pay or reach a pharmacy are found by this rule; it must lead to supply, not to blame.",
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """As the person told it lately; unanswerable without an answer."""
    told = current(picture.days_not_taken, picture.as_of, limits.daily_answer_valid_hours)
    if told is None:
        return Unanswerable(ID, NEEDS)
    if number(told) < limits.doses_not_taken_days:
        return None
    met = Criterion(Urgency.ORANGE, "days", {"days": points(number(told))}, (told,))
    return conclude(ID, DOMAIN, CITES, [met], ())
