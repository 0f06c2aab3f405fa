"""An evaluation as JSON, for programs that call the rules and for the record of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .finding import Evaluation, Finding

NO_INPUTS: Final[Mapping[str, Mapping[str, Any]]] = {}


def evaluation_to_json(evaluation: Evaluation, inputs: Mapping[str, Mapping[str, Any]] = NO_INPUTS) -> dict[str, Any]:
    """The three lists. `urgency` is null when nothing was found, which is not the same as all_clear.

    `inputs` holds, by rule, the answers that the rule looked at, ready for JSON.
    """
    return {
        "urgency": evaluation.urgency.value if evaluation.urgency else None,
        "all_clear": evaluation.all_clear,
        "found": [_finding(finding, inputs.get(finding.rule, {})) for finding in evaluation.found],
        "unanswerable": [
            {"rule": one.rule, "missing": list(one.missing), "because": list(one.because)}
            for one in evaluation.unanswerable
        ],
        "failed": [{"rule": one.rule, "error": one.error} for one in evaluation.failed],
    }


def _finding(finding: Finding, inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "urgency": finding.urgency.value,
        "domain": finding.domain,
        "because": list(finding.because),
        "reason_key": finding.reason_key,
        "values": dict(finding.values),
        "facts": [{"reason_key": fact.reason_key, "values": dict(fact.values)} for fact in finding.facts],
        "cites": list(finding.cites),
        "inputs": dict(inputs),
        "sources": list(finding.sources),
        "missing": list(finding.missing),
    }
