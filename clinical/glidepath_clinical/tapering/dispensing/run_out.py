"""Until when what is at home lasts: the first day whose doses cannot all be taken from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.dispensing.at_home import AtHome
from glidepath_clinical.tapering.dispensing.units import Span, UnitKey, spans_of


@dataclass(frozen=True)
class RunOut:
    """`on` is the first day on which units are missing; None when the plan ends before. `missing` names them."""

    on: date | None
    missing: tuple[UnitKey, ...]

    def to_json(self) -> dict[str, Any]:
        """The day and what is missing then."""
        return {"on": self.on.isoformat() if self.on else None, "missing": [key.text for key in self.missing]}


def run_out(document: Mapping[str, Any], at_home: AtHome) -> RunOut:
    """When what is at home runs out, if nothing more is collected and the plan is taken as it says.

    For a patch that is the day of change for which there is none. Raises `UnusableInput` like `plan_fills`.
    """
    at_home.check(document)
    spans = spans_of(document, at_home.counted_on)
    days = {key: _runs_out(spans, key, at_home.of(key)) for key in dict.fromkeys(k for s in spans for k in s.uses)}
    known = {key: day for key, day in days.items() if day is not None}
    if not known:
        return RunOut(None, ())
    first = min(known.values())
    return RunOut(first, tuple(key for key, day in known.items() if day == first))


def _runs_out(spans: tuple[Span, ...], key: UnitKey, stock: Fraction) -> date | None:
    for span in spans:
        if key not in span.uses:
            continue
        a_time, rhythm = span.uses[key].count, span.rhythm(key)
        covered = stock // a_time
        if span.last is None or covered < span.days_of_use(key, span.first, span.last):
            return rhythm.first_from(span.first) + timedelta(days=rhythm.every * covered)
        stock -= span.days_of_use(key, span.first, span.last) * a_time
    return None
