"""What one combination says about one person: a finding, "cannot say" by name, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from glidepath_clinical.findings import Fact, Finding, Unanswerable, Urgency
from glidepath_clinical.interactions.combination import Combination, Moment, Then
from glidepath_clinical.interactions.conditions import Match
from glidepath_clinical.interactions.reasons import REASONS
from glidepath_clinical.interactions.taken import Known, State

DOMAIN = "interaction"
_ADDED = (State.STARTED, State.INCREASED)
_CHANGED = (State.STARTED, State.INCREASED, State.STOPPED)


@dataclass(frozen=True)
class _Pair:
    """One medicine of each side, and why they matter together now."""

    a: Match
    b: Match
    moment: Moment
    then: Then


def judge(row: Combination, known: Known) -> Finding | Unanswerable | None:
    """The row's answer. Nothing is only said when both sides could be known."""
    a, b = row.a.answer(known, row.days), row.b.answer(known, row.days)
    pairs = [*_pairs(row, a.matches, b.matches), *_alone(row, a.matches)]
    if pairs:
        return _finding(row, known, pairs)
    missing = tuple(dict.fromkeys([*a.missing, *b.missing]))
    return Unanswerable(row.id, missing) if missing and a.possible and b.possible else None


def _pairs(row: Combination, some: Sequence[Match], others: Sequence[Match]) -> Iterator[_Pair]:
    for a in some:
        for b in others:
            if a.ingredient and a.ingredient == b.ingredient and not row.two_medicines:
                continue
            if row.two_medicines and a.place == b.place:
                continue
            moment = _moment(row, a, b)
            then = getattr(row, moment.value) if moment else None
            if moment and then:
                yield _Pair(a, b, moment, then)


def _alone(row: Combination, some: Sequence[Match]) -> Iterator[_Pair]:
    for a in some if row.alone and row.a_stopped else ():
        if a.state is State.STOPPED and row.a_stopped:
            yield _Pair(a, a, Moment.A_STOPPED, row.a_stopped)


def _moment(row: Combination, a: Match, b: Match) -> Moment | None:
    """Stops first: they are what people forget. Both stopped is over, unless one still counts as taken."""
    if State.STOPPED in (a.state, b.state):
        return _moment_of_stop(row, a, b)
    if a.state in _ADDED or b.state in _ADDED:
        return Moment.STARTED
    return Moment.B_STOPPED if b.state is State.DECREASED and row.b_stopped else Moment.TOGETHER


def _moment_of_stop(row: Combination, a: Match, b: Match) -> Moment | None:
    other = a if b.state is State.STOPPED else b
    if row.washout and other.state is not State.STOPPED:
        added = other.state in _ADDED
        return Moment.STARTED if added or not (b.state is State.STOPPED and row.b_stopped) else Moment.B_STOPPED
    if a.state is b.state:
        return None
    return Moment.B_STOPPED if b.state is State.STOPPED else Moment.A_STOPPED


def _finding(row: Combination, known: Known, pairs: Sequence[_Pair]) -> Finding:
    worst = min(pairs, key=lambda pair: (pair.then.urgency.rank, list(Moment).index(pair.moment) * -1))
    shown = [pair for pair in pairs if pair.moment is worst.moment]
    facts = [_fact(row, shown, worst)]
    urgency = worst.then.urgency
    missing: list[str] = []
    for then, said, lacking in _graver(row, known):
        missing.extend(lacking)
        if then and said:
            facts.append(Fact("interactions.graver", {"id": row.id, "measured": said, "then": then.words}))
            urgency = min(urgency, then.urgency, key=lambda one: one.rank)
    if row.holds_a_step and (near := _near_a_step(pairs, int(known.limits.interaction_step_days))):
        days = str(known.limits.interaction_step_days)
        facts.append(Fact("interactions.hold", {"id": row.id, "a": near.a.words, "b": near.b.words, "days": days}))
        urgency = min(urgency, Urgency.ORANGE, key=lambda one: one.rank)
    return Finding(
        rule=row.id,
        urgency=urgency,
        domain=DOMAIN,
        because=tuple(REASONS[fact.reason_key].format(**fact.values) for fact in facts),
        reason_key=facts[0].reason_key,
        values=facts[0].values,
        facts=tuple(facts),
        cites=(row.cite,),
        sources=_refs(shown),
        missing=() if urgency is Urgency.RED else tuple(dict.fromkeys(missing)),
    )


def _graver(row: Combination, known: Known) -> Iterator[tuple[Then | None, str, tuple[str, ...]]]:
    for condition, then in row.graver:
        answer = condition.answer(known, row.days)
        if answer.matches:
            yield then, answer.matches[0].words, ()
        else:
            yield None, "", answer.missing


def _near_a_step(pairs: Sequence[_Pair], days: int) -> _Pair | None:
    """A pair in which one side was changed and the dose of the other goes down within so many days."""
    for pair in pairs:
        states = {pair.a.state, pair.b.state}
        lowered = State.DECREASED in states and (states & set(_CHANGED) or pair.a.state is pair.b.state)
        if lowered and _within(pair.a.on, pair.b.on, days):
            return pair
    return None


def _within(one: date | None, other: date | None, days: int) -> bool:
    """Whether two days lie so close; a day that is not known may be any day."""
    return one is None or other is None or abs((one - other).days) <= days


def _fact(row: Combination, shown: Sequence[_Pair], worst: _Pair) -> Fact:
    a, b = _named(pair.a for pair in shown), _named(pair.b for pair in shown)
    if worst.moment is Moment.STARTED and worst.a.state in _ADDED and worst.b.state not in _ADDED:
        a, b = b, a
    if worst.moment is Moment.A_STOPPED:
        a, b = b, a
    key = "stopped" if worst.moment in (Moment.A_STOPPED, Moment.B_STOPPED) else worst.moment.value
    if worst.a is worst.b:
        return Fact("interactions.stopped_alone", {"id": row.id, "b": b, "then": worst.then.words})
    return Fact(f"interactions.{key}", {"id": row.id, "a": a, "b": b, "then": worst.then.words})


def _named(matches: Iterator[Match]) -> str:
    return ", ".join(sorted({match.words for match in matches}))


def _refs(shown: Sequence[_Pair]) -> tuple[str, ...]:
    """The records behind the finding: first what changed, then what was there."""
    matches = [match for pair in shown for match in (pair.a, pair.b) if match.ref]
    changed = [match.ref for match in matches if match.state is not State.TAKEN]
    return tuple(dict.fromkeys([*sorted(changed), *sorted(match.ref for match in matches)]))
