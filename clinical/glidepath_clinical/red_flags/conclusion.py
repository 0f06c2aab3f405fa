"""From criteria that are met and answers that are missing to what a rule says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import Reading


@dataclass(frozen=True)
class Criterion:
    """One met criterion; `key` names its sentence for translation and `values` are the numbers in it."""

    urgency: Urgency
    key: str
    because: str
    values: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()


def conclude(
    rule: str, domain: str, cites: tuple[str, ...], met: Sequence[Criterion], missing: Sequence[str]
) -> Finding | Unanswerable | None:
    """The finding when any criterion is met; unanswerable when none is and one is missing; else nothing.

    A finding below RED still names what was missing; above RED there is nothing to learn.
    """
    if not met:
        return Unanswerable(rule, tuple(missing)) if missing else None
    ordered = sorted(met, key=lambda criterion: criterion.urgency.rank)
    readings = [reading for criterion in ordered for reading in criterion.readings]
    return Finding(
        rule=rule,
        urgency=ordered[0].urgency,
        domain=domain,
        because=tuple(criterion.because for criterion in ordered),
        reason_key=f"{rule}.{ordered[0].key}",
        values=ordered[0].values,
        cites=cites,
        sources=tuple(dict.fromkeys(reading.ref for reading in readings if reading.ref)),
        missing=() if ordered[0].urgency is Urgency.RED else tuple(missing),
    )
