"""The same dose stands in every form of a plan: it is read back out of each and compared with the engine's."""

from __future__ import annotations

from copy import deepcopy

import pytest

from glidepath.interfaces.documents.tests.differences import differences, differences_on_paper
from glidepath.interfaces.documents.tests.random_plans import random_plans, signed_in_memory
from glidepath.interfaces.documents.tests.readers import amount_of

pytestmark = pytest.mark.hazard("HZ-01")


@pytest.mark.parametrize("seed", range(5))
def test_text_calendar_fhir_json_and_screen_say_the_engines_dose(seed: int) -> None:
    for planned in random_plans(seed, 20):
        assert differences(signed_in_memory(planned)) == [], planned["request"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_says_the_engines_dose_in_words_and_in_digits(language: str) -> None:
    for planned in random_plans(99, 5):
        assert differences_on_paper(signed_in_memory(planned), language) == [], planned["request"]


def test_random_plans_have_every_form_that_a_medicine_can_have() -> None:
    forms = {planned["products"][0]["form"] for planned in random_plans(7, 120)}
    assert {"tablet", "capsule", "patch", "film", "solution"} <= forms


def test_another_dose_in_one_step_is_noticed_in_every_form() -> None:
    planned = next(random_plans(3, 1))
    frozen = signed_in_memory(planned)
    changed = deepcopy(planned)
    for dose in changed["steps"][0]["medicines"][0]["doses"].values():
        dose["amount"] = str(float(dose["amount"]) * 2)
        for unit in dose["units"]:
            unit["count"] = str(float(unit["count"]) * 2)
    frozen.plan.frozen = changed
    assert differences(frozen) == ["screen"]  # the others are written from the document, the screen from the rows
    assert differences_on_paper(frozen, "en") == ["pdf, words", "pdf, digits"]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("One 60 mg tablet and one 15 mg tablet", "75"),
        ("One and a half 15 mg tablets", "45/2"),
        ("Half a 5 mg tablet", "5/2"),
        ("Two 60 mg tablets, one 30 mg tablet and twenty-one 1 mg tablets", "171"),
        ("Una tableta de 60 mg y una tableta y media de 15 mg", "165/2"),
        ("7.5 mL of the 2 mg/mL solution", "15"),
    ],
)
def test_the_reader_of_words_is_right_itself(words: str, amount: str) -> None:
    from fractions import Fraction

    assert amount_of(words) == Fraction(amount)
