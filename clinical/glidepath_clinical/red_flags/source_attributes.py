"""What anybody may ask about a rule before trusting it: one record per rule, honest about what is not known.

Two groups of thirteen. The first says what a reader needs. The second follows the source attributes that
45 CFR 170.315(b)(11)(iv)(A) lists for evidence-based decision support (from memory, to be checked against
the regulation's text before certification).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from glidepath_clinical.findings import Urgency
from glidepath_clinical.picture import FIELD_WORDS
from glidepath_clinical.protocol import Limits

from .header import header
from .rule import Rule

RULES_VERSION: Final = "0.1.0"


class _Own(NamedTuple):
    """What differs between the rules; everything else is the same for all."""

    purpose: str
    inputs: tuple[str, ...]
    outputs: tuple[Urgency, ...]
    limits: str
    fairness: str


_TABLE: Final[dict[str, _Own]] = {
    "withdrawal_crisis": _Own(
        "to bring a person to somebody in severe opioid withdrawal at once",
        ("cows_latest", "cannot_keep_fluids_down"),
        (Urgency.RED,),
        "The scale needs a clinician; pupils and gooseflesh are hard to see on video. Withdrawal from "
        "benzodiazepines, baclofen, gabapentinoids or alcohol is not measured by this scale.",
        "Signs on skin are described for light skin and may be rated lower on darker skin. The question about "
        "fluids depends on being asked in the person's language.",
    ),
    "withdrawal_moderate": _Own(
        "to let a clinician see moderate opioid withdrawal the same day",
        ("cows_latest",),
        (Urgency.ORANGE,),
        "Only opioid withdrawal; only when a clinician has rated the scale in the last 24 hours.",
        "Signs on skin may be rated lower on darker skin.",
    ),
    "suicidality": _Own(
        "to make sure that an answer about suicide or self-harm reaches a person",
        ("phq9_item9", "suicide_screen"),
        (Urgency.RED, Urgency.ORANGE, Urgency.YELLOW),
        "A person may answer no and still be in danger; the question is asked about monthly, not daily. The rule "
        "replaces no clinical assessment.",
        "Disclosure differs by culture, sex, age and trust in the clinic; official translations are not loaded for "
        "every language. Nobody's answers are weighted by who they are.",
    ),
    "pain_spike": _Own(
        "to show a rise in pain above the person's own usual pain",
        ("pain_daily", "baseline_ended_on", "last_step_on"),
        (Urgency.ORANGE, Urgency.YELLOW),
        "Cannot speak in the run-in, with few answers, or when usual pain is near 10. A slow rise moves the "
        "baseline with it and is not seen.",
        "People who answer less often are judged less often, so gaps in digital access become gaps in watching; "
        "the rule says unanswerable instead of staying silent.",
    ),
    "silence": _Own(
        "to notice that a person has stopped answering",
        (
            "check_in_dates",
            "expected_check_ins_since",
            "last_step_on",
            "last_red_or_orange_on",
            "reached_by_staff_on",
        ),
        (Urgency.ORANGE, Urgency.YELLOW),
        "Silence has many harmless reasons, such as travel or a lost phone. Today's answer is never counted as late.",
        "Speaks more often for people with poor connections, shift work or no smartphone; answers by telephone "
        "count the same.",
    ),
    "mood_deterioration": _Own(
        "to notice low mood or anxiety that is getting worse during a taper",
        (
            "phq9_total",
            "phq9_baseline",
            "gad7_total",
            "gad7_baseline",
            "phq2_total",
            "gad2_total",
            "high_mood_score_reviewed_on",
        ),
        (Urgency.ORANGE, Urgency.YELLOW),
        "Screening scales make no diagnosis. Sleep, appetite and energy items also rise with withdrawal and pain.",
        "Cut-offs come mostly from English-speaking primary care and may differ by language, age and culture.",
    ),
    "running_out_early": _Own(
        "to find a coming gap in supply before it becomes an abrupt stop",
        ("says_running_out", "supply_lasts_until", "next_refill_on", "extra_doses_daily"),
        (Urgency.ORANGE,),
        "Counts of tablets depend on what people report. Reasons such as loss, theft or a late pharmacy are not known.",
        "Must not be read as misuse: who is asked about early refills, and how, is known to differ by race and "
        "income. The wording is about supply; response by group belongs into a site's audits.",
    ),
    "overdose_signs": _Own(
        "to bring help at once when somebody sees signs of an overdose",
        ("overdose_signs", "naloxone_used", "oxygen_saturation"),
        (Urgency.RED, Urgency.ORANGE),
        "Works only when somebody sees and reports. It does not replace the emergency number.",
        "Pulse oximeters read too high on darker skin, so a normal reading never clears anybody. People who live "
        "alone are less likely to be seen.",
    ),
    "call_requested": _Own(
        "to make sure that a wish to be called is heard the same day",
        ("asks_for_call", "caregiver_concern"),
        (Urgency.ORANGE,),
        "Speaks only when somebody asks. A caregiver's worry never answers for the person.",
        "People without a caregiver or with low trust ask less often; outreach must not depend on this rule alone.",
    ),
}

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
    """The record of one rule, ready for JSON. Raises KeyError for a rule without a row in the table."""
    own, said = _TABLE[rule.ID], header(rule)
    return {
        "rule": rule.ID,
        "title": said.title,
        "when": said.when,
        "then": said.then,
        "attributes": {
            "purpose": own.purpose,
            "developer": _SAME["developer"],
            "funding": _SAME["funding"],
            "inputs": {name: FIELD_WORDS[name] for name in own.inputs},
            "output": [urgency.value for urgency in own.outputs],
            "population": _SAME["population"],
            "limits": own.limits,
            "evidence": {"sources": list(rule.CITES), "thresholds": _thresholds(rule)},
            "fairness": own.fairness,
            "validation": _SAME["validation"],
            "update_schedule": _SAME["update_schedule"],
            "version": RULES_VERSION,
            "contact": _SAME["contact"],
        },
        "regulation": _regulation(rule, own),
    }


def _thresholds(rule: Rule) -> list[dict[str, str]]:
    known = {limit.name: limit for limit in Limits().describe()}
    return [
        {
            "name": name,
            "default": str(known[name].value),
            "unit": known[name].unit,
            "meaning": known[name].meaning,
            "source": known[name].cite,
            "mark": known[name].mark,
        }
        for name in rule.LIMITS
    ]


def _regulation(rule: Rule, own: _Own) -> dict[str, str]:
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
        "use_of_health_status_assessments": "used: " + ", ".join(own.inputs),
    }
