"""`plan`: the answer to a request, with other ways worked out where the cap stands in the way."""

from __future__ import annotations

from dataclasses import replace

from glidepath_clinical.tapering.offers import offers_for
from glidepath_clinical.tapering.planning import plan_with
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.unclear_strengths import offers_of_strengths


def plan(request: PlanRequest) -> Planned | Refused:
    """The best plan for the request with its certificate, or why there is none. Pure: no clock, no state."""
    answer = plan_with(request, offers_for)
    if isinstance(answer, Refused):
        offers = offers_of_strengths(request, answer)
        return replace(answer, document={**answer.document, "offers": offers}) if offers else answer
    return answer
