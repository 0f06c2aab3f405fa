"""What must be known about the person before a plan may start, and what refuses it without a specialist.

Every fact is "yes", "no" or "unknown"; an unknown fact is asked for, never taken as safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.tapering.fields import Fields
from glidepath_clinical.tapering.refusals import Refusal

ANSWERS = ("yes", "no", "unknown")
OPIOID = frozenset({"opioid", "opioid (OUD only)", "partial agonist"})
SEDATIVE = frozenset({"benzodiazepine", "Z-drug"})
EVERY_CLASS: frozenset[str] | None = None


@dataclass(frozen=True)
class Fact:
    """One question about the person. `refusing` is the answer that refuses; `classes` None means all medicines."""

    name: str
    question: str
    refusing: str
    code: str
    because: str
    classes: frozenset[str] | None = EVERY_CLASS

    def matters_for(self, medicine_class: str) -> bool:
        """Whether the question belongs to this class of medicine."""
        return self.classes is None or medicine_class in self.classes


FACTS = (
    Fact("naloxone_on_hand", "Is naloxone at home, in date, and does someone there know how to use it?", "no",
         "no_naloxone_on_hand", "every opioid taper needs naloxone on hand before the first step", OPIOID),
    Fact("pregnant", "Is the person pregnant?", "yes",
         "pregnancy", "withdrawal in pregnancy is a risk to both; a specialist decides first"),
    Fact("active_suicidality", "Does the person have thoughts of suicide now?", "yes",
         "active_suicidality", "mental health is consulted before a taper begins"),
    Fact("cancer_treatment", "Is the person in treatment for cancer?", "yes",
         "cancer_treatment", "the sources behind the frameworks do not cover cancer treatment"),
    Fact("palliative_or_end_of_life", "Is this palliative or end-of-life care?", "yes",
         "palliative_or_end_of_life", "the sources behind the frameworks do not cover this care"),
    Fact("sickle_cell", "Does the person have sickle cell disease?", "yes",
         "sickle_cell", "the sources behind the frameworks do not cover sickle cell disease"),
    Fact("opioid_use_disorder_treatment", "Is this medicine the treatment of an opioid use disorder?", "yes",
         "opioid_use_disorder_treatment", "treatment of an opioid use disorder is never tapered as pain treatment",
         OPIOID),
    Fact("epilepsy_medicine", "Is this medicine the treatment of an epilepsy?", "yes",
         "epilepsy_medicine", "lowering an epilepsy medicine can bring seizures back",
         SEDATIVE | {"gabapentinoid"}),
    Fact("seizure_history", "Has the person ever had a seizure?", "yes",
         "seizure_history", "withdrawal of this medicine can cause seizures", SEDATIVE),
    Fact("daily_alcohol", "Does the person drink alcohol every day?", "yes",
         "daily_alcohol", "withdrawal of this medicine with daily alcohol can cause seizures", SEDATIVE),
)  # fmt: skip
CONSULTED = "mental_health_consulted"
AGE = "age_years"
ADULT_FROM = 18
NOTHING_KNOWN = ("naloxone", "pregnancy", "suicidality", "population")
_SHOWN_AS = {"naloxone_on_hand": "naloxone", "pregnant": "pregnancy", "active_suicidality": "suicidality"}
QUESTIONS: Mapping[str, str] = {
    **{_SHOWN_AS.get(fact.name, fact.name): fact.question for fact in FACTS},
    AGE: "How old is the person, in years?",
    "population": "Cancer, palliative care, sickle cell, opioid use disorder, age, epilepsy, alcohol: which apply?",
}
"""The question behind every name that `not_assessed` can hold."""


@dataclass(frozen=True)
class Person:
    """The facts about one person, and those that the named specialist has signed off."""

    facts: Mapping[str, str]
    age_years: Fraction | None
    sign_offs: frozenset[str]

    @classmethod
    def from_json(cls, raw: object) -> Person:
        """Reads the facts alone, without a request; raises `UnusableInput`."""
        return cls.from_fields(Fields(raw, "person"))

    @classmethod
    def from_fields(cls, fields: Fields) -> Person:
        """Reads `person`; raises `UnusableInput` for an answer that is not yes, no or unknown."""
        names = (*(fact.name for fact in FACTS), CONSULTED)
        facts = {name: fields.one_of(name, ANSWERS) if fields.has(name) else "unknown" for name in names}
        age_known = fields.has(AGE) and fields.raw(AGE) != "unknown"
        person = cls(facts, fields.number(AGE) if age_known else None, _sign_offs(fields, (*names, AGE)))
        fields.finish()
        return person

    def refusals(self, medicine_class: str) -> Iterator[Refusal]:
        """What refuses a plan for this class of medicine, unless it is signed off."""
        for fact in FACTS:
            if fact.matters_for(medicine_class) and self._refuses(fact):
                yield Refusal(fact.code, f"{fact.because} ({fact.name}: {self.facts[fact.name]})", field=fact.name)
        if self.age_years is not None and self.age_years < ADULT_FROM and AGE not in self.sign_offs:
            yield Refusal("age_under_18", f"the frameworks are for adults (age_years: {self.age_years})", field=AGE)

    def not_assessed(self, medicine_class: str) -> tuple[str, ...]:
        """The questions that are still open for this class of medicine."""
        open_facts = [fact.name for fact in FACTS if fact.matters_for(medicine_class) and self._is_open(fact.name)]
        age = [AGE] if self.age_years is None and AGE not in self.sign_offs else []
        return tuple(_SHOWN_AS.get(name, name) for name in open_facts + age)

    def _is_open(self, name: str) -> bool:
        return self.facts[name] == "unknown" and name not in self.sign_offs

    def _refuses(self, fact: Fact) -> bool:
        if self.facts[fact.name] != fact.refusing or fact.name in self.sign_offs:
            return False
        return not (fact.name == "active_suicidality" and self.facts[CONSULTED] == "yes")


def _sign_offs(fields: Fields, known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fields.words("sign_offs", known) if fields.has("sign_offs") else ())
