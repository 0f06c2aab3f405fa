"""A planned review did not take place.

When: the latest planned review visit was missed while a next step of the plan waits: ORANGE; while no step waits:
      YELLOW. A visit that was held since, or moved to another day, ends it.
Then: ORANGE: somebody calls the same day and plans it again; the step does not begin without it. The reason is asked
      without blame. YELLOW: on the list of the next working day.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import is_yes
from .conclusion import Criterion, conclude

ID: Final = "missed_visit"
DOMAIN: Final = "visits"
NEEDS: Final = ("review_missed",)
READS: Final = ("review_missed", "step_pending")
LIMITS: Final = ()
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice a review that did not take place before a step is due",
    output=(Urgency.ORANGE, Urgency.YELLOW),
    limits="Knows only visits that were planned here. A visit nobody marked as held counts as missed.",
    fairness=(
        "Missed visits follow work hours, transport, child care and poor connections more than will; a call by "
        "telephone must be as good as a video."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """A missed review without knowing whether a step waits counts as if one did, and says what is missing."""
    missed, pending = picture.review_missed, picture.step_pending
    if missed is None:
        return Unanswerable(ID, NEEDS)
    if not is_yes(missed):
        return None
    values = {"planned": missed.on.isoformat()}
    if pending is not None and not is_yes(pending):
        return conclude(ID, DOMAIN, CITES, [Criterion(Urgency.YELLOW, "no_step_waits", values, (missed,))], ())
    unknown = () if pending is not None else ("step_pending",)
    return conclude(ID, DOMAIN, CITES, [Criterion(Urgency.ORANGE, "step_waits", values, (missed,))], unknown)
