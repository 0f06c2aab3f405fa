"""What is taken over one day, at each time of day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from glidepath_clinical.quantities.dose import Dose
from glidepath_clinical.quantities.errors import QuantityError, UnitMismatch
from glidepath_clinical.quantities.units import Unit


class TimeOfDay(StrEnum):
    """The four times of day, in the order of the day."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"
    BEDTIME = "bedtime"


@dataclass(frozen=True)
class DayDoses(Mapping[TimeOfDay, Dose]):
    """The doses of one day in one unit, in the order of the day. A time that is absent is not taken."""

    doses: tuple[tuple[TimeOfDay, Dose], ...]
    unit: Unit

    def __post_init__(self) -> None:
        times = [time for time, _ in self.doses]
        if times != [time for time in TimeOfDay if time in times]:
            raise QuantityError("doses", "stand once each and in the order of the day; make them with DayDoses.of")
        for _, dose in self.doses:
            if dose.unit is not self.unit:
                raise UnitMismatch(dose.unit.value, self.unit.value)

    @classmethod
    def of(cls, doses: Mapping[TimeOfDay, Dose], unit: Unit) -> DayDoses:
        """Make the day's doses from a mapping in any order."""
        return cls(tuple((time, doses[time]) for time in TimeOfDay if time in doses), unit)

    @property
    def daily(self) -> Dose:
        """The dose of the whole day."""
        return sum((dose for _, dose in self.doses), start=Dose.of(0, self.unit))

    def __getitem__(self, time: TimeOfDay) -> Dose:
        for each, dose in self.doses:
            if each == time:
                return dose
        raise KeyError(time)

    def __iter__(self) -> Iterator[TimeOfDay]:
        return iter([time for time, _ in self.doses])

    def __len__(self) -> int:
        return len(self.doses)
