"""An evaluation as JSON, for programs that call the rules and for the record of a decision."""

from __future__ import annotations

from typing import Any

from .finding import Evaluation, Finding


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The three lists. `urgency` is null when nothing was found, which is not the same as all_clear."""
    return {
        "urgency": evaluation.urgency.value if evaluation.urgency else None,
        "all_clear": evaluation.all_clear,
        "found": [_finding(finding) for finding in evaluation.found],
        "unanswerable": [
            {"rule": one.rule, "missing": list(one.missing), "because": list(one.because)}
            for one in evaluation.unanswerable
        ],
        "failed": [{"rule": one.rule, "error": one.error} for one in evaluation.failed],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "urgency": finding.urgency.value,
        "domain": finding.domain,
        "because": list(finding.because),
        "reason_key": finding.reason_key,
        "values": dict(finding.values),
        "facts": [{"reason_key": fact.reason_key, "values": dict(fact.values)} for fact in finding.facts],
        "cites": list(finding.cites),
        "sources": list(finding.sources),
        "missing": list(finding.missing),
    }
