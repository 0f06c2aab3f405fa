"""What the rules on combinations say about one person, as people read it: sentence, source, mark, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from glidepath_clinical.evidence import cite
from glidepath_clinical.findings import Evaluation, Finding, Urgency
from glidepath_clinical.interactions import Change, evaluate, know
from glidepath_clinical.protocol import Limits

from glidepath.record.alerts.combination_words import missing_name, sentence
from glidepath.record.alerts.wording import rule_name
from glidepath.record.patients.models import Patient
from glidepath.record.picture.medicines import situation_of


@dataclass(frozen=True)
class CombinationView:
    """One combination that was found. `rule` is its id, for the page with source, mark and limits."""

    rule: str
    title: str
    urgency: str
    lines: tuple[str, ...]
    source: str
    mark: str
    missing: tuple[str, ...]
    facts: tuple[tuple[str, Mapping[str, str]], ...]

    @property
    def soon(self) -> bool:
        """Whether a person must look the same day."""
        return self.urgency in (Urgency.RED, Urgency.ORANGE)


@dataclass(frozen=True)
class Combinations:
    """Everything the rules say about one person's medicines now."""

    found: tuple[CombinationView, ...]
    not_recognised: tuple[str, ...]
    missing: tuple[tuple[str, int], ...]
    complete: bool
    failed: tuple[str, ...]

    @property
    def soon(self) -> tuple[CombinationView, ...]:
        """Those that a person must look at the same day."""
        return tuple(one for one in self.found if one.soon)


def combinations_of(patient: Patient, at: datetime, planned: Sequence[Change] = ()) -> Combinations:
    """What the combinations say now, with changes that are planned."""
    limits = Limits().with_overrides(patient.site.limits)
    situation = situation_of(patient, at, planned)
    result = evaluate(situation, limits)
    return Combinations(
        found=tuple(_view(finding) for finding in result.found),
        not_recognised=know(situation, limits).not_recognised,
        missing=_missing(result),
        complete=situation.complete,
        failed=tuple(one.rule for one in result.failed),
    )


def _view(finding: Finding) -> CombinationView:
    source = cite(finding.cites[0])
    return CombinationView(
        rule=finding.rule,
        title=rule_name(finding.rule),
        urgency=finding.urgency.value,
        lines=tuple(sentence(fact.reason_key, fact.values) for fact in finding.facts),
        source=source.title,
        mark=source.mark,
        missing=tuple(missing_name(name) for name in finding.missing),
        facts=tuple((fact.reason_key, fact.values) for fact in finding.facts),
    )


def _missing(result: Evaluation) -> tuple[tuple[str, int], ...]:
    """Each missing fact with the number of combinations that wait for it; medicines are told apart from facts."""
    counted: dict[str, int] = {}
    for name in _facts(result):
        counted[name] = counted.get(name, 0) + 1
    return tuple((missing_name(name), number) for name, number in sorted(counted.items()))


def _facts(result: Evaluation) -> Iterable[str]:
    for one in result.unanswerable:
        yield from (name for name in one.missing if not name.startswith("medicines"))
