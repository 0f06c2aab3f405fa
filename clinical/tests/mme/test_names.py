"""An order in words alone: an opioid under any of its names is noticed, and what nobody recognises may be one."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.interactions.names import IN_NO_CLASS, read_name
from glidepath_clinical.medicines import MmeResult
from glidepath_clinical.medicines.names import is_known_other, opioids_in
from glidepath_clinical.medicines.packaged import read_json

from .orders import OXYCODONE_5, counted, line, order, reasons, taken

REPORTED = """Lorcet, Vicoprofen, Roxicet, Roxybond, Oxaydo, MSIR, Roxanol, M.S. Contin, MSO4 15 mg, Arymo ER,
Morphabond, Embeda, Percodan, Tussionex, Tylenol #3, Hycodan, Apadaz, benzhydrocodone, Brixadi, Trezix, Talwin,
Stadol, oxycodon,
methadon, metadona, hidrocodona, codeína, morfina, fentanilo parche, Oramorph, OxyNorm, co-codamol, CODEÍNA 30 mg,
oxycodone5mg tablet, acetaminophen-codeine, TYLENOL W/CODEINE, OxyIR, MS-Contin, heroína"""


def in_words(name: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**order("", *lines, **more), "medicationCodeableConcept": {"text": name}}


def words(result: MmeResult) -> tuple[str, bool]:
    return result.ordered_maximum.text, result.ordered_maximum.complete


@pytest.mark.parametrize("name", [name.strip() for name in REPORTED.replace("\n", " ").split(",")])
def test_an_opioid_under_another_name_is_noticed_and_never_counted_as_nothing(name: str) -> None:
    result = counted(in_words(name, line()))
    assert words(result) == (f"at least 0, not counted: {name}", False)
    assert result.orders[0].is_opioid
    assert not result.really_taken.complete


def test_a_name_on_neither_list_makes_the_sum_a_lower_bound_that_says_why() -> None:
    result = counted(order(OXYCODONE_5, line()), in_words("Frobnicol 5 mg", line()))
    assert words(result) == ("at least 7.5, not counted: Frobnicol 5 mg (not recognised; may be an opioid)", False)
    assert reasons(result) == ["not_recognised"]
    assert "not_recorded" in {each.reason for each in result.really_taken.not_counted}


def test_a_name_that_nobody_recognises_stands_once_however_often_it_is_ordered() -> None:
    bounds = {"boundsPeriod": {"start": "2027-01-01"}}
    result = counted(in_words("Frobnicol", line(), line()), in_words("Frobnicol"), order(OXYCODONE_5, line(**bounds)))
    assert reasons(result) == ["not_recognised"]


def test_a_statement_about_an_unrecognised_name_is_what_is_recorded_of_it() -> None:
    said = {**taken("", line()), "medicationCodeableConcept": {"text": "frobnicol"}}
    result = counted(in_words("Frobnicol", line()), said)
    assert [each.reason for each in result.really_taken.not_counted] == ["not_recognised"]


@pytest.mark.parametrize(
    "name",
    ["lisinopril", "Lisinopril 10 MG Oral Tablet", "metformin 500 mg twice daily", "Camila 28 Day Pack",
     "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet", "TYLENOL 325 mg", "Zestril 10mg", "vitamin D3",
     "Senna-Docusate", "paracetamol"],
)  # fmt: skip
def test_a_medicine_known_to_be_no_opioid_leaves_the_sum_complete(name: str) -> None:
    assert words(counted(order(OXYCODONE_5, line()), in_words(name, line()))) == ("7.5", True)


@pytest.mark.parametrize("name", ["aspirin / frobnicol", "lisinopril frobnicol", "Physical therapy", "10 mg tablet"])
def test_a_known_name_beside_an_unknown_word_is_not_recognised(name: str) -> None:
    assert reasons(counted(in_words(name, line()))) == ["not_recognised"]


def test_what_is_stopped_is_not_named() -> None:
    assert words(counted(in_words("Frobnicol", line(), status="stopped"))) == ("0", True)


def test_no_name_is_on_both_lists() -> None:
    for name in read_json("known_non_opioids.json")["names"]:
        assert opioids_in(name) == (), name
        assert is_known_other(name), name


def test_what_the_list_of_combinations_knows_as_no_opioid_the_sum_knows_too() -> None:
    for name in IN_NO_CLASS:
        assert is_known_other(name), name


def test_the_list_of_combinations_knows_every_opioid_name() -> None:
    lists = read_json("opioid_names.json")
    for name in (*lists["ingredients_from_memory"], *lists["brands"], *lists["spellings"]):
        assert read_name(name).not_recognised == (), name
