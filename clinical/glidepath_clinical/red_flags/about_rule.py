"""What a rule says about itself for its source attributes: it stands in the rule's own file."""

from __future__ import annotations

from typing import NamedTuple

from glidepath_clinical.findings import Urgency


class AboutRule(NamedTuple):
    """What differs between the rules: its aim, urgencies, limits, and whom it may treat worse."""

    purpose: str
    output: tuple[Urgency, ...]
    limits: str
    fairness: str
