"""From criteria that are met and answers that are missing to what a rule says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from glidepath_clinical.findings import Fact, Finding, Unanswerable, Urgency
from glidepath_clinical.picture import Reading

from .reasons import REASONS


@dataclass(frozen=True)
class Criterion:
    """One met criterion; `key` names its sentence in `reasons` and `values` are the numbers in it.

    `occasion` names what it is about when that is a day or a gap and no reading, so that it alarms once.
    """

    urgency: Urgency
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    occasion: str = ""


def conclude(
    rule: str, domain: str, cites: tuple[str, ...], met: Sequence[Criterion], missing: Sequence[str]
) -> Finding | Unanswerable | None:
    """The finding when any criterion is met; unanswerable when none is and one is missing; else nothing.

    A finding below RED still names what was missing; above RED there is nothing to learn.
    """
    if not met:
        return Unanswerable(rule, tuple(missing)) if missing else None
    ordered = sorted(met, key=lambda criterion: criterion.urgency.rank)
    facts = tuple(Fact(f"{rule}.{criterion.key}", criterion.values) for criterion in ordered)
    named = [name for one in ordered for name in (*(reading.ref for reading in one.readings), one.occasion)]
    return Finding(
        rule=rule,
        urgency=ordered[0].urgency,
        domain=domain,
        because=tuple(REASONS[fact.reason_key].format(**fact.values) for fact in facts),
        reason_key=facts[0].reason_key,
        values=facts[0].values,
        facts=facts,
        cites=cites,
        sources=tuple(dict.fromkeys(name for name in named if name)),
        missing=() if ordered[0].urgency is Urgency.RED else tuple(missing),
    )
