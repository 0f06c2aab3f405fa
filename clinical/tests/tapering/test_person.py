"""What must be known about the person: refusals, signatures, and questions that stay open."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import QUESTIONS, Person

from .cases import codes, medicine, planned, request

ALL_KNOWN = {
    "naloxone_on_hand": "yes", "pregnant": "no", "active_suicidality": "no", "cancer_treatment": "no",
    "palliative_or_end_of_life": "no", "sickle_cell": "no", "opioid_use_disorder_treatment": "no", "age_years": "47",
}  # fmt: skip
LORAZEPAM = request(
    framework=None,
    pace={"reduction_percent": "25", "basis": "original", "every_days": 14},
    medicines=[medicine("lorazepam tablet", "1", "1")],
)
REFUSING = [
    ("naloxone_on_hand", "no", "no_naloxone_on_hand"),
    ("pregnant", "yes", "pregnancy"),
    ("active_suicidality", "yes", "active_suicidality"),
    ("cancer_treatment", "yes", "cancer_treatment"),
    ("palliative_or_end_of_life", "yes", "palliative_or_end_of_life"),
    ("sickle_cell", "yes", "sickle_cell"),
    ("opioid_use_disorder_treatment", "yes", "opioid_use_disorder_treatment"),
    ("age_years", "17", "age_under_18"),
]
SEDATIVE_REFUSING = [("epilepsy_medicine", "epilepsy_medicine"), ("seizure_history", "seizure_history"),
                     ("daily_alcohol", "daily_alcohol")]  # fmt: skip


def with_person(**facts: Any) -> dict[str, Any]:
    return request(person={**ALL_KNOWN, **facts})


def test_without_a_person_nothing_is_assessed() -> None:
    assert planned(request())["not_assessed"] == ["naloxone", "pregnancy", "suicidality", "population"]


def test_when_everything_is_known_no_question_stays_open() -> None:
    assert planned(with_person())["not_assessed"] == []


@pytest.mark.parametrize(("fact", "answer", "code"), REFUSING)
def test_a_refusing_answer_refuses_the_plan(fact: str, answer: str, code: str) -> None:
    assert codes(with_person(**{fact: answer})) == [code]


@pytest.mark.parametrize(("fact", "answer", "_code"), REFUSING)
def test_the_named_specialist_can_sign_a_fact_off(fact: str, answer: str, _code: str) -> None:
    assert planned(with_person(**{fact: answer}, sign_offs=[fact]))["not_assessed"] == []


@pytest.mark.parametrize("fact", ALL_KNOWN)
def test_an_unknown_fact_is_asked_and_never_assumed(fact: str) -> None:
    open_questions = planned(with_person(**{fact: "unknown"}))["not_assessed"]
    assert len(open_questions) == 1
    assert QUESTIONS[open_questions[0]].endswith("?")


def test_a_person_of_whom_nothing_is_known_leaves_every_question_open() -> None:
    assert len(planned(request(person={}))["not_assessed"]) == len(ALL_KNOWN)


def test_suicidality_after_a_mental_health_consult_does_not_refuse() -> None:
    assert planned(with_person(active_suicidality="yes", mental_health_consulted="yes"))["certificate"]["holds"]


@pytest.mark.parametrize(("fact", "code"), SEDATIVE_REFUSING)
def test_seizure_risks_refuse_a_benzodiazepine(fact: str, code: str) -> None:
    assert codes({**LORAZEPAM, "person": {fact: "yes"}}) == [code]


@pytest.mark.parametrize(("fact", "_code"), SEDATIVE_REFUSING)
def test_seizure_risks_of_sedatives_do_not_refuse_an_opioid(fact: str, _code: str) -> None:
    assert planned(with_person(**{fact: "yes"}))["not_assessed"] == []


def test_a_benzodiazepine_alone_asks_for_no_naloxone() -> None:
    assert "naloxone" not in planned({**LORAZEPAM, "person": {}})["not_assessed"]


def test_the_facts_can_be_judged_without_a_plan() -> None:
    person = Person.from_json({"pregnant": "yes"})
    assert [refusal.code for refusal in person.refusals("opioid")] == ["pregnancy"]
    assert "naloxone" in person.not_assessed("opioid")
