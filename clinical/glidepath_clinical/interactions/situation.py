"""What the rules on combinations may know: medicines taken, changes of them, and a few facts about the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final


class ChangeKind(StrEnum):
    """What happened to a medicine, or is planned to happen."""

    START = "start"
    INCREASE = "increase"
    DECREASE = "decrease"
    STOP = "stop"


class SituationError(ValueError):
    """A situation that cannot be used; `field` names the place and `message` says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Medicine:
    """One medicine that is taken now, as it is written. `form` such as "patch", `ref` the id of its record.

    `holds` are its ingredients as a pharmacist settled them; None: they are read from the name.
    """

    name: str
    form: str = ""
    ref: str = ""
    holds: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Change:
    """A medicine that was or will be started, raised, lowered or stopped. `on` None: the day is not known."""

    kind: ChangeKind
    name: str
    on: date | None = None
    form: str = ""
    ref: str = ""
    holds: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Measured:
    """A number with the local date of its measurement and, for blood pressure, the moment."""

    value: Fraction
    on: date
    at: datetime | None = None


@dataclass(frozen=True)
class Situation:
    """Everything about one person. None means "not known", never "no".

    `medicines` are those taken after every change that has already happened; `complete` is False while nobody has
    asked for the whole list, so that more may be taken than is known. `told` holds yes or no by name
    (see TOLD_WORDS); `measured` holds numbers by name (see MEASURED_WORDS).
    """

    today: date
    as_of: datetime
    medicines: tuple[Medicine, ...] | None = None
    changes: tuple[Change, ...] = ()
    told: Mapping[str, bool] = field(default_factory=dict)
    measured: Mapping[str, Measured] = field(default_factory=dict)
    complete: bool = True

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise SituationError("as_of", "give the time with its zone, such as 2027-03-01T07:30:00-05:00")
        for name in self.told:
            if name not in TOLD_WORDS:
                raise SituationError(f"told.{name}", f"there are {', '.join(TOLD_WORDS)}")
        for name in self.measured:
            if name not in MEASURED_WORDS:
                raise SituationError(f"measured.{name}", f"there are {', '.join(MEASURED_WORDS)}")


TOLD_WORDS: Final[dict[str, str]] = {
    "alcohol": "drinks alcohol",
    "tobacco": "smokes",
    "caffeine": "takes caffeine",
    "cannabis": "uses cannabis or CBD",
    "breastfeeding": "breastfeeds",
    "after_tonsillectomy": "had the tonsils or adenoids removed lately",
    "kidney_injury": "has an acute kidney injury",
    "heart_disease": "has heart failure or a disease of heart or vessels",
    "heat_or_fever": "has fever, or uses heat on the skin",
    "headache": "has headaches",
}
MEASURED_WORDS: Final[dict[str, str]] = {
    "egfr": "kidney function, eGFR in mL/min/1.73 m2",
    "qtc": "QTc time in ms",
    "systolic": "upper blood pressure in mmHg",
    "diastolic": "lower blood pressure in mmHg",
    "age": "age in years",
}
