"""Doses in words: whole strength numbers beside words, in English and Spanish."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.tapering import step_words

from .cases import medicine, morphine, planned, request


def step_with(units: list[tuple[str, str]], form: str = "tablet") -> dict[str, Any]:
    rows = [{"strength": strength, "count": count} for strength, count in units]
    amount = str(sum(Fraction(strength) * Fraction(count) for strength, count in units))
    dose = {"amount": amount, "units": rows}
    return {"medicines": [{"product": "any", "unit": "mg", "form": form, "doses": {"noon": dose}}]}


CASES = [
    ([("60", "1"), ("15", "1")], "tablet", "One 60 mg tablet and one 15 mg tablet",
     "Una tableta de 60 mg y una tableta de 15 mg"),
    ([("15", "1.5")], "tablet", "One and a half 15 mg tablets", "Una tableta y media de 15 mg"),
    ([("15", "0.5")], "tablet", "Half a 15 mg tablet", "Media tableta de 15 mg"),
    ([("15", "2.5")], "tablet", "Two and a half 15 mg tablets", "Dos tabletas y media de 15 mg"),
    ([("30", "3")], "capsule", "Three 30 mg capsules", "Tres cápsulas de 30 mg"),
    ([("7.5", "1")], "capsule", "One 7.5 mg capsule", "Una cápsula de 7.5 mg"),
    ([("100", "1"), ("60", "2"), ("15", "1")], "tablet",
     "One 100 mg tablet, two 60 mg tablets and one 15 mg tablet",
     "Una tableta de 100 mg, dos tabletas de 60 mg y una tableta de 15 mg"),
    ([("100", "2")], "tablet or capsule", "Two 100 mg tablets or capsules", "Dos tabletas o cápsulas de 100 mg"),
    ([("5", "21")], "tablet", "Twenty-one 5 mg tablets", "Veintiuna tabletas de 5 mg"),
    ([("5", "31")], "tablet", "Thirty-one 5 mg tablets", "Treinta y una tabletas de 5 mg"),
    ([("5", "100")], "tablet", "One hundred 5 mg tablets", "Cien tabletas de 5 mg"),
    ([("5", "201")], "tablet", "Two hundred one 5 mg tablets", "Doscientas una tabletas de 5 mg"),
    ([("25", "1")], "patch", "One 25 mg patch", "Un parche de 25 mg"),
    ([("25", "2")], "patch", "Two 25 mg patches", "Dos parches de 25 mg"),
]  # fmt: skip


@pytest.mark.parametrize(("units", "form", "english", "spanish"), CASES)
def test_units_are_said_in_both_languages(units: list[tuple[str, str]], form: str, english: str, spanish: str) -> None:
    step = step_with(units, form)
    assert [dose.words for dose in step_words(step, "en")] == [english]
    assert [dose.words for dose in step_words(step, "es")] == [spanish]


def test_doses_come_in_the_order_of_the_day_with_their_digits() -> None:
    step = planned(request(medicines=[morphine("15", "30", "45", "60")]))["present"]
    words = step_words(step, "en")
    assert [(dose.time_of_day, dose.amount) for dose in words] == [
        ("morning", "15"), ("noon", "30"), ("evening", "45"), ("bedtime", "60"),
    ]  # fmt: skip


def test_a_step_in_which_nothing_is_taken_has_no_words() -> None:
    assert step_words(planned(request())["steps"][-1], "es") == []


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in 'fr'"):
        step_words(planned(request())["present"], "fr")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_only_digits_in_the_words_are_the_strengths(language: str) -> None:
    halves = medicine("oxycodone tablet", "22.5", "17.5", "32.5", halves_confirmed=["5", "15"])
    document = planned(request(medicines=[halves]))
    for step in [document["present"], *document["steps"]]:
        for dose in step_words(step, language):
            assert re.findall(r"[\d.]+", dose.words) == [strength for strength, _ in dose.units]


def test_the_dose_can_be_taken_back_out_of_its_units() -> None:
    document = planned(request(medicines=[morphine("200", "190", "200", strengths=("15", "30", "60", "100", "200"))]))
    for step in [document["present"], *document["steps"]]:
        for dose in step_words(step, "en"):
            assert sum(Fraction(s) * Fraction(c) for s, c in dose.units) == Fraction(dose.amount)
            assert dose.to_json()["units"][0]["strength"] == dose.units[0][0]
