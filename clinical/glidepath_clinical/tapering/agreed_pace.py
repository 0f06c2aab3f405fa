"""The pace a plan keeps: the framework's numbers, with what the request agrees on instead of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_pace import PaceWish
from glidepath_clinical.tapering.easing import AS_AGREED, Easing
from glidepath_clinical.tapering.fields import UnusableInput
from glidepath_clinical.tapering.frameworks import Framework
from glidepath_clinical.tapering.pace import Basis, Pace, Rate
from glidepath_clinical.tapering.problem import LARGEST_SHARE
from glidepath_clinical.tapering.refusals import Refusal


@dataclass(frozen=True)
class AgreedPace:
    """The pace in force and the sentences that say how it differs from the framework."""

    pace: Pace
    says: tuple[str, ...]

    def refusals(self, began: Fraction) -> Iterator[Refusal]:
        """A pace that is a sudden stop in disguise; `began` is the daily dose with which the taper begins."""
        for rate in (self.pace.rate, self.pace.first):
            if rate is not None and rate.cap_amount(daily=began, original=began) > LARGEST_SHARE * began:
                name = "reduction_amount" if rate.basis is Basis.FIXED else "reduction_percent"
                yield Refusal(
                    "abrupt_stop",
                    "more than half of the dose in one step is a sudden stop; "
                    "that is for the life-threatening path alone",
                    field=f"pace.{name}",
                    cite="va-otdt",
                )
                return


def agree(framework: Framework | None, wish: PaceWish | None, eased: Easing = AS_AGREED) -> AgreedPace:
    """Joins framework and wish, then eases them; raises `UnusableInput` when they leave a number open."""
    agreed = _joined(framework, wish)
    pace = eased.pace(agreed.pace)
    return AgreedPace(pace, (*agreed.says, *eased.says(pace)))


def _joined(framework: Framework | None, wish: PaceWish | None) -> AgreedPace:
    if framework is None:
        return AgreedPace(_own_pace(wish or PaceWish(None, None, None, None, None)), ())
    if wish is None:
        return AgreedPace(framework.pace, ())
    pace = _without_given_days(_with_wished_rate(framework.pace, wish), wish)
    return AgreedPace(pace, tuple(_differences(framework, wish)))


def _own_pace(wish: PaceWish) -> Pace:
    if wish.every_days is None:
        raise UnusableInput("pace.every_days", "is missing; without a framework the pace must say how often")
    if wish.basis is None:
        raise UnusableInput("pace.basis", "is missing; write original, current or fixed")
    if wish.reduction_percent is None and wish.reduction_amount is None:
        raise UnusableInput("pace.reduction_percent", "is missing; without a framework the pace must say how much")
    return Pace(_rate(wish, wish.basis, Fraction(0), None), wish.every_days)


def _with_wished_rate(pace: Pace, wish: PaceWish) -> Pace:
    if (wish.reduction_percent, wish.reduction_amount, wish.cap_percent, wish.basis) == (None, None, None, None):
        return pace
    rate = _rate(wish, wish.basis or pace.rate.basis, pace.rate.target, pace.rate.cap)
    return replace(pace, rate=rate, first=None, tail=None)


def _rate(wish: PaceWish, basis: Basis, target: Fraction, cap: Fraction | None) -> Rate:
    if wish.reduction_amount is not None:
        return Rate(Basis.FIXED, wish.reduction_amount, wish.reduction_amount)
    if wish.reduction_percent is not None:
        target = cap = wish.reduction_percent / 100
    if wish.cap_percent is not None:
        cap = wish.cap_percent / 100
    if cap is None or cap < target:
        raise UnusableInput("pace.cap_percent", "is below the reduction that is aimed at")
    return Rate(basis, target, cap)


def _without_given_days(pace: Pace, wish: PaceWish) -> Pace:
    if wish.every_days is None:
        return pace
    return replace(pace, every_days=wish.every_days, terminal_days=())


def _differences(framework: Framework, wish: PaceWish) -> Iterator[str]:
    start = f"The agreed pace replaces the numbers of {framework.id}"
    if wish.reduction_percent is not None:
        yield f"{start}: {decimal_text(wish.reduction_percent)} % a step (published: {framework.published_range})."
    if wish.reduction_amount is not None:
        yield f"{start}: {decimal_text(wish.reduction_amount)} a step (published: {framework.published_range})."
    if wish.cap_percent is not None:
        yield f"{start}: never more than {decimal_text(wish.cap_percent)} % in one step."
    if wish.basis is not None and wish.basis is not framework.basis:
        yield f"{start}: percentages are of the {wish.basis.value} dose, not of the {framework.basis.value} dose."
    if wish.every_days is not None and wish.every_days != framework.pace.every_days:
        yield f"{start}: a step every {wish.every_days} days, not every {framework.pace.every_days}."
