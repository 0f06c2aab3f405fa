"""How fast a pace of one's own may be: never beyond the fastest that a source of that class of medicine gives.

A pace is compared as the share of the dose that it takes away a day. One that is faster than the usual rule sets of
a class, but within its rapid one, needs what the rapid one needs before it starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.frameworks import Framework, find_framework
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.refusals import Refusal


@dataclass(frozen=True)
class Speed:
    """So large a share of the dose in so many days."""

    share: Fraction
    days: int

    @property
    def a_day(self) -> Fraction:
        """The share of the dose that it takes away a day."""
        return self.share / self.days


@dataclass(frozen=True)
class Fastest:
    """The fastest of a class, and the source that says so. Beyond `usual` the needs of `rapid` hold."""

    speed: Speed
    cite: str
    says: str
    usual: Speed | None = None
    rapid: str | None = None


OPIOID = Fastest(Speed(Fraction(1, 5), 1), "va-otdt", "VA rapid taper [S]", Speed(Fraction(1, 5), 7), "va-rapid")
SEDATIVE = Fastest(
    Speed(Fraction(1, 4), 14), "asam-benzodiazepine-2025", "joint guideline on benzodiazepines, 2025 [S]"
)
GABAPENTINOID = Fastest(Speed(Fraction(1, 4), 7), "maudsley-deprescribing", "share [S], at least a week [M]")
OF_CLASS = {
    "opioid": OPIOID,
    "opioid (OUD only)": OPIOID,
    "partial agonist": OPIOID,
    "benzodiazepine": SEDATIVE,
    "Z-drug": SEDATIVE,
    "gabapentinoid": GABAPENTINOID,
}
"""Classes that are not here have no source for a fastest pace; half of the dose in one step bounds them alone."""


def speed_of(pace: Pace, began: Fraction) -> Speed:
    """The pace as a share of the dose with which the taper begins; the first change is bounded by itself."""
    share = pace.rate.cap_amount(daily=began, original=began) / began if began else Fraction(0)
    return Speed(share, pace.every_days)


def speed_refusals(pace: Pace, began: Fraction, medicine_class: str, *, is_own: bool) -> Iterator[Refusal]:
    """An own pace, or a site's, beyond the fastest that any source of this class gives."""
    fastest = OF_CLASS.get(medicine_class)
    if not is_own or fastest is None:
        return
    speed, most = speed_of(pace, began), fastest.speed
    if speed.a_day > most.a_day:
        because = (
            f"{_percent(speed.share)} % every {speed.days} days is faster than the fastest for this class: "
            f"{_percent(most.share)} % every {most.days} days ({fastest.says})"
        )
        yield Refusal("pace_too_fast", because, "pace.every_days", fastest.cite)


def needs_of(pace: Pace, began: Fraction, medicine_class: str, framework: Framework | None) -> tuple[str, ...]:
    """What must be there before a plan with this pace starts."""
    needs = framework.requires if framework else ()
    fastest = OF_CLASS.get(medicine_class)
    if fastest is None or fastest.usual is None or speed_of(pace, began).a_day <= fastest.usual.a_day:
        return needs
    return tuple(dict.fromkeys((*needs, *find_framework(str(fastest.rapid)).requires)))


def _percent(share: Fraction) -> str:
    tenths = round(share * 1000)
    return decimal_text(Fraction(tenths, 10))
