"""More doses than the plan has.

When: more than 1 extra dose a day was taken on 2 days in a row.
Then: ORANGE: somebody calls today and asks why, without blame: pain, withdrawal, a step that was too fast.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import points
from .conclusion import Criterion, conclude
from .series import Run, last_days, newest_day, run, worst_by_day

ID: Final = "extra_doses"
DOMAIN: Final = "supply"
NEEDS: Final = ("extra_doses_daily",)
READS: Final = NEEDS
LIMITS: Final = ("extra_doses_a_day", "extra_doses_days")
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice that the planned dose is not enough before the medicine runs out",
    output=(Urgency.ORANGE,),
    limits="Counts what people tell. A fixed plan for flares is not known to the rule.",
    fairness=(
        "Must not be read as misuse: who is suspected of it is known to differ by race and income. The wording asks "
        "about need."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """The days up to the newest answer; unanswerable without an answer today or yesterday, or with a gap."""
    daily = worst_by_day(picture.extra_doses_daily, picture.today, limits.extra_doses_days)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return Unanswerable(ID, NEEDS)
    days = last_days(newest, limits.extra_doses_days)
    result = run(daily, days, lambda doses: doses > limits.extra_doses_a_day)
    if result is not Run.MET:
        return conclude(ID, DOMAIN, CITES, (), NEEDS if result is Run.UNKNOWN else ())
    values = {"allowed": points(limits.extra_doses_a_day), "days": str(len(days))}
    met = Criterion(Urgency.ORANGE, "taken", values, tuple(daily[day] for day in days))
    return conclude(ID, DOMAIN, CITES, [met], ())
