"""A request that leaves open which strengths are meant is refused with each choice, and each choice's plan."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.medicines import Form, Product, formulary
from glidepath_clinical.tapering import certify
from glidepath_clinical.tapering.unclear_strengths import UNCLEAR

from .cases import codes, medicine, morphine, planned, refused, request

PACE = {"reduction_percent": "25", "basis": "original", "every_days": 14, "cap_percent": "50"}
DROPS, TABLETS = "morphine oral solution", "hydrocodone/acetaminophen tablet"


def asked(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    return request(framework=None, pace=PACE, medicines=[row], **more)


def chosen(answer: dict[str, Any]) -> list[list[str]]:
    return [offer["request"]["medicines"][0]["strengths"] for offer in answer["offers"]]


def test_a_combination_with_two_second_amounts_is_refused_with_both_as_plans() -> None:
    answer = refused(asked(medicine(TABLETS, "10", "10")))
    assert {row["code"] for row in answer["refusals"]} == {"strength_unclear"}
    (choices,) = {tuple(map(tuple, row["choices"])) for row in answer["refusals"]}
    assert [{text.partition("/")[2] for text in choice} for choice in choices] == [{"300"}, {"325"}]
    assert [list(choice) for choice in choices] == chosen(answer)
    for offer in answer["offers"]:
        assert (offer["kind"], certify(offer["plan"]).holds) == ("name_the_strengths", True)
        assert planned(offer["request"])["steps"] == offer["plan"]["steps"]


def test_a_liquid_with_several_concentrations_is_refused_with_each_as_a_plan() -> None:
    answer = refused(asked(medicine(DROPS, "20", "20")))
    assert answer["refusals"][0]["choices"] == [["2"], ["4"], ["20"]]
    assert ["2"] in chosen(answer)
    assert "20" in answer["offers"][-1]["because"]


def test_only_choices_that_keep_what_was_agreed_are_offered() -> None:
    answer = refused(asked(medicine(DROPS, "8", measurable_volume="1")))
    assert chosen(answer) == [["2"], ["4"]]


def test_a_strength_that_was_named_stays_as_it_was_named() -> None:
    answer = refused(asked(medicine(TABLETS, "10", "10", strengths=["5/300", "10"])))
    assert answer["refusals"][0]["choices"] == [["5/300", "10/300"], ["5/300", "10/325"]]
    assert chosen(answer) == answer["refusals"][0]["choices"]


def test_nothing_is_offered_while_something_else_is_refused_too() -> None:
    body = asked(medicine(DROPS, "20", measurable_volume="0.001"))
    assert codes(body) == ["not_measurable", "concentration_unclear"]
    assert "offers" not in refused(body)


def test_of_two_medicines_that_are_unclear_none_is_guessed_from() -> None:
    rows = [medicine(DROPS, "20"), medicine("oxycodone oral solution", "20")]
    order = {"order": [DROPS, "oxycodone oral solution"], "order_reason": "short_acting_first"}
    answer = refused(request(framework=None, pace=PACE, medicines=rows, **order))
    assert "offers" not in answer
    assert [row["field"] for row in answer["refusals"]] == ["medicines[0].strengths", "medicines[1].strengths"]


def test_beside_another_medicine_the_choice_is_worked_out_for_the_one_that_is_unclear() -> None:
    rows = [morphine("30", "30"), medicine("diazepam oral solution", "5", role="adjunct")]
    answer = refused(request(framework=None, pace=PACE, medicines=rows))
    assert [offer["request"]["medicines"][1]["strengths"] for offer in answer["offers"]] == [["1"], ["5"]]


def _leaves_it_open(product: Product) -> bool:
    mains = [pair.main.amount for pair in product.combined]
    return (Form.SOLUTION in product.forms and len(product.strengths) > 1) or len(mains) != len(set(mains))


@pytest.mark.parametrize("product", filter(_leaves_it_open, formulary()), ids=lambda product: product.name)
def test_each_product_of_the_formulary_that_leaves_it_open_lists_its_choices(product: Product) -> None:
    unit = "mg" if Form.SOLUTION in product.forms else product.unit.value
    doses = {"morning": product.strengths[0].text}
    row = {"product": product.name, "unit": unit, "doses": doses, "role": "adjunct"}
    answer = refused(request(framework=None, pace=PACE, medicines=[morphine("30", "30"), row]))
    found = [one["choices"] for one in answer["refusals"] if one["code"] in UNCLEAR]
    assert found
    assert all(len(choices) > 1 for choices in found)
