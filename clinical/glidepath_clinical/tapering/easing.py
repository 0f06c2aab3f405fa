"""An eased pace: the step halved, or the interval doubled, once or several times. Exact, never rounded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.fields import Fields, UnusableInput
from glidepath_clinical.tapering.pace import Basis, Pace, Rate, SlowTail

MOST_TIMES = 5
"""Five halvings leave a thirty-second of the agreed step; more is a hold."""


@dataclass(frozen=True)
class Easing:
    """How often the agreed step was halved and the agreed interval doubled."""

    step_halved: int = 0
    interval_doubled: int = 0

    @classmethod
    def from_fields(cls, fields: Fields) -> Easing:
        """Reads `eased`; raises `UnusableInput`."""
        easing = cls(_times(fields, "step_halved"), _times(fields, "interval_doubled"))
        fields.finish()
        return easing

    @property
    def smaller(self) -> int:
        """What the agreed step is divided by."""
        return 1 << self.step_halved

    @property
    def longer(self) -> int:
        """What the agreed interval is multiplied by."""
        return 1 << self.interval_doubled

    def pace(self, pace: Pace) -> Pace:
        """The agreed pace, eased."""
        return replace(
            pace,
            rate=self._rate(pace.rate),
            every_days=pace.every_days * self.longer,
            first=self._rate(pace.first) if pace.first else None,
            tail=SlowTail(pace.tail.share_of_original, self._rate(pace.tail.rate)) if pace.tail else None,
            terminal_days=tuple(days * self.longer for days in pace.terminal_days),
        )

    def _rate(self, rate: Rate) -> Rate:
        return Rate(rate.basis, rate.target / self.smaller, rate.cap / self.smaller)

    def says(self, pace: Pace) -> tuple[str, ...]:
        """A sentence about the eased `pace`; nothing when nothing was eased."""
        if self == AS_AGREED:
            return ()
        if pace.rate.basis is Basis.FIXED:
            size = f"{decimal_text(pace.rate.cap)} at most"
        else:
            size = f"{decimal_text(100 * pace.rate.cap)} % of the {pace.rate.basis.value} dose at most"
        return (f"Eased: from here a step takes away {size}, every {pace.every_days} days.",)


AS_AGREED = Easing()
"""Nothing was eased."""


def _times(fields: Fields, name: str) -> int:
    if not fields.has(name):
        return 0
    times = fields.number(name)
    if times.denominator != 1 or times > MOST_TIMES:
        raise UnusableInput(fields.path(name), f"must be a whole number from 0 to {MOST_TIMES}")
    return int(times)
