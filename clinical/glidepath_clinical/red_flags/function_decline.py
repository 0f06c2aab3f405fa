"""Function is getting worse.

When: the PEG is 1 point or more above the person's own baseline in the newest answer and in one at least 14 days
      before it, and in all between; or the newest is 30 percent or more above the baseline: YELLOW.
Then: YELLOW: on the list of the next working day: what has become harder, what would help, is the pace right.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_the_person, current, number, points
from .conclusion import Criterion, conclude

ID: Final = "function_decline"
DOMAIN: Final = "function"
NEEDS: Final = ("peg_totals", "peg_baseline")
READS: Final = NEEDS
LIMITS: Final = ("peg_rise", "peg_rise_days", "peg_rise_percent", "peg_valid_days")
CITES: Final = ("peg-2009", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to notice that daily life becomes harder during a taper, even when pain numbers do not rise",
    output=(Urgency.YELLOW,),
    limits=(
        "Three questions about the last week. With a low baseline 30 percent is little; a high one leaves no room."
    ),
    fairness="What people can do depends on help, money and work too; the rule compares each with themselves.",
)
_WHOLE: Final = 100


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Compared with the person's own baseline; a baseline of 0 has no percentage, so only points count then."""
    totals = sorted(_own(picture.peg_totals, picture), key=lambda reading: reading.at)
    newest = current(totals[-1], picture.as_of, limits.peg_valid_days * 24) if totals else None
    baseline = by_the_person(picture.peg_baseline)
    known = {"peg_totals": newest, "peg_baseline": baseline}
    if newest is None or baseline is None:
        return Unanswerable(ID, tuple(name for name in NEEDS if known[name] is None))
    usual = number(baseline)
    met = [*_percent(newest, usual, limits), *_lasting(totals, usual, limits)]
    return conclude(ID, DOMAIN, CITES, met, ())


def _own(readings: Sequence[Reading], picture: PatientPicture) -> list[Reading]:
    return [reading for reading in readings if by_the_person(reading) and reading.on <= picture.today]


def _percent(newest: Reading, usual: Fraction, limits: Limits) -> list[Criterion]:
    rise = number(newest) - usual
    if not usual or rise * _WHOLE < usual * limits.peg_rise_percent:
        return []
    values = {"score": points(number(newest)), "baseline": points(usual), "percent": points(limits.peg_rise_percent)}
    return [Criterion(Urgency.YELLOW, "percent", values, (newest,))]


def _lasting(totals: Sequence[Reading], usual: Fraction, limits: Limits) -> list[Criterion]:
    """The answers in a row, newest first, that are high; they must reach far enough back."""
    newest, high = totals[-1], []
    for reading in reversed(totals):
        if number(reading) - usual < limits.peg_rise:
            break
        high.append(reading)
    days = (newest.on - high[-1].on).days if high else 0
    if not high or days < limits.peg_rise_days:
        return []
    values = {"score": points(number(newest)), "baseline": points(usual), "days": str(days)}
    return [Criterion(Urgency.YELLOW, "lasting", values, tuple(high))]
