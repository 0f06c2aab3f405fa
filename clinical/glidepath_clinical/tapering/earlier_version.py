"""A version that says it goes on from an earlier one, without that version: could its original dose be true?

Percentages on the basis `original` are as large as the original dose that is told. Where the request names the
version before by its hash, that version vouches for it. Without one, the steps that it says were taken must be
able to lead from the original dose to the present one at the agreed pace; otherwise the plan is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text, exact_sum
from glidepath_clinical.tapering.agreed_pace import agree
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.treatment import Treatment, framework_and_pace


def original_refusals(request: PlanRequest, treatment: Treatment) -> Iterator[Refusal]:
    """That the original dose cannot have come down to the present one in the steps that are told."""
    continues, wish = request.continues, treatment.wish
    if continues is None or continues.previous_content_hash is not None or treatment.agreed is None:
        return
    doses = [dose for dose in wish.doses.values() if dose]
    unit = treatment.supply.grid.amount(treatment.supply.grid.smallest)
    if all(dose <= unit for dose in doses):
        return  # the terminal phase, which the cap does not bound
    pace = agree(treatment.framework, framework_and_pace(request, wish)[1]).pace
    present, least = exact_sum(doses), _least_left(pace, treatment.began, continues.on_step)
    if present < least:
        name = treatment.supply.unit
        because = (
            f"{continues.on_step} steps of the agreed pace lead from an original {decimal_text(treatment.began)} "
            f"{name} a day to {decimal_text(least)} at the lowest, not to the present {decimal_text(present)}; write "
            "what the taper began with, or name the version before by its hash (previous_content_hash)"
        )
        yield Refusal("original_not_credible", because, "original_doses" if wish.original_doses else None)


def _least_left(pace: Pace, began: Fraction, steps: int) -> Fraction:
    """What so many steps leave at least, each as large as the agreed pace ever allows."""
    usual = pace.rate.cap_amount(daily=began, original=began)
    first = pace.first.cap_amount(daily=began, original=began) if pace.first else usual
    return began - (first + usual * (steps - 1) if steps else Fraction(0))
