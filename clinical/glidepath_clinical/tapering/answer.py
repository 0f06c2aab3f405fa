"""`plan`: the answer to a request, with other ways worked out where the cap stands in the way."""

from __future__ import annotations

from glidepath_clinical.tapering.offers import offers_for
from glidepath_clinical.tapering.planning import plan_with
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused


def plan(request: PlanRequest) -> Planned | Refused:
    """The best plan for the request with its certificate, or why there is none. Pure: no clock, no state."""
    return plan_with(request, offers_for)
