"""Everything that the engine can say of a plan stands in Spanish, with the same numbers."""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import glidepath_clinical.tapering as engine
import pytest
from glidepath_clinical.medicines import formulary
from glidepath_clinical.tapering import QUESTIONS, PlanRequest, frameworks, plan
from glidepath_clinical.tapering.reasons import REQUIREMENTS
from glidepath_clinical.tapering.spanish import framework_in_spanish, in_spanish
from glidepath_clinical.tapering.spanish.frameworks import framework_words
from glidepath_clinical.tapering.supply import form_of

from .cases import fresh, medicine, morphine, request
from .faults_of_forms import a_site_framework
from .random_regimens import regimen
from .small_changes import SOUND

Json = dict[str, Any]
ROOT = Path(engine.__file__).parent
PACE = {"reduction_percent": "25", "basis": "original", "every_days": 28}
PATCH = {**medicine("fentanyl transdermal system 72 h", "50", strengths=["25"]), "unit": "mcg/h"}
DROPS = "morphine oral solution"
NOT_COUNTED = next(product for product in formulary() if form_of(product) is None)
PERSON = {
    "naloxone_on_hand": "no", "pregnant": "yes", "active_suicidality": "yes", "cancer_treatment": "yes",
    "palliative_or_end_of_life": "yes", "sickle_cell": "yes", "opioid_use_disorder_treatment": "yes", "age_years": "17",
}  # fmt: skip
SEDATED = {"epilepsy_medicine": "yes", "seizure_history": "yes", "daily_alcohol": "yes"}


def one(row: Json, **more: Any) -> Json:
    return request(**{"framework": None, "pace": PACE, "medicines": [row], **more})


def two(*rows: Json, **more: Any) -> Json:
    return request(**{"framework": None, "pace": PACE, "medicines": list(rows), **more})


ASKED: list[Json] = [
    one(medicine("morfine", "5")),
    one({**medicine(NOT_COUNTED.name, "1"), "unit": NOT_COUNTED.unit.value}),
    one(medicine("buprenorphine/naloxone sublingual film", "300", strengths=["8/2"])),
    one({**morphine("30"), "unit": "mcg"}),
    one({**medicine(DROPS, "10", strengths=["2"]), "unit": "mL"}),
    one(morphine("30", strengths=("17",))),
    one(medicine("oxycodone tablet", "10", strengths=["5"], halves_confirmed=["10"])),
    one(morphine("30", strengths=("15",), halves_confirmed=["15"])),
    one(medicine("hydrocodone/acetaminophen tablet", "10")),
    one(medicine("hydrocodone/acetaminophen tablet", "10", strengths=["5/100"])),
    one(medicine("oxycodone tablet", "10", strengths=["5/100"])),
    one(medicine("oxycodone tablet", "10", strengths=["5"], measurable_volume="1")),
    one(medicine(DROPS, "10", strengths=["2"], measurable_volume="0.001")),
    one(medicine(DROPS, "10")),
    one({**PATCH, "wear_hours": "24"}),
    one(morphine("30", wear_hours="72")),
    one(morphine()),
    one({**morphine(), "doses": {"morning": "0"}}),
    one({**morphine("30"), "doses": {"morning": None}}),
    one({**morphine("30"), "doses": {"noon": "unknown"}}),
    one(morphine("90000")),
    one(medicine(DROPS, "90000", strengths=["2"])),
    one(morphine("10", strengths=("60",))),
    one(morphine("70", strengths=("60",))),
    one(medicine("oxycodone tablet", "12", strengths=["5"], halves_confirmed=["5"])),
    one(medicine(DROPS, "10.3", strengths=["2"])),
    one(medicine("hydrocodone/acetaminophen tablet", "100", strengths=["5/325"])),
    one(medicine("hydrocodone/ibuprofen tablet", "50", strengths=["5/200"])),
    one(medicine("oxycodone tablet", "50", strengths=["5"], ordered_maximum="40")),
    one({**PATCH, "doses": {"morning": "25", "evening": "25"}}),
    request(framework="asam25-benzodiazepine"),
    request(framework="va-slowly"),
    one(morphine("30"), pace={**PACE, "reduction_percent": "60"}),
    one(medicine("methadone tablet", "20", strengths=["5"]), pace={**PACE, "every_days": 3}),
    one(medicine("clonidine tablet", "0.2"), goal={"kind": "mme", "mme_per_day": "5"}),
    request(goal={"kind": "dose", "daily": "300"}),
    request(goal={"kind": "dose", "daily": "260"}),
    two(morphine("30"), morphine("30"), order=["morphine ER tablet"]),
    two(morphine("30", role="adjunct")),
    two(morphine("30"), medicine("oxycodone tablet", "10")),
    two(
        morphine("30"), medicine("oxycodone tablet", "10"),
        order=["morphine ER tablet", "oxycodone tablet"], order_reason="because",
    ),
    two(
        morphine("30"), medicine("oxycodone tablet", "10"), goal={"kind": "mme", "mme_per_day": "5"},
        order=["morphine ER tablet", "oxycodone tablet"], order_reason="patient_preference",
    ),
    two(*[medicine("oxycodone tablet", "10") for _ in range(6)]),
    two(
        medicine("oxycodone/acetaminophen tablet", "30", strengths=["5/325"]),
        medicine("hydrocodone/acetaminophen tablet", "50", role="adjunct", strengths=["5/325"]),
    ),
    two(
        medicine("tapentadol tablet", "100", "100"),
        medicine("tapentadol ER tablet 12 h", "200", "200", role="adjunct"),
    ),
    two(
        morphine("90", "90"),
        medicine("oxycodone tablet", "40", role="adjunct"),
        goal={"kind": "mme", "mme_per_day": "50"},
    ),
    two(
        morphine("90", "90"),
        medicine("levorphanol tablet", "2", role="adjunct"),
        goal={"kind": "mme", "mme_per_day": "50"},
    ),
    request(goal={"kind": "mme", "mme_per_day": "500"}),
    one(
        {**PATCH, "doses": {"morning": "100"}, "strengths": ["12", "62.5", "100"]},
        pace={"basis": "fixed", "reduction_amount": "1.5", "every_days": 28},
        goal={"kind": "dose", "daily": "98.5"},
    ),
    two(morphine("30", "30"), medicine("temazepam capsule", "60", role="adjunct")),
    request(allowed_weekdays=["monday"], refill_cycle={"every_days": 7, "on": "2027-01-12"}, framework="va-faster"),
    request(person=PERSON),
    one(medicine("lorazepam tablet", "2"), person=SEDATED),
    request(pace={"reduction_percent": "5"}),
    request(framework="va-slowest", medicines=[morphine("120", "120", "120", strengths=("60",))]),
    one(medicine("oxycodone tablet", "10", "10", strengths=["10"]), framework="cdc22-long", pace=None),
    one(medicine(DROPS, "5", strengths=["2"], measurable_volume="2.5"), framework="cdc22-long", pace=None),
    one(morphine("30"), pace={"reduction_amount": "5", "basis": "fixed", "every_days": 28}),
    request(continues={"on_step": "1", "first_change_done": True, "original_doses": {"morning": "900"}}),
    request(medicines=[morphine("0", "0", "200", strengths=("200",))]),
    one(medicine("alprazolam tablet", "2", "2"), pace={**PACE, "every_days": 7}),
    one(medicine("zolpidem tablet", "30"), pace={**PACE, "reduction_percent": "5"}),
]  # fmt: skip
NOT_REACHED = {"certificate_failed"}
"""Only a fault of the engine itself gives it."""


def codes_of_the_source() -> set[str]:
    """The code of every refusal that a request can meet, read from the engine's source; changes of plans aside."""
    place_of_code = {"Refusal": 0, "Fact": 3}
    found = set()
    for file in ROOT.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in place_of_code:
                code = node.args[place_of_code[node.func.id]] if node.args else None
                found |= {code.value} if isinstance(code, ast.Constant) else set()
    return found


def site_contradictions() -> Iterator[Json]:
    own = fresh(a_site_framework)["request"]
    for change in (
        {"id": "ours"}, {"cap_percent": "1"}, {"cap_percent": "60"}, {"basis": "current", "slow_below_percent": "30"},
        {"first_target_percent": "5", "first_cap_percent": "6"},
        {"first_target_percent": "60", "first_cap_percent": "70"},
        {"first_target_percent": "30", "first_cap_percent": "40", "slow_below_percent": "30"},
    ):  # fmt: skip
        site = {**own["site_framework"], **change}
        yield {**own, "site_framework": site, "framework": site["id"]}


def told(answer: Json) -> Iterator[str]:
    """Every sentence of an answer."""
    yield from (row["because"] for row in answer.get("refusals", ()))
    yield from answer.get("because", ())
    for offer in answer.get("offers", ()):
        yield offer["because"]
        yield from told(offer["plan"])


def in_both(sentence: str) -> str:
    spanish = in_spanish(sentence)
    assert spanish, sentence
    unsaid = re.sub(r"\((\w+_\w+|pregnant|\w+): [^)]*\)$", "", sentence)
    missing = Counter(re.findall(r"\d+(?:\.\d+)?", unsaid)) - Counter(re.findall(r"\d+(?:\.\d+)?", spanish))
    assert not missing, (sentence, spanish)
    return spanish


def test_every_refusal_that_a_request_can_meet_stands_in_spanish_with_its_numbers() -> None:
    codes = set()
    for body in [*ASKED, *site_contradictions()]:
        answer = plan(PlanRequest.from_json(body)).to_json()
        codes |= {row["code"] for row in answer.get("refusals", ())}
        for sentence in told(answer):
            in_both(sentence)
    assert codes_of_the_source() - codes == NOT_REACHED


@pytest.mark.parametrize("name", SOUND)
def test_everything_that_a_plan_says_of_itself_stands_in_spanish(name: str) -> None:
    for sentence in told(fresh(SOUND[name])):
        if not sentence.startswith("Stopped at once"):
            in_both(sentence)


def test_whatever_is_asked_nothing_is_said_that_has_no_spanish() -> None:
    for number in random.Random(7).sample(range(10**6), k=120):
        for sentence in told(plan(PlanRequest.from_json(regimen(number))).to_json()):
            in_both(sentence)


def test_every_question_about_the_person_and_every_need_stands_in_spanish() -> None:
    for sentence in [*QUESTIONS.values(), *REQUIREMENTS.values()]:
        in_both(sentence)


def test_a_sentence_that_nobody_wrote_has_no_spanish() -> None:
    assert in_spanish("The moon is made of cheese.") is None


def test_a_number_inside_a_sentence_is_the_frozen_one() -> None:
    english = "Hold each dose for 84 days and allow steps of up to 30 % of the current dose; a clinician decides."
    told_in_spanish = (
        "Mantener cada dosis 84 días y permitir pasos de hasta 30 % de la dosis actual; lo decide un clínico."
    )
    assert in_spanish(english) == told_in_spanish


@pytest.mark.parametrize("framework", frameworks(), ids=lambda framework: framework.id)
def test_a_framework_in_spanish_has_every_word_and_the_same_numbers(framework: Any) -> None:
    spanish = framework_in_spanish(framework)
    for name in framework_words()[framework.id]:
        before, after = getattr(framework, name), getattr(spanish, name)
        assert before != after
        assert sorted(re.findall(r"\d+|\[\w\]", before)) == sorted(re.findall(r"\d+|\[\w\]", after)), name
    assert set(framework_words()[framework.id]) == {
        "name", "population", "published_range", "basis_note", "follow_up", "in_person", "summary",
    }  # fmt: skip
    assert spanish.pace == framework.pace
