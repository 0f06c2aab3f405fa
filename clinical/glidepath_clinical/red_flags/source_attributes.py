"""What anybody may ask about a rule before trusting it: one record per rule, honest about what is not known.

Two groups of thirteen. The first says what a reader needs. The second follows the source attributes that
45 CFR 170.315(b)(11)(iv)(A) lists for evidence-based decision support (from memory, to be checked against
the regulation's text before certification).
"""

from __future__ import annotations

from typing import Any, Final

from glidepath_clinical.picture import FIELD_WORDS
from glidepath_clinical.protocol import thresholds

from .header import header
from .rule import Rule

RULES_VERSION: Final = "0.2.0"


_SAME: Final[dict[str, str]] = {
    "developer": "the Glidepath project",
    "funding": "none",
    "population": "Adults in a planned, consented taper of opioids, benzodiazepines or gabapentinoids who send "
    "check-ins. Not for people under 18, for emergencies, or for inpatient use.",
    "validation": "not clinically validated; tested against the cases of its page only",
    "update_schedule": "reviewed at every release and at least once a year by the clinical lead of a site",
    "contact": "the site's clinical safety officer; for the rule itself, the issue tracker of the Glidepath project",
}
_NOT_USED: Final = "not used"


def source_attributes(rule: Rule) -> dict[str, Any]:
    """The record of one rule, ready for JSON."""
    own, said = rule.ABOUT, header(rule)
    return {
        "rule": rule.ID,
        "title": said.title,
        "when": said.when,
        "then": said.then,
        "attributes": {
            "purpose": own.purpose,
            "developer": _SAME["developer"],
            "funding": _SAME["funding"],
            "inputs": {name: FIELD_WORDS[name] for name in rule.READS},
            "output": [urgency.value for urgency in own.output],
            "population": _SAME["population"],
            "limits": own.limits,
            "evidence": {"sources": list(rule.CITES), "thresholds": thresholds(rule.LIMITS)},
            "fairness": own.fairness,
            "validation": _SAME["validation"],
            "update_schedule": _SAME["update_schedule"],
            "version": RULES_VERSION,
            "contact": _SAME["contact"],
        },
        "regulation": _regulation(rule),
    }


def _regulation(rule: Rule) -> dict[str, str]:
    return {
        "bibliographic_citation": ", ".join(rule.CITES),
        "developer": _SAME["developer"],
        "funding_source": _SAME["funding"],
        "release_and_revision_dates": f"version {RULES_VERSION}, not yet released, no revision",
        "use_of_race": _NOT_USED,
        "use_of_ethnicity": _NOT_USED,
        "use_of_language": _NOT_USED,
        "use_of_sexual_orientation": _NOT_USED,
        "use_of_gender_identity": _NOT_USED,
        "use_of_sex": _NOT_USED,
        "use_of_date_of_birth": _NOT_USED,
        "use_of_social_determinants_of_health": _NOT_USED,
        "use_of_health_status_assessments": "used: " + ", ".join(rule.READS),
    }
