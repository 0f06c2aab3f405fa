"""Why something cannot be done: a code that programs and tests read, with the values its sentence needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Because:
    """One named reason. The reader's language gives it words; `source` names where it was read."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data, to be kept with a decision."""
        return asdict(self)


class Refused(Exception):
    """What was asked cannot be done, for these named reasons. Nothing was changed."""

    def __init__(self, reasons: Iterable[Because], offers: Iterable[Mapping[str, Any]] = ()) -> None:
        self.reasons = tuple(reasons)
        self.offers = tuple(offers)
        super().__init__(", ".join(reason.code for reason in self.reasons))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone."""
        return tuple(reason.code for reason in self.reasons)


def refuse(code: str, **values: object) -> Refused:
    """One reason as an exception to raise."""
    return Refused([Because(code, {name: str(value) for name, value in values.items()})])
