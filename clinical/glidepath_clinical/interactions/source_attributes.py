"""What anybody may ask about a combination before trusting it: the same thirteen attributes as for a red flag."""

from __future__ import annotations

from typing import Any, Final

from glidepath_clinical.evidence import cite
from glidepath_clinical.interactions.combination import Combination, Moment
from glidepath_clinical.interactions.situation import MEASURED_WORDS, TOLD_WORDS
from glidepath_clinical.protocol import thresholds

INTERACTIONS_VERSION: Final = "0.1.0"

_SAME: Final[dict[str, str]] = {
    "developer": "the Glidepath project",
    "funding": "none",
    "population": "Adults in a planned, consented taper of opioids, benzodiazepines or gabapentinoids. "
    "Not a general interaction checker: only combinations that matter in a taper are here.",
    "fairness": "Nobody's answers are weighted by who they are. Who is asked about alcohol, cannabis and remedies "
    "bought without a prescription differs by group; what was not asked is told as not known.",
    "validation": "not clinically validated; tested against the cases of its page only",
    "update_schedule": "reviewed at every release and at least once a year by the clinical lead of a site",
    "contact": "the site's clinical safety officer; for the rule itself, the issue tracker of the Glidepath project",
    "limits": "Knows only the medicines that were told. Class membership is partly from memory (marked M). Doses, "
    "routes other than patches, and genetics are not weighed.",
}
_MOMENT_WORDS: Final = {
    Moment.TOGETHER: "both are taken",
    Moment.STARTED: "one of them is started or raised",
    Moment.A_STOPPED: "{a} is stopped",
    Moment.B_STOPPED: "{b} is stopped or lowered",
}
_NOT_USED: Final = "not used"


def source_attributes(row: Combination) -> dict[str, Any]:
    """The record of one combination, ready for JSON."""
    source = cite(row.cite)
    return {
        "rule": row.id,
        "title": f"{row.title}.",
        "when": f"{_begun(row.a.words())}, beside {row.b.words()}; a change counts for {row.days} days.",
        "then": " ".join(_thens(row)),
        "attributes": {
            "purpose": f"to tell of {row.facts['drug_a']} with {row.facts['drug_b']}: {_effect(row)}",
            "developer": _SAME["developer"],
            "funding": _SAME["funding"],
            "inputs": {name: _input_words(name) for name in row.needs},
            "output": [urgency.value for urgency in row.urgencies],
            "population": _SAME["population"],
            "limits": _SAME["limits"],
            "evidence": {
                "sources": [row.cite],
                "thresholds": thresholds(row.limits),
                "row": _row(row),
                "mark": source.mark,
            },
            "fairness": _SAME["fairness"],
            "validation": _SAME["validation"],
            "update_schedule": _SAME["update_schedule"],
            "version": INTERACTIONS_VERSION,
            "contact": _SAME["contact"],
        },
        "regulation": _regulation(row, f"{source.title} ({source.mark_words})"),
    }


def _effect(row: Combination) -> str:
    return row.facts["effect"] if row.facts["effect"] != "-" else row.facts["mechanism"]


def _row(row: Combination) -> dict[str, str]:
    names = ("severity", "mechanism", "effect", "action", "taper_note", "source", "provenance")
    return {name: row.facts[name] for name in names}


def _thens(row: Combination) -> list[str]:
    sides = {"a": row.a.words(), "b": row.b.words()}
    found = []
    for moment in Moment:
        then = getattr(row, moment.value)
        if then:
            found.append(_begun(f"{_MOMENT_WORDS[moment].format(**sides)}: {then.urgency.value}, {then.words}."))
    found += [_begun(f"{condition.words()}: {then.urgency.value}, {then.words}.") for condition, then in row.graver]
    hold = "A dose step of the other within the same days: ORANGE, hold the step."
    return [*found, hold] if row.holds_a_step else found


def _begun(words: str) -> str:
    """The words with a capital at their beginning."""
    return words if words.startswith("eGFR") else words[:1].upper() + words[1:]


def _input_words(name: str) -> str:
    known = {**TOLD_WORDS, **MEASURED_WORDS, "medicines": "every medicine that is taken, and changes of them"}
    return known[name]


def _regulation(row: Combination, source: str) -> dict[str, str]:
    age = "used: age in years" if "age" in row.needs else _NOT_USED
    return {
        "bibliographic_citation": source,
        "developer": _SAME["developer"],
        "funding_source": _SAME["funding"],
        "release_and_revision_dates": f"version {INTERACTIONS_VERSION}, not yet released, no revision",
        "use_of_race": _NOT_USED,
        "use_of_ethnicity": _NOT_USED,
        "use_of_language": _NOT_USED,
        "use_of_sexual_orientation": _NOT_USED,
        "use_of_gender_identity": _NOT_USED,
        "use_of_sex": _NOT_USED,
        "use_of_date_of_birth": age,
        "use_of_social_determinants_of_health": _NOT_USED,
        "use_of_health_status_assessments": "used: " + ", ".join(row.needs),
    }
