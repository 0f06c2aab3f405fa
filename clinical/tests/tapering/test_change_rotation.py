"""Rotation and release conversion: doses that follow from what a prescriber enters, never from MME."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.medicines import find_product
from glidepath_clinical.quantities import TimeOfDay, decimal_text
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.change import change
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.label_tables import start_dose, table_for
from glidepath_clinical.tapering.change.splitting import split_evenly
from glidepath_clinical.tapering.ladder import Grid

from .cases import dailies, medicine, planned, request
from .change_events import amounts, changed, codes, event, medicine_of

Json = dict[str, Any]


def test_the_engine_cuts_the_prescribers_equianalgesic_dose() -> None:
    (version,) = changed(planned(request()), event("rotate"))
    assert medicine_of(version)["product"] == "oxycodone tablet"
    assert medicine_of(version)["daily"] == "60"
    assert amounts(version) == {"morning": "20", "noon": "20", "evening": "20"}
    told = version["change"]["rotation"]
    assert (told["equianalgesic_daily"], told["cut_percent"], told["source"]) == (
        "80",
        "25.0",
        "the site's table of 2026",
    )


@pytest.mark.parametrize(("cut", "daily"), [("25", "60"), ("30", "55"), ("37.5", "50"), ("50", "40")])
def test_the_new_dose_is_the_largest_dispensable_one_below_the_cut(cut: str, daily: str) -> None:
    (version,) = changed(planned(request()), event("rotate", cut_percent=cut))
    assert medicine_of(version)["daily"] == daily
    assert Fraction(daily) <= 80 * (100 - Fraction(cut)) / 100


@pytest.mark.parametrize("cut", ["24.9", "50.1", "0", "75"])
def test_a_cut_outside_25_to_50_percent_is_not_accepted(cut: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("rotate", cut_percent=cut)])
    assert caught.value.field == "events[0].cut_percent"


def test_a_dispensed_dose_that_would_be_cut_by_more_than_half_is_refused() -> None:
    to = {"product": "oxycodone tablet", "unit": "mg", "strengths": ["30"]}
    assert codes(planned(request()), event("rotate", to=to)) == ("rotation_not_dispensable",)


def test_an_equianalgesic_dose_of_another_regimen_is_refused() -> None:
    other = {"daily": "80", "of_daily": "180", "source": "table"}
    assert codes(planned(request()), event("rotate", equianalgesic=other)) == ("equianalgesic_of_another_dose",)


@pytest.mark.parametrize(
    ("product", "code"),
    [
        ("methadone tablet", "methadone_rotation"),
        ("morphine tablet", "same_ingredient"),
        ("diazepam tablet", "rotation_not_for_class"),
        ("gabapentin capsule", "rotation_not_for_class"),
        ("oxycodon tablet", "unknown_product"),
    ],
)
def test_what_is_no_rotation_is_refused_by_name(product: str, code: str) -> None:
    assert codes(planned(request()), event("rotate", to={"product": product, "unit": "mg"})) == (code,)


def test_nobody_is_rotated_from_methadone_either() -> None:
    body = request(framework="vadod22", medicines=[medicine("methadone tablet", "20", "0", "20")])
    assert codes(planned(body), event("rotate")) == ("methadone_rotation",)


def test_the_rest_can_be_planned_with_the_rotation() -> None:
    (version,) = changed(planned(request()), event("rotate", next_step_on="2027-05-03"))
    assert dailies(version)[0] == "50"
    assert version["steps"][-1]["phase"] == "stopped"
    assert version["products"][0]["original_doses"] == {"morning": "20", "noon": "20", "evening": "20"}


def test_the_first_reduction_after_a_rotation_waits_for_the_agreed_interval() -> None:
    assert codes(planned(request()), event("rotate", next_step_on="2027-04-20")) == ("too_soon",)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"goal": {"kind": "percent", "percent": "20"}}, "goal_of_another_medicine"),
        (
            {"framework": None, "pace": {"reduction_amount": "15", "basis": "fixed", "every_days": 28}},
            "pace_of_another_medicine",
        ),
    ],
)
def test_amounts_of_the_earlier_medicine_are_not_carried_over(changes: Json, code: str) -> None:
    running = planned(request(**changes))
    daily = {"equianalgesic": {"daily": "80", "of_daily": "225", "source": "table"}}
    assert codes(running, event("rotate", **daily)) == (code,)


def test_a_benzodiazepine_is_moved_to_diazepam_by_a_table_that_the_site_signed() -> None:
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28}
    running = planned(request(framework=None, pace=pace, medicines=[medicine("clonazepam tablet", "1", "0", "1")]))
    table = {"daily": "30", "of_daily": "2", "source": "the site's table", "signed_by": "Dr. Osei"}
    more: Json = {"to": {"product": "diazepam tablet", "unit": "mg"}, "equianalgesic": None, "cut_percent": None}
    move = event("rotate", on="2027-01-05", starts_on="2027-01-06", times=["morning", "evening"], **more)
    (version,) = changed(running, {**move, "site_table": table})
    assert amounts(version) == {"morning": "15", "evening": "15"}
    with pytest.raises(UnusableInput) as caught:
        change(running, [{**move, "site_table": {**table, "signed_by": None}}])
    assert caught.value.field == "events[0].site_table.signed_by"


@pytest.mark.parametrize(
    ("product", "before", "now", "expected"),
    [
        ("fentanyl transdermal system 72 h", "59.9", "59.9", "below_the_label_table"),
        ("fentanyl transdermal system 72 h", "60", "60", 25),
        ("fentanyl transdermal system 72 h", "134", "134", 25),
        ("fentanyl transdermal system 72 h", "134.5", "134.5", 25),
        ("fentanyl transdermal system 72 h", "135", "135", 50),
        ("fentanyl transdermal system 72 h", "314", "314", 75),
        ("fentanyl transdermal system 72 h", "404", "404", 100),
        ("fentanyl transdermal system 72 h", "404.5", "404.5", "above_the_label_table"),
        ("buprenorphine transdermal system 168 h", "29", "29", 5),
        ("buprenorphine transdermal system 168 h", "30", "60", "taper_first"),
        ("buprenorphine transdermal system 168 h", "80", "30", 10),
        ("buprenorphine transdermal system 168 h", "80.5", "30", "above_the_label_table"),
        ("buprenorphine buccal film", "10", "10", 75),
        ("buprenorphine buccal film", "89", "30", 150),
        ("buprenorphine buccal film", "160", "30", 300),
        ("buprenorphine buccal film", "90", "31", "taper_first"),
        ("buprenorphine buccal film", "161", "30", "above_the_label_table"),
    ],
)
def test_the_label_tables_are_read_one_way(product: str, before: str, now: str, expected: int | str) -> None:
    table = table_for(find_product(product))
    assert table is not None
    if isinstance(expected, int):
        assert start_dose(table, Fraction(before), Fraction(now)) == expected
        return
    with pytest.raises(CannotChange) as caught:
        start_dose(table, Fraction(before), Fraction(now))
    assert caught.value.refusal.code == expected


@pytest.mark.parametrize("product", ["oxycodone tablet", "morphine ER tablet", "buprenorphine sublingual tablet"])
def test_no_other_product_has_a_label_table(product: str) -> None:
    assert table_for(find_product(product)) is None


def oxycodone() -> Json:
    """Oxycodone 20 mg four times a day; from the end of March 60 mg a day."""
    return planned(request(medicines=[medicine("oxycodone tablet", "20", "20", "20", "20")], framework="vadod22"))


def test_a_release_conversion_is_milligram_for_milligram_of_what_is_taken() -> None:
    taken = {"morning": "20", "evening": "20"}
    to = {"product": "oxycodone ER tablet 12 h", "unit": "mg", "strengths": ["10", "20"]}
    (version,) = changed(oxycodone(), event("convert_release", taken=taken, to=to))
    assert amounts(version) == taken
    assert medicine_of(version)["product"] == "oxycodone ER tablet 12 h"
    assert sum(Fraction(dose) for dose in version["products"][0]["original_doses"].values()) == 80


def test_percentages_after_a_conversion_keep_the_dose_of_the_beginning() -> None:
    taken = {"morning": "20", "evening": "20"}
    move = event("convert_release", taken=taken, next_step_on="2027-05-10")
    (version,) = changed(oxycodone(), move)
    step = version["steps"][0]["medicines"][0]
    assert step["cut_percent_of_original"] == f"{float((40 - Fraction(step['daily'])) / 80 * 100):.1f}"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"to": {"product": "morphine ER tablet", "unit": "mg"}}, "not_the_same_ingredient"),
        ({"to": {"product": "oxycodone capsule", "unit": "mg"}}, "not_longer_acting"),
        ({"taken": {"morning": "20", "evening": "2.5"}}, "dose_not_expressible"),
    ],
)
def test_what_is_no_conversion_is_refused_by_name(more: Json, code: str) -> None:
    assert codes(oxycodone(), event("convert_release", **more)) == (code,)


@pytest.mark.parametrize("times", [[], ["morning", "morning"], ["midnight"]])
def test_times_of_day_are_named_each_once(times: list[str]) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("rotate", times=times)])
    assert caught.value.field == "events[0].times"


@pytest.mark.parametrize(
    ("at_most", "split"),
    [
        ("5", {"morning": "2", "evening": "2"}),
        ("7", {"morning": "2", "evening": "5"}),
        ("10.9", {"morning": "5", "evening": "5"}),
        ("3.9", {}),
    ],
)
def test_a_daily_dose_is_divided_as_evenly_as_the_tablets_allow(at_most: str, split: dict[str, str]) -> None:
    grid = Grid.of([Fraction(2), Fraction(5)], frozenset())
    times = (TimeOfDay.MORNING, TimeOfDay.EVENING)
    found = split_evenly(grid, times, Fraction(at_most))
    assert {time: decimal_text(dose) for time, dose in found.items()} == split


def test_a_slip_in_the_equianalgesic_dose_never_raises_the_load() -> None:
    slip = {"daily": "800", "of_daily": "135", "source": "a table, misread"}
    assert codes(planned(request()), event("rotate", equianalgesic=slip)) == ("rotation_raises_the_load",)
    most = {"daily": "120", "of_daily": "135", "source": "a table"}
    (version,) = changed(planned(request()), event("rotate", equianalgesic=most))
    assert medicine_of(version)["daily"] == "90", "135 MME before and after: not above"


@pytest.mark.parametrize("kind", ["rotate", "step_back", "convert_release"])
def test_no_order_passes_over_a_change_that_the_plan_makes_before_it_begins(kind: str) -> None:
    more: Json = {"starts_on": "2027-04-12"}
    body = request()
    if kind == "convert_release":
        body = request(medicines=[medicine("morphine tablet", "90", "90", "90")])
        more["to"] = {"product": "morphine ER tablet", "unit": "mg"}
    assert codes(planned(body), event(kind, **more)) == ("planned_change_between",)
    (version,) = changed(planned(body), event(kind, starts_on="2027-04-05", **{n: more[n] for n in more if n == "to"}))
    assert version["present"]["medicines"][0]["daily"] not in ("0", "")
