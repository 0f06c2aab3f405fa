"""Liquids, patches, films, combinations and as-needed medicines: each divided as it can be, never otherwise."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from glidepath_clinical.tapering import step_words

from .cases import dailies, medicine, planned, refused, request

FENTANYL, BUTRANS = "fentanyl transdermal system 72 h", "buprenorphine transdermal system 168 h"


def patch(product: str, rate: str, **more: Any) -> dict[str, Any]:
    return {"product": product, "unit": "mcg/h", "doses": {"morning": rate}, **more}


def liquid(*doses: str, **more: Any) -> dict[str, Any]:
    return medicine("morphine oral solution", *doses, strengths=["2"], **more)


def units(document: dict[str, Any], step: int, time: str = "morning") -> list[dict[str, str]]:
    steps = [document["present"], *document["steps"]]
    found: list[dict[str, str]] = steps[step]["medicines"][0]["doses"][time]["units"]
    return found


def test_a_liquid_is_measured_in_ml_of_one_concentration() -> None:
    document = planned(request(medicines=[liquid("15", "15", "15")]))
    assert units(document, 0) == [{"strength": "2", "count": "7.5"}]
    assert document["steps"][0]["medicines"][0]["strength_unit"] == "mg/mL"
    assert step_words(document["present"], "en")[0].words == "7.5 mL of the 2 mg/mL solution"
    assert step_words(document["present"], "es")[0].words == "7.5 mL de la solución de 2 mg/mL"


def test_the_default_volume_is_marked_and_a_named_one_is_kept() -> None:
    assert any("default from memory [M]" in said for said in planned(request(medicines=[liquid("15")]))["because"])
    document = planned(request(medicines=[liquid("16", "16", measurable_volume="1")]))
    assert not any("default" in said for said in document["because"])
    counts = [Fraction(row["count"]) for step in document["steps"] for row in _rows(step)]
    assert all(count.denominator == 1 for count in counts)


def _rows(step: dict[str, Any]) -> list[dict[str, str]]:
    return [row for dose in step["medicines"][0]["doses"].values() for row in dose["units"]]


def test_a_liquid_reaches_doses_that_no_tablet_has() -> None:
    pace = {"reduction_percent": "5", "basis": "original", "every_days": 28}
    document = planned(request(framework=None, pace=pace, medicines=[liquid("20", "20", "20")]))
    assert dailies(document)[:3] == ["57", "54", "51"]


def test_the_ceiling_of_a_liquid_is_that_of_its_mg() -> None:
    body = request(
        framework=None,
        pace={"reduction_percent": "25", "basis": "original", "every_days": 28},
        medicines=[medicine("diazepam oral solution", "25", "25", strengths=["1"])],
    )
    document = planned(body)
    assert document["products"][0]["ceiling"] == "40"
    assert dailies(document)[0] == "37.5"


def test_patches_are_whole_rates_worn_together() -> None:
    document = planned(request(medicines=[patch(FENTANYL, "100")]))
    for step in [document["present"], *document["steps"]]:
        assert all(row["count"] in {"1", "2", "3", "4"} for row in _rows(step))
    assert document["present"]["mme_per_day"] == "240"


def test_no_more_patches_than_four_are_put_on_at_once() -> None:
    document = planned(request(medicines=[patch(FENTANYL, "75", strengths=["12", "25", "37.5"])]))
    assert all(sum(int(row["count"]) for row in _rows(step)) <= 4 for step in document["steps"])
    assert "84" not in dailies(planned(request(medicines=[patch(FENTANYL, "100")])))


def test_a_person_who_wears_more_patches_now_goes_on_from_there() -> None:
    document = planned(request(medicines=[patch(FENTANYL, "125", strengths=["25"])]))
    assert units(document, 0) == [{"strength": "25", "count": "5"}]
    assert dailies(document)[0] == "100"


@pytest.mark.parametrize(
    ("medicine_row", "days"),
    [(patch(FENTANYL, "100"), 3), (patch(FENTANYL, "100", wear_hours="48"), 2), (patch(BUTRANS, "20"), 7)],
)
def test_patch_changes_run_through_the_whole_plan_at_the_wear_time(medicine_row: dict[str, Any], days: int) -> None:
    framework = None if medicine_row["product"] == BUTRANS else "va-slower"
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28} if framework is None else None
    document = planned(request(framework=framework, pace=pace, medicines=[medicine_row]))
    changes = [day for step in document["steps"] for day in step["medicines"][0].get("patch", {}).get("changes_on", [])]
    found = [date.fromisoformat(day) for day in changes]
    assert {(after - before).days for before, after in pairwise(found)} == {days}
    assert all(step["starts_on"] in changes for step in document["steps"] if step["medicines"][0]["doses"])


def test_the_first_step_waits_for_the_next_change_of_the_patch_that_is_worn() -> None:
    document = planned(request(medicines=[patch(FENTANYL, "100", patch_changed_on="2027-01-09")]))
    assert document["steps"][0]["starts_on"] == "2027-01-12"


def test_films_are_whole_and_in_mcg() -> None:
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28}
    film = {**medicine("buprenorphine buccal film", "600", "0", "600"), "unit": "mcg"}
    document = planned(request(framework=None, pace=pace, medicines=[film]))
    assert step_words(document["present"], "en")[0].words == "One 600 mcg film"
    assert document["steps"][0]["mme_not_counted"][0]["reason"] == "excluded"


def test_the_second_ingredient_is_printed_with_its_strength() -> None:
    tablets = medicine("hydrocodone/acetaminophen tablet", "10", "20", strengths=["5/325"])
    document = planned(request(medicines=[tablets]))
    assert units(document, 0) == [{"strength": "5", "count": "2", "partner_strength": "325"}]
    assert step_words(document["present"], "en")[0].words == "Two 5/325 mg tablets"


def test_acetaminophen_stays_below_its_ceiling_though_a_lower_dose_would_need_more_tablets() -> None:
    tablets = medicine("oxycodone/acetaminophen tablet", "40", "40", "40", strengths=["2.5", "10"])
    pace = {"reduction_amount": "2.5", "basis": "fixed", "every_days": 28}
    body = request(framework=None, pace=pace, medicines=[tablets])
    assert refused(body)["refusals"][0]["code"] == "cap_unreachable"
    document = planned({**body, "pace": {"reduction_amount": "10", "basis": "fixed", "every_days": 28}})
    for step in [document["present"], *document["steps"]]:
        assert sum(Fraction(row["count"]) for row in _rows(step)) * 325 <= 4000
    assert dailies(document)[0] == "110"


def test_the_packing_gives_way_to_the_acetaminophen_ceiling() -> None:
    tablets = medicine("oxycodone/acetaminophen tablet", "30", "30", "25", strengths=["5", "10"])
    document = planned(request(medicines=[tablets]))
    assert sum(Fraction(row["count"]) for row in _rows(document["present"])) == 9
    assert {row["strength"] for row in _rows(document["present"])} == {"5", "10"}


def test_tablets_counted_one_by_one_keep_their_limit() -> None:
    tablets = medicine("tramadol/acetaminophen tablet", "75", "75", "75", "75")
    document = planned(request(medicines=[tablets]))
    assert document["products"][0]["limit"] == {"of": "units", "amount": "8", "unit": "tablets"}


def test_an_as_needed_medicine_starts_from_what_is_really_taken() -> None:
    body = request(medicines=[medicine("oxycodone tablet", "10", "10", as_needed=True, ordered_maximum="60")])
    document = planned(body)
    assert document["present"]["medicines"][0]["daily"] == "20"
    assert document["present"]["medicines"][0]["as_needed"]
    assert document["products"][0]["ordered_maximum"] == "60"


def test_a_start_above_the_order_needs_a_prescribers_reason() -> None:
    row = medicine("oxycodone tablet", "20", "20", as_needed=True, ordered_maximum="30")
    assert refused(request(medicines=[row]))["refusals"][0]["code"] == "above_ordered_maximum"
    reasoned = {**row, "above_order_reason": "Bought more; the prescriber starts from what is taken."}
    assert planned(request(medicines=[reasoned]))["certificate"]["holds"]


def test_a_liquid_is_offered_where_tablets_cannot_keep_the_cap() -> None:
    tablets = medicine("morphine tablet", "15", "15", strengths=["15"])
    pace = {"reduction_percent": "10", "basis": "original", "every_days": 28}
    stuck = medicine("morphine tablet", "30", "30", strengths=["15"])
    body = request(framework=None, pace=pace, goal={"kind": "dose", "daily": "15"}, medicines=[stuck])
    kinds = {row["kind"]: row for row in refused(body)["offers"]}
    assert kinds["liquid"]["plan"]["certificate"]["holds"]
    assert "mg/mL" in kinds["liquid"]["because"]
    assert planned(request(framework=None, pace=pace, medicines=[tablets]))["steps"][0]["phase"] == "terminal"
