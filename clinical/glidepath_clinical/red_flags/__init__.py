"""Red flags: one file per rule, listed here; `evaluate` says what was found, what cannot be said, what broke."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, Final

from glidepath_clinical.findings import Evaluation
from glidepath_clinical.picture import PatientPicture, field_to_json
from glidepath_clinical.protocol import Limits

from . import (
    activity_collapse,
    call_requested,
    caregiver_concern,
    chest_pain_or_fainting,
    constipation,
    crisis_words,
    doses_not_taken,
    emergency_visit,
    evaluation,
    extra_doses,
    fall,
    function_decline,
    late_dose_change,
    low_blood_pressure,
    missed_visit,
    mood_deterioration,
    opioid_induced_hyperalgesia,
    overdose_signs,
    pain_spike,
    running_out_early,
    seizure_or_delirium,
    silence,
    sleep_collapse,
    stale_device,
    suicidality,
    violence,
    withdrawal_crisis,
    withdrawal_in_pregnancy,
    withdrawal_moderate,
)
from . import source_attributes as _attributes
from .header import Header, header
from .look_back import days_looked_at
from .reasons import REASONS
from .rule import Rule
from .source_attributes import RULES_VERSION

RULES: Final[tuple[Rule, ...]] = (
    overdose_signs,
    seizure_or_delirium,
    chest_pain_or_fainting,
    suicidality,
    crisis_words,
    violence,
    withdrawal_crisis,
    withdrawal_in_pregnancy,
    withdrawal_moderate,
    low_blood_pressure,
    mood_deterioration,
    pain_spike,
    function_decline,
    opioid_induced_hyperalgesia,
    sleep_collapse,
    activity_collapse,
    doses_not_taken,
    extra_doses,
    running_out_early,
    fall,
    emergency_visit,
    constipation,
    silence,
    missed_visit,
    late_dose_change,
    stale_device,
    caregiver_concern,
    call_requested,
)


class UnknownRule(LookupError):
    """No rule has this id; `nearest` names the ones that look like it."""

    def __init__(self, rule_id: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"no rule is called {rule_id}; nearest: {', '.join(nearest)}")
        self.rule_id = rule_id
        self.nearest = nearest


def evaluate(picture: PatientPicture, limits: Limits, rules: Sequence[Rule] = RULES) -> Evaluation:
    """What every rule says about this picture; never raises for a rule that breaks (see Evaluation.failed)."""
    return evaluation.evaluate(picture, limits, rules)


def find_rule(rule_id: str) -> Rule:
    """The rule with this id. Raises UnknownRule with the nearest names, or with all when none is near."""
    ids = [rule.ID for rule in RULES]
    if rule_id not in ids:
        raise UnknownRule(rule_id, tuple(difflib.get_close_matches(rule_id, ids, n=3)) or tuple(ids))
    return RULES[ids.index(rule_id)]


def inputs_of(rule_id: str, picture: PatientPicture) -> dict[str, Any]:
    """The known answers that a rule looks at, ready for JSON. Raises UnknownRule."""
    read = {name: field_to_json(picture, name) for name in find_rule(rule_id).READS}
    return {name: value for name, value in read.items() if value not in (None, [])}


def source_attributes(rule_id: str) -> dict[str, Any]:
    """The source attributes of the rule, ready for JSON. Raises UnknownRule."""
    return _attributes.source_attributes(find_rule(rule_id))


__all__ = [
    "REASONS",
    "RULES",
    "RULES_VERSION",
    "Header",
    "Rule",
    "UnknownRule",
    "days_looked_at",
    "evaluate",
    "find_rule",
    "header",
    "inputs_of",
    "source_attributes",
]
