"""What was agreed, read a second time from the request alone: caps, intervals and where the rates change.

The numbers of the frameworks stand here once more on purpose. If this table and the engine's data
ever differ, no plan of that framework gets a certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.certificate.reading import ReadCourse, number


@dataclass(frozen=True)
class Agreed:
    """The agreed bounds of one plan, and its aims. `cap` and `target` are shares, amounts on the basis `fixed`."""

    basis: str
    cap: Fraction
    every_days: int
    first_cap: Fraction | None = None
    slow_below: Fraction | None = None
    terminal_days: tuple[int, ...] = ()
    target: Fraction | None = None
    first_target: Fraction | None = None


TENTH, SIXTH, FIFTH, QUARTER = Fraction(1, 10), Fraction(1, 6), Fraction(1, 5), Fraction(1, 4)
FRAMEWORKS = {
    "va-slowest": Agreed("original", TENTH, 28, target=Fraction(1, 18)),
    "va-slower": Agreed("original", FIFTH, 28, target=SIXTH),
    "va-faster": Agreed("original", FIFTH, 7, target=SIXTH),
    "va-rapid": Agreed(
        "original", FIFTH, 1, Fraction(1, 2), terminal_days=(4, 3), target=SIXTH, first_target=Fraction(1, 3)
    ),
    "cdc22-long": Agreed("original", TENTH, 28, target=TENTH),
    "cdc22-short": Agreed("original", TENTH, 7, slow_below=Fraction(3, 10), target=TENTH),
    "fda-label": Agreed("current", QUARTER, 28, target=TENTH),
    "vadod22": Agreed("original", FIFTH, 28, target=TENTH),
    "asam25-benzodiazepine": Agreed("current", QUARTER, 28, target=TENTH),
    "gabapentinoid-low": Agreed("current", QUARTER, 28, target=QUARTER),
    "gabapentinoid-moderate": Agreed("current", Fraction(3, 20), 28, target=Fraction(3, 20)),
    "gabapentinoid-high": Agreed("current", TENTH, 28, target=TENTH),
}


def agreed_of(plan: ReadCourse) -> Agreed:
    """The bounds that the request agrees on, eased as it says; raises ValueError when they are left open."""
    agreed, eased = before_easing(plan), plan.request.get("eased") or {}
    smaller = Fraction(1, 1 << _times(eased, "step_halved"))
    longer = 1 << _times(eased, "interval_doubled")
    return Agreed(
        agreed.basis,
        agreed.cap * smaller,
        agreed.every_days * longer,
        None if agreed.first_cap is None else agreed.first_cap * smaller,
        agreed.slow_below,
        tuple(days * longer for days in agreed.terminal_days),
        None if agreed.target is None else agreed.target * smaller,
        None if agreed.first_target is None else agreed.first_target * smaller,
    )


def _times(eased: dict[str, Any], name: str) -> int:
    times = number(str(eased.get(name, "0")))
    if times.denominator != 1 or times < 0:
        raise ValueError(f"{times} is no number of times that a pace can be eased")
    return int(times)


def before_easing(plan: ReadCourse) -> Agreed:
    """The bounds that the request agrees on, before it eases them; raises ValueError when they are left open."""
    own = plan.wish if plan.wish.get("framework") is not None or plan.wish.get("pace") is not None else plan.request
    framework, wish = own.get("framework"), own.get("pace")
    base = _published_or_own(plan, framework) if framework is not None else None
    if wish is None:
        if base is None:
            raise ValueError("the request names neither a framework nor a pace")
        return base
    return _with_wish(base, wish)


def _published_or_own(plan: ReadCourse, framework: str) -> Agreed:
    site = plan.request.get("site_framework")
    if site is None or site["id"] != framework:
        return FRAMEWORKS[framework]
    size, whole = ("amount", 1) if site["basis"] == "fixed" else ("percent", 100)
    first, first_target = site.get(f"first_cap_{size}"), site.get(f"first_target_{size}")
    slow = site.get("slow_below_percent")
    return Agreed(
        site["basis"],
        number(str(site[f"cap_{size}"])) / whole,
        int(number(str(site["every_days"]))),
        None if first is None else number(str(first)) / whole,
        None if slow is None else number(str(slow)) / 100,
        tuple(site.get("terminal_days") or ()),
        number(str(site[f"target_{size}"])) / whole,
        None if first_target is None else number(str(first_target)) / whole,
    )


def _with_wish(base: Agreed | None, wish: dict[str, Any]) -> Agreed:
    basis, cap, first_cap, slow_below = _bounds(base, wish)
    terminal_days = base.terminal_days if base else ()
    if wish.get("every_days") is None:
        every_days = base.every_days if base else None
    else:
        every_days, terminal_days = int(number(str(wish["every_days"]))), ()
    if basis is None or cap is None or every_days is None:
        raise ValueError("the pace leaves its basis, its size or its interval open")
    target, first_target = _aims(base, wish)
    return Agreed(basis, cap, every_days, first_cap, slow_below, terminal_days, target, first_target)


def _aims(base: Agreed | None, wish: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    """What a step aims at, and the very first one where it aims at something else."""
    if wish.get("reduction_amount") is not None:
        return number(str(wish["reduction_amount"])), None
    if wish.get("reduction_percent") is not None:
        return number(str(wish["reduction_percent"])) / 100, None
    keeps_first = wish.get("cap_percent") is None and wish.get("basis") is None
    return (base.target, base.first_target if keeps_first else None) if base else (None, None)


def _bounds(
    base: Agreed | None, wish: dict[str, Any]
) -> tuple[str | None, Fraction | None, Fraction | None, Fraction | None]:
    basis = wish.get("basis") or (base.basis if base else None)
    if wish.get("reduction_amount") is not None:
        return "fixed", number(str(wish["reduction_amount"])), None, None
    percent = wish.get("cap_percent") if wish.get("cap_percent") is not None else wish.get("reduction_percent")
    if percent is not None:
        return basis, number(str(percent)) / 100, None, None
    if base is not None and wish.get("basis") is None:
        return basis, base.cap, base.first_cap, base.slow_below
    return basis, base.cap if base else None, None, None


def first_change_is_to_come(plan: ReadCourse) -> bool:
    """Whether step 1 of this version is the very first change of the taper."""
    continues = plan.request.get("continues")
    if continues is None:
        return True
    own = plan.wish.get("first_change_done")
    return not (continues["first_change_done"] if own is None else own)


def largest_cut(agreed: Agreed, *, before: Fraction, after: Fraction, original: Fraction, is_first: bool) -> Fraction:
    """The largest reduction allowed from `before`, when it leads to `after`."""
    if agreed.basis == "fixed":
        return agreed.first_cap if is_first and agreed.first_cap is not None else agreed.cap
    if is_first and agreed.first_cap is not None:
        return agreed.first_cap * (original if agreed.basis == "original" else before)
    if agreed.slow_below is None:
        return agreed.cap * (original if agreed.basis == "original" else before)
    border = agreed.slow_below * original
    if before > border and after >= border:
        return agreed.cap * original
    return agreed.cap * before
