"""Several medicines of one person: how many, which is lowered first and why, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glidepath_clinical.tapering.fields import shown
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.treatment import Treatment

MOST_MEDICINES = 5
LOCK_DAYS = 14
"""Days between a change of one medicine and the next change of another. Derived [D] from sources that say one
agent at a time."""

ORDER_REASONS = {
    "opioid_first": "The opioid is lowered before the sedative.",
    "sedative_first": "The benzodiazepine, Z-drug or gabapentinoid is lowered before the opioid.",
    "long_acting_first": "The long-acting preparation is lowered before the short-acting one.",
    "short_acting_first": "The short-acting preparation is lowered before the long-acting one.",
    "higher_risk_first": "The medicine with the higher risk for this person is lowered first.",
    "patient_preference": "The person prefers this order.",
    "other_clinical_reason": "The clinician has another reason, written in the record.",
}


def order_refusals(request: PlanRequest, treatments: Sequence[Treatment]) -> Iterator[Refusal]:
    """What is missing or wrong about several medicines in one plan."""
    names = [treatment.supply.product.name for treatment in treatments]
    for name in sorted({name for name in names if names.count(name) > 1}):
        because = f"{name} stands in two entries; join them in one, with all doses of the day"
        yield Refusal("duplicate_therapy", because, "medicines")
    tapered = {treatment.supply.product.name for treatment in treatments if treatment.agreed is not None}
    if not tapered:
        yield Refusal("nothing_to_taper", "every medicine is an adjunct that is kept; name one to lower", "medicines")
    if len(tapered) > 1:
        yield from _order_refusals(request, tapered)


def _order_refusals(request: PlanRequest, tapered: set[str]) -> Iterator[Refusal]:
    order, reason = request.order.products, request.order.reason
    if set(order) != tapered or len(order) != len(tapered):
        because = f"which first is a clinician's choice: write the order of {', '.join(sorted(tapered))}"
        yield Refusal("order_missing", because, "order")
    if reason is None:
        known = ", ".join(ORDER_REASONS)
        yield Refusal("order_reason_missing", f"the order needs a reason: one of {known}", "order_reason")
    elif reason not in ORDER_REASONS:
        known = ", ".join(ORDER_REASONS)
        yield Refusal("order_reason_missing", f"{shown(reason)} is no known reason; use one of {known}", "order_reason")
    if request.goal.kind == "mme" and any(wish.goal is None for wish in request.medicines if wish.role == "taper"):
        because = "a ceiling in MME for several medicines together does not say which gives way; give each its goal"
        yield Refusal("mme_goal_of_several", because, "goal")


def in_order(request: PlanRequest, treatments: Sequence[Treatment]) -> tuple[Treatment, ...]:
    """The medicines that are lowered, in the order in which they are."""
    tapered = [treatment for treatment in treatments if treatment.agreed is not None]
    if len(tapered) == 1:
        return tuple(tapered)
    by_name = {treatment.supply.product.name: treatment for treatment in tapered}
    return tuple(by_name[name] for name in request.order.products)


def order_words(request: PlanRequest, order: Sequence[Treatment]) -> Iterator[str]:
    """What a plan says about its order."""
    if len(order) < 2:
        return
    names = ", then ".join(treatment.supply.product.name for treatment in order)
    yield f"Order: {names}. {ORDER_REASONS[str(request.order.reason)]}"
    if request.order.override_lock is None:
        yield f"One medicine at a time: the next begins at the earliest {LOCK_DAYS} days after the last change."
    else:
        yield f"Two medicines may change within {LOCK_DAYS} days: {request.order.override_lock}"
