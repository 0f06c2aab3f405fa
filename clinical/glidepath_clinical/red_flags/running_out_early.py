"""The medicine will not last until the refill.

When: the person says it will run out early, or the supply at home ends before the next refill.
Then: ORANGE: somebody calls today and asks why, without blame; a gap in supply is an abrupt stop.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current, is_yes
from .conclusion import Criterion, conclude

ID: Final = "running_out_early"
DOMAIN: Final = "supply"
NEEDS: Final = ("says_running_out",)
READS: Final = ("says_running_out", "supply_lasts_until", "next_refill_on")
LIMITS: Final = ("early_run_out_days", "daily_answer_valid_hours")
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to find a coming gap in supply before it becomes an abrupt stop",
    output=(Urgency.ORANGE,),
    limits=(
        "Counts of tablets depend on what people report. Reasons such as loss, theft or a late pharmacy are not known."
    ),
    fairness=(
        "Must not be read as misuse: who is asked about early refills, and how, is known to differ by race and "
        "income. The wording is about supply; response by group belongs into a site's audits."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Known supply and refill days answer the first question as well as the person's own word does."""
    says = current(picture.says_running_out, picture.as_of, limits.daily_answer_valid_hours)
    met = []
    if says is not None and is_yes(says):
        met.append(Criterion(Urgency.ORANGE, "says_so", readings=(says,)))
    short_by = _days_short(picture)
    if short_by is not None and short_by >= limits.early_run_out_days:
        met.append(_supply(short_by))
    answered = says is not None or short_by is not None
    return conclude(ID, DOMAIN, CITES, met, () if answered else NEEDS)


def _days_short(picture: PatientPicture) -> int | None:
    """Days without medicine before the refill; 0 or less when it lasts; None when a day is not known."""
    if picture.supply_lasts_until is None or picture.next_refill_on is None:
        return None
    return (picture.next_refill_on - picture.supply_lasts_until).days - 1


def _supply(days: int) -> Criterion:
    return Criterion(Urgency.ORANGE, "supply", {"days": str(days)})
