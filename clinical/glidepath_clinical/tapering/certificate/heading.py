"""Checks of what stands at the top of a plan: its rule set, what it needs to start, what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.certificate.agreed import agreed_of
from glidepath_clinical.tapering.certificate.facts import OPIOIDS
from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan

VERSIONS = dict.fromkeys(
    (
        *("va-slowest", "va-slower", "va-faster", "va-rapid", "cdc22-long", "cdc22-short", "fda-label", "vadod22"),
        *("asam25-benzodiazepine", "gabapentinoid-low", "gabapentinoid-moderate", "gabapentinoid-high"),
    ),
    "1",
)
"""The version of each published rule set that the numbers of this checker were read from."""

NEEDS = {"va-rapid": {"reason", "in_person_plan", "two_signatures"}}
FASTEST = {
    **dict.fromkeys(OPIOIDS, Fraction(20, 100)),
    **dict.fromkeys(("benzodiazepine", "Z-drug"), Fraction(25, 1400)),
    "gabapentinoid": Fraction(25, 700),
}
"""Shares a day: VA rapid, 25 % in two weeks (joint guideline of 2025), 25 % in a week."""
USUAL_OF_OPIOIDS = Fraction(20, 700)
TWO_AT_ONCE = {"reason", "two_signatures"}
SEDATIVES = ("benzodiazepine", "Z-drug")
QUESTIONS: tuple[tuple[str, str, tuple[str, ...] | None], ...] = (
    ("naloxone_on_hand", "naloxone", OPIOIDS),
    ("pregnant", "pregnancy", None),
    ("active_suicidality", "suicidality", None),
    ("cancer_treatment", "cancer_treatment", None),
    ("palliative_or_end_of_life", "palliative_or_end_of_life", None),
    ("sickle_cell", "sickle_cell", None),
    ("opioid_use_disorder_treatment", "opioid_use_disorder_treatment", OPIOIDS),
    ("epilepsy_medicine", "epilepsy_medicine", (*SEDATIVES, "gabapentinoid")),
    ("seizure_history", "seizure_history", SEDATIVES),
    ("daily_alcohol", "daily_alcohol", SEDATIVES),
    ("age_years", "age_years", None),
)
"""Each fact about the person, the name under which it is asked for, and the classes of medicine it matters for."""
NOTHING_KNOWN = {"naloxone", "pregnancy", "suicidality", "population"}


def framework_is_as_asked(plan: ReadPlan) -> Iterator[str]:
    """The rule set and its version are those that the request follows, for each medicine that is lowered."""
    asked = _framework_of(plan.lowered[0])
    if plan.raw["framework"] != asked:
        yield f"prints the framework {plan.raw['framework']}, the request follows {asked}"
    if plan.raw["framework_version"] != _version(plan, asked):
        yield f"prints version {plan.raw['framework_version']} of the framework"
    own = {medicine.product["product"]: _framework_of(medicine) for medicine in plan.lowered}
    for row in plan.raw.get("paces") or []:
        if row["framework"] != own[row["product"]]:
            yield f"{row['product']}: prints the framework {row['framework']}"


def _framework_of(medicine: ReadCourse) -> str | None:
    """A medicine's own framework or pace replaces both of the request."""
    has_own = medicine.wish.get("framework") is not None or medicine.wish.get("pace") is not None
    return (medicine.wish if has_own else medicine.request).get("framework")


def _version(plan: ReadPlan, framework: str | None) -> str | None:
    site = plan.request.get("site_framework")
    if site is not None and site["id"] == framework:
        return str(site["version"])
    return None if framework is None else VERSIONS[framework]


def needs_are_printed(plan: ReadPlan) -> Iterator[str]:
    """What must be there before the plan starts: what its rule sets need, and two medicines that change at once."""
    needed: set[str] = set()
    for medicine in plan.lowered:
        needed |= NEEDS.get(_framework_of(medicine) or "", set())
        if _speed(medicine) > USUAL_OF_OPIOIDS and medicine.product["class"] in OPIOIDS:
            needed |= NEEDS["va-rapid"]
    if plan.request.get("override_lock") is not None and len(plan.lowered) > 1:
        needed |= TWO_AT_ONCE
    printed = [row["code"] for row in plan.raw["requires"]]
    if sorted(printed) != sorted(needed):
        yield f"prints that it needs {_listed(printed)}, it needs {_listed(needed)}"


def pace_is_not_too_fast(plan: ReadCourse) -> Iterator[str]:
    """A pace takes away no larger share of the dose a day than the fastest that a source of its class gives."""
    most, speed = FASTEST.get(plan.product["class"]), _speed(plan)
    if most is not None and speed > most:
        yield f"takes {speed} of the dose a day, the fastest of this class is {most}"


def _speed(plan: ReadCourse) -> Fraction:
    """The share of the dose, as the taper began, that the agreed pace takes away a day."""
    agreed = agreed_of(plan)
    share = agreed.cap / plan.original_daily if agreed.basis == "fixed" else agreed.cap
    return share / agreed.every_days


def open_questions_are_printed(plan: ReadPlan) -> Iterator[str]:
    """What nobody has answered about the person is named, and what was answered is not."""
    person = plan.request.get("person")
    still_open = NOTHING_KNOWN if person is None else _open(person, [row.product["class"] for row in plan.medicines])
    printed = plan.raw["not_assessed"]
    if sorted(printed) != sorted(still_open):
        yield f"prints as not assessed: {_listed(printed)}; open: {_listed(still_open)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _open(person: dict[str, Any], classes: list[str]) -> set[str]:
    signed_off = person.get("sign_offs") or []
    return {
        shown
        for name, shown, matters_for in QUESTIONS
        if (matters_for is None or set(matters_for) & set(classes))
        and not _is_answered(name, person.get(name))
        and name not in signed_off
    }


def _is_answered(name: str, answer: object) -> bool:
    return answer not in (None, "unknown") if name == "age_years" else answer in ("yes", "no")


def hold_is_dated(plan: ReadPlan) -> Iterator[str]:
    """A held step says since when, the day on which it was asked for, and that lies in the step."""
    steps = [plan.raw["present"], *plan.raw["steps"]]
    change = plan.raw.get("change") or {}
    for step in steps:
        since = step.get("held_since")
        if since is None:
            continue
        if step["phase"] != "hold" or since != change.get("since"):
            yield f"step {step['number']}: is held since {since}, the hold is of {change.get('since')}"
        event = change.get("event")
        if event is not None and event["on"] != since:
            yield f"step {step['number']}: is held since {since}, it was asked for on {event['on']}"
        if step["starts_on"] is not None and since < step["starts_on"]:
            yield f"step {step['number']}: is held before it begins"
    if change.get("kind") == "held" and not any(step.get("held_since") for step in steps):
        yield "the plan is held, and no step says since when"
