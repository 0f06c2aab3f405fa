"""A changed dose that was not confirmed.

When: a new dose was told 24 hours ago or more and the person has not confirmed that they read it. Told it is when it
      is released, at the earliest two days before it begins: so an unread dose is found on the day before.
Then: YELLOW: somebody calls on the next working day and goes through the new dose together; the old dose may still
      be taken.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import is_yes, points
from .conclusion import Criterion, conclude

ID: Final = "late_dose_change"
DOMAIN: Final = "dose change"
NEEDS: Final = ("dose_change_unread",)
READS: Final = NEEDS
LIMITS: Final = ("dose_change_unread_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice that a changed dose has not reached the person",
    output=(Urgency.YELLOW,),
    limits="A tap says that it was read, not that it was understood or taken.",
    fairness="Speaks more often for people who use the telephone only; staff may confirm for them after a call.",
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Nothing when every told change was confirmed; unanswerable when nobody knows."""
    unread = picture.dose_change_unread
    if unread is None:
        return Unanswerable(ID, NEEDS)
    if not is_yes(unread) or picture.as_of - unread.at < timedelta(hours=float(limits.dose_change_unread_hours)):
        return None
    values = {"hours": points(limits.dose_change_unread_hours), "since": unread.on.isoformat()}
    return conclude(ID, DOMAIN, CITES, [Criterion(Urgency.YELLOW, "unread", values, (unread,))], ())
