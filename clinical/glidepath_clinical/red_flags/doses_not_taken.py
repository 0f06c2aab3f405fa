"""No dose for days.

When: no dose of the taper medicine was taken on 3 days in a row.
Then: ORANGE: somebody calls before the next dose. The old dose may now be too much: the page shows no dose to take
      until a clinician has spoken with the person and set the dose anew.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .conclusion import Criterion, conclude
from .series import Run, last_days, last_said_by_day, newest_day, run_of_yes

ID: Final = "doses_not_taken"
DOMAIN: Final = "missed doses"
NEEDS: Final = ("no_dose_taken_daily",)
READS: Final = NEEDS
LIMITS: Final = ("doses_not_taken_days",)
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
    """The days up to the newest answer; unanswerable without an answer today or yesterday, or with a gap."""
    daily = last_said_by_day(picture.no_dose_taken_daily, picture.today, limits.doses_not_taken_days)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return Unanswerable(ID, NEEDS)
    days = last_days(newest, limits.doses_not_taken_days)
    result = run_of_yes(daily, days)
    if result is not Run.MET:
        return conclude(ID, DOMAIN, CITES, (), NEEDS if result is Run.UNKNOWN else ())
    met = Criterion(Urgency.ORANGE, "days", {"days": str(len(days))}, tuple(daily[day] for day in days))
    return conclude(ID, DOMAIN, CITES, [met], ())
