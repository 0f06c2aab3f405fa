"""What cannot be planned is refused by name, never rounded, guessed or left out."""

from __future__ import annotations

from typing import Any

import pytest

from .cases import codes, medicine, morphine, planned, refused, request

PATCH = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
MME_50 = {"kind": "mme", "mme_per_day": "50"}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown product", {"medicines": [medicine("morphin", "90")]}, "unknown_product"),
    ("an unknown strength", {"medicines": [morphine("90", strengths=("15", "45"))]}, "unknown_strength"),
    ("another unit", {"medicines": [{**morphine("90"), "unit": "mcg"}]}, "mixed_units"),
    ("a spray", {"medicines": [{**medicine("naloxone nasal spray", "4"), "unit": "mg/actuation"}]}, "not_a_taper_form"),
    ("a liquid of several concentrations", {"medicines": [medicine("morphine oral solution", "90")]},
     "concentration_unclear"),
    ("a liquid in mL", {"medicines": [{**medicine("morphine oral solution", "5", strengths=["2"]), "unit": "mL"}]},
     "mixed_units"),
    ("a volume that cannot be measured", {"medicines": [medicine("morphine oral solution", "10.3", strengths=["2"])]},
     "dose_not_expressible"),
    ("200 mL at once", {"medicines": [medicine("morphine oral solution", "500", strengths=["2"])]},
     "dose_not_expressible"),
    ("a volume of tablets", {"medicines": [morphine("90", measurable_volume="0.5")]}, "not_for_this_form"),
    ("a wear time of tablets", {"medicines": [morphine("90", wear_hours="72")]}, "not_for_this_form"),
    ("a wear time that no patch has", {"medicines": [{**PATCH, "wear_hours": "96"}]}, "wear_time"),
    ("a patch for the morning and one for the evening", {"medicines": [{**PATCH, "doses": {"morning": "50",
     "evening": "25"}}]}, "patch_worn_all_day"),
    ("half a patch", {"medicines": [{**PATCH, "doses": {"morning": "6"}}]}, "impossible_fraction"),
    ("halves of a patch", {"medicines": [{**PATCH, "halves_confirmed": ["25"]}]}, "impossible_fraction"),
    ("a film that is cut", {"medicines": [{**medicine("buprenorphine buccal film", "75"), "unit": "mcg",
     "halves_confirmed": ["75"]}]}, "impossible_fraction"),
    ("mg for mcg", {"medicines": [medicine("buprenorphine buccal film", "0.45")]}, "mixed_units"),
    ("a combination of unclear strength", {"medicines": [medicine("hydrocodone/acetaminophen tablet", "5")]},
     "strength_unclear"),
    ("a pair that does not exist", {"medicines": [medicine("oxycodone/acetaminophen tablet", "5",
     strengths=["5/500"])]}, "unknown_strength"),
    ("a second amount of one ingredient", {"medicines": [morphine("90", strengths=("15/325",))]}, "unknown_strength"),
    ("too much acetaminophen now", {"medicines": [medicine("oxycodone/acetaminophen tablet", "25", "25", "20",
     strengths=["5/325"])]}, "above_daily_limit"),
    ("too many tablets now", {"medicines": [medicine("hydrocodone/ibuprofen tablet", "15", "15", strengths=["5"])]},
     "above_daily_limit"),
    ("more than the order allows", {"medicines": [medicine("oxycodone tablet", "10", "10", "10", as_needed=True,
     ordered_maximum="20")]}, "above_ordered_maximum"),
    ("the same medicine twice", {"medicines": [morphine("90"), morphine("60")]}, "duplicate_therapy"),
    ("two medicines without an order", {"medicines": [morphine("90"), medicine("oxycodone tablet", "5")]},
     "order_missing"),
    ("two medicines without a reason", {"medicines": [morphine("90"), medicine("oxycodone tablet", "5")],
     "order": ["morphine ER tablet", "oxycodone tablet"]}, "order_reason_missing"),
    ("a reason of no known code", {"medicines": [morphine("90"), medicine("oxycodone tablet", "5")],
     "order": ["morphine ER tablet", "oxycodone tablet"], "order_reason": "because"}, "order_reason_missing"),
    ("six medicines", {"medicines": [morphine("90")] * 6}, "too_many_medicines"),
    ("nothing but adjuncts", {"medicines": [morphine("90", role="adjunct")]}, "nothing_to_taper"),
    ("an MME ceiling for two medicines", {"medicines": [morphine("90"), medicine("oxycodone tablet", "5")],
     "goal": MME_50, "order": ["morphine ER tablet", "oxycodone tablet"], "order_reason": "long_acting_first"},
     "mme_goal_of_several"),
    ("days that never fall together", {"allowed_weekdays": ["monday"], "refill_cycle": {"every_days": 28,
     "on": "2027-01-12"}}, "no_day_for_step"),
    ("a patch changed too often", {"medicines": [PATCH], "pace": {"every_days": 2}}, "minimum_interval"),
    ("10 mg of 60 mg ER tablets", {"medicines": [morphine("10", strengths=("60",))]}, "impossible_fraction"),
    ("a dose between the strengths", {"medicines": [morphine("50")]}, "dose_not_expressible"),
    ("an unconfirmed half", {"medicines": [medicine("morphine tablet", "7.5")]}, "impossible_fraction"),
    ("halves of an ER tablet", {"medicines": [morphine("90", halves_confirmed=["60"])]}, "impossible_fraction"),
    ("a half of no strength", {"medicines": [morphine("90", halves_confirmed=["10"])]}, "unknown_strength"),
    ("a slip of the keyboard", {"medicines": [morphine("90000")]}, "dose_not_expressible"),
    ("no dose at all", {"medicines": [{"product": "morphine ER tablet", "unit": "mg"}]}, "dose_unknown"),
    ("an order without a dose", {"medicines": [{**morphine(), "doses": {"morning": None}}]}, "dose_unknown"),
    ("a dose called unknown", {"medicines": [{**morphine(), "doses": {"noon": "unknown"}}]}, "dose_unknown"),
    ("nothing taken", {"medicines": [{**morphine(), "doses": {"noon": "0"}}]}, "dose_unknown"),
    ("a higher goal", {"goal": {"kind": "dose", "daily": "300"}}, "goal_above_present_dose"),
    ("the present dose as the goal", {"goal": {"kind": "dose", "daily": "270"}}, "goal_is_present_dose"),
    ("a goal no dose lies at", {"goal": {"kind": "dose", "daily": "260"}}, "goal_is_present_dose"),
    ("a framework for opioids", {"medicines": [medicine("lorazepam tablet", "1")]}, "framework_not_for_class"),
    ("an unknown framework", {"framework": "va-quick"}, "unknown_framework"),
    ("everything at once", {"pace": {"reduction_percent": "100"}}, "abrupt_stop"),
    ("methadone every day", {"framework": "va-rapid", "medicines": [medicine("methadone tablet", "10", "10")]},
     "minimum_interval"),
    ("methadone every 6 days", {"pace": {"every_days": 6}, "medicines": [medicine("methadone tablet", "10", "10")]},
     "minimum_interval"),
    ("an MME goal without a factor", {"goal": MME_50, "medicines": [medicine("levorphanol tablet", "4", "4")]},
     "mme_factor_unknown"),
    ("a cap below the smallest step", {"pace": {"reduction_percent": "5"}}, "cap_unreachable"),
    ("a dose above the ceiling", {"medicines": [medicine("tramadol tablet", "200", "200", "200")]}, "cap_unreachable"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_request_that_cannot_be_planned_is_refused_by_name(changes: dict[str, Any], code: str) -> None:
    assert code in codes(request(**changes))


@pytest.mark.parametrize("changes", [row[1] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_every_refusal_says_why_and_carries_no_plan(changes: dict[str, Any]) -> None:
    document = refused(request(**changes))
    assert all(len(row["because"]) > 15 for row in document["refusals"])
    assert "steps" not in document
    assert document["request"] == request(**changes)


def test_an_unknown_product_names_the_nearest_ones() -> None:
    because = refused(request(medicines=[medicine("morphine ER tablets", "90")]))["refusals"][0]["because"]
    assert "morphine ER tablet" in because


def test_methadone_every_seven_days_is_planned() -> None:
    body = request(pace={"every_days": 7}, medicines=[medicine("methadone tablet", "10", "10", "10")])
    assert planned(body)["certificate"]["holds"]


def test_a_cap_that_cannot_be_kept_names_the_step_and_shows_the_steps_so_far() -> None:
    document = refused(request(framework="fda-label", pace={"reduction_percent": "10"}))
    assert document["at"] == 10
    assert [step["medicines"][0]["daily"] for step in document["steps_so_far"]] == [
        "255", "240", "225", "210", "195", "180", "165", "150", "135",
    ]  # fmt: skip
    assert "step 10" in document["refusals"][0]["because"]


def test_a_cap_that_cannot_be_kept_at_the_first_step_has_no_steps_so_far() -> None:
    document = refused(request(pace={"reduction_percent": "5"}))
    assert (document["at"], document["steps_so_far"]) == (1, [])


def test_several_reasons_are_all_named() -> None:
    body = request(framework="va-rapid", medicines=[{**morphine("50"), "doses": {"morning": "50", "noon": None}}])
    assert set(codes(body)) == {"dose_not_expressible", "dose_unknown"}


def test_the_cap_is_never_passed_to_reach_a_goal() -> None:
    only_60 = morphine("120", "120", "120", strengths=("60",))
    document = refused(request(framework="va-slowest", medicines=[only_60]))
    assert [row["code"] for row in document["refusals"]] == ["cap_unreachable"]


def test_a_present_dose_above_the_ceiling_is_named_with_the_ceiling() -> None:
    body = request(medicines=[medicine("tramadol tablet", "200", "200", "200")])
    assert "the daily ceiling of 400 mg" in refused(body)["refusals"][0]["because"]


def test_a_step_may_come_down_to_the_ceiling_when_the_cap_allows() -> None:
    document = planned(request(medicines=[medicine("tramadol tablet", "150", "150", "150")]))
    assert document["steps"][0]["medicines"][0]["daily"] == "400"
    assert document["certificate"]["holds"]


def test_dropping_a_time_of_day_never_leaves_a_step_above_the_ceiling() -> None:
    three_a_day = {**medicine("eszopiclone tablet", "2", "2", "2"), "strengths": ["2"]}
    changes = {"framework": "asam25-benzodiazepine", "medicines": [three_a_day]}
    for goal in ({"kind": "stop"}, {"kind": "percent", "percent": "50"}):
        document = refused(request(**changes, goal=goal))
        assert document["steps_so_far"] == []
        assert "the daily ceiling of 3 mg" in document["refusals"][0]["because"]
