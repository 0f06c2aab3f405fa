"""Several medicines of one person: one at a time, in the order the clinician gives, under one load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .cases import codes, medicine, morphine, planned, refused, request

MORPHINE, LORAZEPAM = "morphine ER tablet", "lorazepam tablet"
PERSON = {
    "naloxone_on_hand": "yes", "pregnant": "no", "active_suicidality": "no", "cancer_treatment": "no",
    "palliative_or_end_of_life": "no", "sickle_cell": "no", "opioid_use_disorder_treatment": "no",
    "epilepsy_medicine": "no", "seizure_history": "no", "daily_alcohol": "no", "age_years": "47",
}  # fmt: skip


def pair(**more: Any) -> dict[str, Any]:
    """Morphine, then lorazepam under its own framework, and clonidine that is kept."""
    benzodiazepine = medicine(
        LORAZEPAM, "1", "1", strengths=["0.5", "1"], halves_confirmed=["0.5"],
        framework="asam25-benzodiazepine", goal={"kind": "dose", "daily": "1"},
    )  # fmt: skip
    rows = [morphine("30", "30", "30"), benzodiazepine, medicine("clonidine tablet", "0.1", "0.1", role="adjunct")]
    return request(medicines=rows, **{"order": [MORPHINE, LORAZEPAM], "order_reason": "opioid_first", **more})


def changes(document: dict[str, Any]) -> list[tuple[date, str]]:
    return [
        (date.fromisoformat(step["starts_on"]), row["product"])
        for step in document["steps"]
        for row in step["medicines"]
        if row["phase"] != "kept"
    ]


def test_one_medicine_is_lowered_to_its_goal_before_the_next_begins() -> None:
    names = [name for _, name in changes(planned(pair()))]
    assert names == sorted(names, key=[MORPHINE, LORAZEPAM].index)
    assert set(names) == {MORPHINE, LORAZEPAM}


def test_fourteen_days_lie_between_the_medicines_even_at_a_faster_pace() -> None:
    found = changes(planned(pair(framework="va-faster")))
    turn = [name for _, name in found].index(LORAZEPAM)
    assert (found[turn][0] - found[turn - 1][0]).days == 14


def test_every_step_lists_every_medicine_and_adjuncts_are_kept() -> None:
    document = planned(pair())
    for step in document["steps"]:
        assert [row["product"] for row in step["medicines"]] == [MORPHINE, LORAZEPAM, "clonidine tablet"]
        assert step["medicines"][2]["daily"] == "0.2"


def test_the_load_is_that_of_all_medicines() -> None:
    rows = [morphine("30", "30", "30"), medicine("oxycodone tablet", "10", "10", role="adjunct")]
    assert planned(request(medicines=rows))["present"]["mme_per_day"] == "120"


def test_each_medicine_keeps_its_own_framework_goal_and_basis() -> None:
    document = planned(pair())
    assert [row["framework"] for row in document["paces"]] == ["va-slower", "asam25-benzodiazepine"]
    assert document["steps"][-1]["medicines"][1]["daily"] == "1"
    assert document["certificate"]["holds"]


def test_the_order_of_the_clinician_decides() -> None:
    document = planned(pair(order=[LORAZEPAM, MORPHINE], order_reason="sedative_first"))
    assert changes(document)[0][1] == LORAZEPAM
    assert any("lorazepam tablet, then morphine ER tablet" in said for said in document["because"])


def test_lowering_two_at_once_asks_for_a_reason_and_two_signatures() -> None:
    document = planned(pair(override_lock="In hospital, both agreed."))
    assert {row["code"] for row in document["requires"]} == {"reason", "two_signatures"}
    assert [name for _, name in changes(document)][:2] == [MORPHINE, LORAZEPAM]
    assert document["certificate"]["holds"]
    assert planned(pair())["requires"] == []


def test_the_questions_of_every_lowered_class_are_asked() -> None:
    assert planned(pair(person=PERSON))["not_assessed"] == []
    assert codes(pair(person={**PERSON, "seizure_history": "yes"})) == ["seizure_history"]
    assert codes(pair(person={**PERSON, "naloxone_on_hand": "no"})) == ["no_naloxone_on_hand"]


def test_a_cap_that_the_second_medicine_cannot_keep_shows_the_steps_of_the_first() -> None:
    rows = [morphine("30", "30", "30"), medicine(LORAZEPAM, "1.5", "1.5", strengths=["0.5"],
            framework="asam25-benzodiazepine", pace={"reduction_percent": "10"},
            goal={"kind": "dose", "daily": "2.5"})]  # fmt: skip
    document = refused(request(medicines=rows, order=[MORPHINE, LORAZEPAM], order_reason="opioid_first"))
    assert document["refusals"][0]["field"] == "medicines[1]"
    assert document["at"] == len(document["steps_so_far"]) + 1
    assert document["steps_so_far"][-1]["medicines"][0]["daily"] == "0"
    assert {offer["kind"] for offer in document["offers"]} >= {"hold_longer", "halves"}


@pytest.mark.parametrize("order", [[MORPHINE], [MORPHINE, MORPHINE], [MORPHINE, LORAZEPAM, "clonidine tablet"]])
def test_an_order_that_is_not_of_the_lowered_medicines_is_refused(order: list[str]) -> None:
    assert codes(pair(order=order)) == ["order_missing"]


def test_a_medicine_goes_on_from_an_earlier_version_with_its_own_original_doses() -> None:
    body = pair(continues={"on_step": "3", "first_change_done": True})
    body["medicines"][0].update(original_doses={"morning": "60", "noon": "60", "evening": "60"})
    body["medicines"][1].update(original_doses={"morning": "1", "noon": "1"}, first_change_done=False)
    document = planned(body)
    assert document["steps"][0]["medicines"][0]["daily"] == "60"
    assert document["certificate"]["holds"]
