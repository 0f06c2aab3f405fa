"""Goals, frameworks and agreed paces: what they mean in doses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.evidence import cite
from glidepath_clinical.tapering import UnknownFramework, find_framework, frameworks
from glidepath_clinical.tapering.certificate.agreed import FRAMEWORKS

from .cases import dailies, doses, medicine, morphine, planned, refused, request


@pytest.mark.parametrize(
    ("goal", "last"),
    [
        ({"kind": "dose", "daily": "90"}, "90"),
        ({"kind": "percent", "percent": "50"}, "135"),
        ({"kind": "mme", "mme_per_day": "45"}, "45"),
        ({"kind": "dose", "daily": "0"}, "0"),
        ({"kind": "dose", "daily": "30"}, "30"),
        ({"kind": "dose", "daily": "40"}, "45"),
        ({"kind": "percent", "percent": "33.3"}, "90"),
    ],
)
def test_a_goal_is_reached_or_the_nearest_dispensable_dose_above_it(goal: dict[str, Any], last: str) -> None:
    document = planned(request(goal=goal))
    assert dailies(document)[-1] == last
    assert document["steps"][-1]["ends_on"] is None


def test_a_goal_that_had_to_move_says_so() -> None:
    assert any(
        "cannot be dispensed" in said for said in planned(request(goal={"kind": "dose", "daily": "40"}))["because"]
    )
    assert not any("cannot be dispensed" in said for said in planned(request())["because"])


def test_an_mme_goal_is_divided_by_the_factor_of_the_product() -> None:
    body = request(
        goal={"kind": "mme", "mme_per_day": "50"}, medicines=[medicine("oxycodone tablet", "20", "20", "20")]
    )
    document = planned(body)
    assert dailies(document)[-1] == "35"
    assert document["steps"][-1]["mme_per_day"] == "52.5"


def test_a_stop_ends_with_a_step_that_still_lists_the_medicine() -> None:
    last = planned(request())["steps"][-1]
    assert last["phase"] == "stopped"
    assert last["medicines"][0]["product"] == "morphine ER tablet"
    assert (last["medicines"][0]["doses"], last["medicines"][0]["daily"]) == ({}, "0")


def test_the_bedtime_dose_is_dropped_before_the_evening_dose() -> None:
    body = request(medicines=[morphine("15", "15", "15", "15")])
    taken = [set(step["medicines"][0]["doses"]) for step in planned(body)["steps"]]
    assert taken == [{"morning", "evening", "bedtime"}, {"evening", "bedtime"}, {"evening"}, set()]


def test_an_uneven_regimen_keeps_its_split() -> None:
    body = request(framework="va-slowest", medicines=[morphine("60", "30", "120")])
    assert [doses(step) for step in planned(body)["steps"][:4]] == [
        ("60", "30", "105"), ("45", "30", "105"), ("45", "30", "90"), ("45", "15", "90"),
    ]  # fmt: skip


def test_a_pace_beside_a_framework_replaces_its_numbers_and_says_so() -> None:
    document = planned(request(pace={"reduction_percent": "10", "basis": "original", "every_days": 14}))
    assert document["pace"]["cap_share"] == "1/10"
    assert document["pace"]["every_days"] == 14
    assert sum("replaces the numbers of va-slower" in said for said in document["because"]) == 2


def test_a_cap_above_the_aim_lets_a_step_come_nearer_to_it() -> None:
    body = request(framework=None, medicines=[morphine("90", "90", "90", strengths=("30",))])
    pace = {"reduction_percent": "10", "basis": "original", "every_days": 28, "cap_percent": "12"}
    assert dailies(planned({**body, "pace": pace}))[0] == "240"


def test_a_pace_alone_follows_no_framework() -> None:
    document = planned(request(framework=None, pace={"reduction_percent": "20", "basis": "original", "every_days": 7}))
    assert (document["framework"], document["source"]) == (None, None)
    assert dailies(document)[0] == "225"


def test_the_current_basis_makes_smaller_steps_as_the_dose_falls() -> None:
    pace = {"reduction_percent": "25", "basis": "current", "every_days": 28}
    found = [Fraction(daily) for daily in dailies(planned(request(framework=None, pace=pace)))]
    reductions = [270, *found]
    cuts = [before - after for before, after in zip(reductions, found, strict=False)]
    assert all(cut <= before / 4 for before, cut in zip(reductions, cuts, strict=False) if before > 45)


def test_the_rapid_taper_asks_for_a_reason_a_plan_in_person_and_two_signatures() -> None:
    requires = [row["code"] for row in planned(request(framework="va-rapid"))["requires"]]
    assert requires == ["reason", "in_person_plan", "two_signatures"]
    assert planned(request())["requires"] == []


def test_every_framework_cites_a_known_source_and_says_whom_it_is_for() -> None:
    assert [framework.id for framework in frameworks()] == [
        "va-slowest", "va-slower", "va-faster", "va-rapid", "cdc22-long", "cdc22-short", "fda-label", "vadod22",
        "asam25-benzodiazepine", "gabapentinoid-low", "gabapentinoid-moderate", "gabapentinoid-high",
    ]  # fmt: skip
    for framework in frameworks():
        assert cite(framework.cite).title
        assert framework.population and framework.follow_up and framework.in_person and framework.summary


def test_the_checker_knows_the_same_frameworks() -> None:
    assert set(FRAMEWORKS) == {framework.id for framework in frameworks()}


def test_an_unknown_framework_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFramework, match="va-slowest"):
        find_framework("va-quick")


def test_a_medicine_without_a_factor_counts_as_at_least_and_never_as_nothing() -> None:
    step = planned(request(medicines=[medicine("levorphanol tablet", "6", "6")], framework="va-slower"))["present"]
    assert not step["mme_complete"]
    assert step["mme_not_counted"] == [{"product": "levorphanol tablet", "reason": "no_factor"}]


def test_fewest_units_can_be_preferred_to_fewest_strengths() -> None:
    first = planned(request(packing="fewest_units"))["steps"][0]["medicines"][0]["doses"]["noon"]
    assert first["units"] == [{"strength": "60", "count": "1"}, {"strength": "15", "count": "1"}]
    first = planned(request())["steps"][0]["medicines"][0]["doses"]["noon"]
    assert first["units"] == [{"strength": "15", "count": "5"}]


def test_a_fixed_amount_beside_a_framework_is_told_with_what_is_published() -> None:
    pace = {"reduction_amount": "30", "basis": "fixed", "every_days": 28}
    told = [said for said in planned(request(pace=pace))["because"] if "replaces the numbers of va-slower" in said]
    assert told[0].startswith("The agreed pace replaces the numbers of va-slower: 30 a step (published: ")


def test_an_eased_fixed_amount_is_told_in_milligrams() -> None:
    pace = {"reduction_amount": "30", "basis": "fixed", "every_days": 28}
    document = planned(request(framework=None, pace=pace, eased={"step_halved": "1"}))
    assert "Eased: from here a step takes away 15 at most, every 28 days." in document["because"]
    assert dailies(document)[:2] == ["255", "240"]


def test_the_nearest_daily_dose_is_passed_over_when_no_way_leads_on_from_it() -> None:
    """8 mg would be nearer to the aim of 8.4 mg than 9 mg, but without a whole 5 mg tablet 5 mg are not reached."""
    tablets = medicine("diazepam tablet", "4", "5", "5", strengths=["2", "5"])
    pace = {"reduction_percent": "20", "cap_percent": "40", "basis": "original", "every_days": 28}
    document = planned(
        request(framework=None, pace=pace, goal={"kind": "percent", "percent": "30"}, medicines=[tablets])
    )
    assert dailies(document) == ["11", "9", "5"]


def test_a_way_on_which_the_terminal_phase_would_pass_the_goal_is_refused_at_that_step() -> None:
    tablets = medicine("oxycodone tablet", "15", "20", strengths=["15", "20"])
    pace = {"reduction_percent": "20", "basis": "original", "every_days": 28}
    body = request(framework=None, pace=pace, goal={"kind": "dose", "daily": "20"}, medicines=[tablets])
    document = refused(body)
    assert (document["refusals"][0]["code"], document["at"]) == ("cap_unreachable", 2)
    assert dailies({"steps": document["steps_so_far"]}) == ["30"]


def test_a_patch_that_is_kept_and_whose_day_of_change_is_not_known_lists_no_day() -> None:
    patch = {
        "product": "fentanyl transdermal system 72 h",
        "unit": "mcg/h",
        "doses": {"morning": "25"},
        "role": "adjunct",
    }
    document = planned(request(medicines=[morphine("30", "30", "30"), patch]))
    assert document["steps"][0]["medicines"][1]["patch"] == {"wear_hours": 72, "changes_on": []}


@pytest.mark.parametrize(
    ("framework", "pace", "member", "left"),
    [
        ("va-rapid", {"reduction_percent": "20"}, "first", None),
        ("va-rapid", {"every_days": 2}, "terminal_days", []),
        ("cdc22-short", {"reduction_percent": "20"}, "tail", None),
    ],
)
def test_an_own_size_or_interval_leaves_nothing_of_what_the_framework_does_otherwise(
    framework: str, pace: dict[str, Any], member: str, left: object
) -> None:
    tablets = medicine("oxycodone tablet", "12.5", "12.5", strengths=["5"], halves_confirmed=["5"])
    asked = {"framework": framework, "medicines": [tablets], "goal": {"kind": "percent", "percent": "30"}}
    assert planned(request(**asked))["pace"][member] not in (None, [])
    assert planned(request(**asked, pace=pace))["pace"][member] == left


def test_an_own_basis_alone_says_nothing_of_the_interval() -> None:
    document = planned(request(pace={"basis": "current", "cap_percent": "50"}))
    assert not any("a step every" in said for said in document["because"])


def test_a_medicine_that_is_kept_is_packed_as_the_site_prefers() -> None:
    kept = medicine("morphine tablet", "75", strengths=["15", "30"], role="adjunct")
    rows = [medicine("oxycodone tablet", "10", "10", "10", strengths=["5"]), kept]
    for packing, units in ((None, [("15", "5")]), ("fewest_units", [("30", "2"), ("15", "1")])):
        row = planned(request(medicines=rows, packing=packing))["present"]["medicines"][1]
        assert [(unit["strength"], unit["count"]) for unit in row["doses"]["morning"]["units"]] == units


def test_a_combination_that_is_kept_is_packed_within_its_limit() -> None:
    kept = medicine("hydrocodone/acetaminophen tablet", "20", "20", "20", strengths=["5/325", "10/325"], role="adjunct")
    document = planned(request(medicines=[morphine("30", "30", "30"), kept]))
    counts = [dose["units"] for dose in document["present"]["medicines"][1]["doses"].values()]
    assert counts == [[{"strength": "10", "count": "2", "partner_strength": "325"}]] * 3
