"""A goal in MME: of the whole person, unless a medicine has a goal of its own; and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text, rounded_decimal
from glidepath_clinical.tapering.asked_medicine import Role
from glidepath_clinical.tapering.course import present_doses
from glidepath_clinical.tapering.goal import MmeShare
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.treatment import Treatment


@dataclass(frozen=True)
class _Kept:
    """What the opioids that are kept give a day, and which of them cannot be counted."""

    mme: Fraction
    names: tuple[str, ...]
    not_counted: tuple[str, ...]


def mme_share(request: PlanRequest, treatments: Sequence[Treatment], treatment: Treatment) -> MmeShare | Refusal | None:
    """How much of a goal in MME is left for this medicine beside what is kept; None for a goal of another kind."""
    goal, factor = request.goal_of(treatment.wish), treatment.supply.product.mme_factor
    if goal.kind != "mme":
        return None
    if not isinstance(factor, Fraction):
        return Refusal("mme_factor_unknown", "this medicine has no MME factor in the factor set", field="goal")
    if treatment.wish.goal is not None:
        return MmeShare(goal.number, factor, Fraction(0))
    kept = _kept(treatments)
    if kept.not_counted:
        because = (
            f"{' and '.join(kept.not_counted)} cannot be counted in MME and is kept: "
            "no goal in MME of the whole person can be held; give the medicine that is lowered a goal of its own"
        )
        return Refusal("mme_factor_unknown", because, field="goal")
    if kept.mme > goal.number:
        because = (
            f"{' and '.join(kept.names)} alone gives {_shown(kept.mme)} MME a day and is kept; the goal of "
            f"{_shown(goal.number)} MME a day is of the whole person and cannot be reached by lowering "
            f"{treatment.supply.product.name}"
        )
        return Refusal("mme_goal_unreachable", because, field="goal")
    return MmeShare(goal.number, factor, kept.mme)


def _kept(treatments: Sequence[Treatment]) -> _Kept:
    mme, names, not_counted = Fraction(0), [], []
    for row in treatments:
        product = row.supply.product
        if row.wish.role is not Role.ADJUNCT or not product.is_opioid:
            continue
        if isinstance(product.mme_factor, Fraction):
            names.append(product.name)
            mme += sum((dose for dose in present_doses(row.wish).values() if dose), Fraction(0)) * product.mme_factor
        else:
            not_counted.append(product.name)
    return _Kept(mme, tuple(names), tuple(not_counted))


def _shown(amount: Fraction) -> str:
    return decimal_text(Fraction(rounded_decimal(amount, 2)))
