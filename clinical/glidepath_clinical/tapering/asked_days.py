"""On which days a step may start: protected dates, weekdays, and the days on which the pharmacy refills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from glidepath_clinical.tapering.fields import Fields, UnusableInput, as_date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class RefillCycle:
    """The pharmacy refills on `on` and every so many days before and after it."""

    every_days: int
    on: date

    def falls_on(self, day: date) -> bool:
        """Whether this is a day of refill."""
        return (day - self.on).days % self.every_days == 0


@dataclass(frozen=True)
class StepDays:
    """On which days a step may start: no protected date, and only these weekdays (0 is Monday).

    With a `refill` cycle a step starts on a day of refill, as far as the steps are as long as the cycle.
    """

    protected: frozenset[date]
    weekdays: frozenset[int]
    refill: RefillCycle | None = None

    def allow(self, day: date) -> bool:
        """Whether a step may start on this day, refills aside."""
        return day not in self.protected and day.weekday() in self.weekdays


def read_step_days(fields: Fields) -> StepDays:
    """Reads `protected_dates`, `allowed_weekdays` and `refill_cycle`; raises `UnusableInput`."""
    protected = fields.items("protected_dates") if fields.has("protected_dates") else []
    weekdays = fields.words("allowed_weekdays", WEEKDAYS) if fields.has("allowed_weekdays") else WEEKDAYS
    if not weekdays:
        raise UnusableInput("allowed_weekdays", "is empty; name at least one weekday on which a step may start")
    return StepDays(
        protected=frozenset(as_date(day, f"protected_dates[{place}]") for place, day in enumerate(protected)),
        weekdays=frozenset(WEEKDAYS.index(name) for name in weekdays),
        refill=_refill(fields.fields("refill_cycle")) if fields.has("refill_cycle") else None,
    )


def _refill(fields: Fields) -> RefillCycle:
    cycle = RefillCycle(fields.whole_days("every_days"), fields.on("on"))
    fields.finish()
    return cycle
