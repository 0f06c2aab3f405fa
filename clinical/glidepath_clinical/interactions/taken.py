"""The situation made ready for the rules: each medicine with its ingredients and what happened to it lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from glidepath_clinical.interactions.names import ReadName, read_name
from glidepath_clinical.interactions.situation import Change, ChangeKind, Measured, Situation
from glidepath_clinical.protocol import Limits


class State(StrEnum):
    """What happened to a medicine within the time that a rule looks back."""

    TAKEN = "taken"
    STARTED = "started"
    INCREASED = "increased"
    DECREASED = "decreased"
    STOPPED = "stopped"


_STATE_OF: Final = {
    ChangeKind.START: State.STARTED,
    ChangeKind.INCREASE: State.INCREASED,
    ChangeKind.DECREASE: State.DECREASED,
    ChangeKind.STOP: State.STOPPED,
}
_GRAVEST: Final = (ChangeKind.STOP, ChangeKind.START, ChangeKind.INCREASE, ChangeKind.DECREASE)


@dataclass(frozen=True)
class Entry:
    """One medicine with its ingredients; `place` tells apart two medicines with the same ingredient."""

    place: int
    name: str
    read: ReadName
    ref: str
    state: State = State.TAKEN
    on: date | None = None

    def state_within(self, today: date, days: int) -> State | None:
        """What happened within so many days; a stop that is older is gone (None), another change is just taken."""
        if self.state is State.TAKEN or self.on is None or today - self.on <= timedelta(days=days):
            return self.state
        return None if self.state is State.STOPPED else State.TAKEN


@dataclass(frozen=True)
class Known:
    """What the conditions of the rules look at."""

    situation: Situation
    limits: Limits
    entries: tuple[Entry, ...]
    not_recognised: tuple[str, ...]

    def measured(self, name: str, valid_days: int | None = None) -> Measured | None:
        """A measurement while it still answers, else None: a stale number is a missing one."""
        found = self.situation.measured.get(name)
        if found is None or valid_days is None:
            return found
        return found if self.situation.today - found.on <= timedelta(days=valid_days) else None


def know(situation: Situation, limits: Limits) -> Known:
    """Read every name and put every change to its medicine. The order of the lists does not matter."""
    listed = [(one.name, read_name(one.name, one.form, one.holds), one.ref) for one in situation.medicines or ()]
    entries = [Entry(place, name, read, ref) for place, (name, read, ref) in enumerate(sorted(listed, key=_order))]
    for change in _newest(situation.changes):
        entries = _with_change(entries, change, situation.today)
    unknown = {entry.name for entry in entries if entry.read.not_recognised and not _is_over(entry, situation.today)}
    return Known(situation, limits, tuple(entries), tuple(sorted(unknown)))


def _order(listed: tuple[str, ReadName, str]) -> tuple[str, str]:
    return listed[0], listed[2]


def _newest(changes: Iterable[Change]) -> list[Change]:
    """The newest change of each medicine; one without a day counts as the newest, of equals the gravest."""
    newest: dict[tuple[str, ...], Change] = {}
    for change in sorted(changes, key=_age):
        newest[_key(change)] = change
    return [newest[key] for key in sorted(newest)]


def _key(change: Change) -> tuple[str, ...]:
    read = read_name(change.name, change.form, change.holds)
    return (*sorted(read.ingredients), *read.not_recognised)


def _age(change: Change) -> tuple[date, int, str]:
    return change.on or date.max, -_GRAVEST.index(change.kind), change.ref


def _with_change(entries: list[Entry], change: Change, today: date) -> list[Entry]:
    read = read_name(change.name, change.form, change.holds)
    same = [entry for entry in entries if entry.read.ingredients & read.ingredients] or [
        entry for entry in entries if entry.read == read
    ]
    if not same:
        return [*entries, Entry(len(entries), change.name, read, change.ref, _STATE_OF[change.kind], change.on)]
    state = _STATE_OF[change.kind]
    if state is State.STOPPED and change.on is not None and change.on <= today:
        state = State.DECREASED  # another medicine with this ingredient is still taken
    changed = {entry.place: replace(entry, state=state, on=change.on, ref=change.ref or entry.ref) for entry in same}
    return [changed.get(entry.place, entry) for entry in entries]


def _is_over(entry: Entry, today: date) -> bool:
    return entry.state is State.STOPPED and entry.on is not None and entry.on < today - timedelta(days=28)
