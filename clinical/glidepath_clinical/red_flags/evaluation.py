"""Running the rules: three lists, and a rule that breaks never stops the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glidepath_clinical.findings import Evaluation, Failed, Finding, Unanswerable
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .rule import Rule

AS_OF = "as_of"


def evaluate(picture: PatientPicture, limits: Limits, rules: Sequence[Rule]) -> Evaluation:
    """Every rule's answer. A rule that raises is `failed`, which the caller must treat as RED.

    A finding whose rule still lacked answers stands in both lists, found and unanswerable. Without a known moment
    nobody can tell what is current: every rule that found nothing is then unanswerable.
    """
    found: list[Finding] = []
    unanswerable: list[Unanswerable] = []
    failed: list[Failed] = []
    for rule in rules:
        # Whatever breaks inside one rule must neither hide itself nor stop the other rules.
        try:
            answer = rule.check(picture, limits)
        except Exception as error:
            failed.append(Failed(rule.ID, type(error).__name__))
            continue
        if isinstance(answer, Finding):
            found.append(answer)
            unanswerable.extend([Unanswerable(answer.rule, answer.missing)] if answer.missing else [])
        elif isinstance(answer, Unanswerable):
            unanswerable.append(answer if picture.moment_known else _undated(answer))
        elif not picture.moment_known:
            unanswerable.append(Unanswerable(rule.ID, (AS_OF,)))
    found.sort(key=lambda finding: finding.urgency.rank)
    return Evaluation(tuple(found), tuple(unanswerable), tuple(failed))


def _undated(answer: Unanswerable) -> Unanswerable:
    return replace(answer, missing=(*answer.missing, AS_OF))
