"""One combination: its two sides, and what follows when both are there, when one starts and when one stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from glidepath_clinical.findings import Urgency
from glidepath_clinical.interactions.conditions import Condition, limits_of
from glidepath_clinical.interactions.packaged import read_rows


class Moment(StrEnum):
    """Why a combination matters now."""

    TOGETHER = "together"
    STARTED = "started"
    A_STOPPED = "a_stopped"
    B_STOPPED = "b_stopped"


@dataclass(frozen=True)
class Then:
    """What follows: how soon a person must look, and what is to be known or done."""

    urgency: Urgency
    words: str


def red(words: str) -> Then:
    """A person looks now."""
    return Then(Urgency.RED, words)


def orange(words: str) -> Then:
    """A person looks the same day."""
    return Then(Urgency.ORANGE, words)


def yellow(words: str) -> Then:
    """A person looks on the next working day."""
    return Then(Urgency.YELLOW, words)


@dataclass(frozen=True)
class Combination:
    """One row of the list of combinations as a rule.

    `days` is how long after a change it still matters. `washout`: a medicine stopped within those days still counts
    as taken. `a_stopped` and `b_stopped` speak while the other side goes on; `b_stopped` also for a lower dose.
    `alone` lets `a_stopped` speak without the other side. `graver` are facts that raise the urgency and are asked
    for whenever the combination is there. `holds_a_step`: a change of one side near a dose step of the other
    asks to hold that step.
    """

    id: str
    title: str
    a: Condition
    b: Condition
    started: Then | None
    together: Then | None = None
    a_stopped: Then | None = None
    b_stopped: Then | None = None
    days: int = 14
    washout: bool = False
    alone: bool = False
    two_medicines: bool = False
    holds_a_step: bool = False
    graver: tuple[tuple[Condition, Then], ...] = ()

    @property
    def facts(self) -> Mapping[str, str]:
        """The row of the list: mechanism, effect, action, taper note, severity, source, provenance."""
        return _facts()[self.id]

    @property
    def cite(self) -> str:
        """The key of the row's source."""
        return f"interactions-{self.id.lower()}"

    @property
    def needs(self) -> tuple[str, ...]:
        """What must be known before the rule can say that nothing is there."""
        sides = (self.a, self.b, *(condition for condition, _ in self.graver))
        return tuple(dict.fromkeys(name for side in sides for name in side.needs()))

    @property
    def limits(self) -> tuple[str, ...]:
        """The limits it compares with."""
        sides = (self.a, self.b, *(condition for condition, _ in self.graver))
        own = ("interaction_step_days",) if self.holds_a_step else ()
        return tuple(dict.fromkeys([*(name for side in sides for name in limits_of(side)), *own]))

    @property
    def urgencies(self) -> tuple[Urgency, ...]:
        """Every urgency the rule can answer with."""
        thens = (self.together, self.started, self.a_stopped, self.b_stopped, *(then for _, then in self.graver))
        found = {then.urgency for then in thens if then} | ({Urgency.ORANGE} if self.holds_a_step else set())
        return tuple(sorted(found, key=lambda urgency: urgency.rank))


@cache
def _facts() -> Mapping[str, Mapping[str, str]]:
    rows = read_rows("combinations.csv")
    return {row["id"]: {name: cell.replace("**", "") for name, cell in row.items()} for row in rows}
