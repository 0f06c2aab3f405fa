"""Rotation by the labels' tables, and the paths of a rotation that are rarely walked."""

from __future__ import annotations

from typing import Any

import pytest
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.change import change

from .cases import medicine, planned, request
from .change_events import amounts, changed, codes, event, medicine_of

Json = dict[str, Any]
FENTANYL = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h"}
BELBUCA = {"product": "buprenorphine buccal film", "unit": "mcg"}


def by_label(to: Json, before: str, now: str, times: list[str], **more: Any) -> Json:
    """A rotation by a label's table."""
    told = {"daily_before_taper": before, "daily_now": now, "source": "worked out by the prescriber"}
    move = event("rotate", to=to, times=times, equianalgesic=None, cut_percent=None, **more)
    return {**move, "oral_morphine": told}


def test_a_patch_begins_with_the_labels_dose() -> None:
    (version,) = changed(planned(request()), by_label(FENTANYL, "135", "135", ["morning"]))
    assert amounts(version) == {"morning": "50"}
    assert version["change"]["rotation"]["cite"] == "fda-labels"
    assert medicine_of(version)["form"] == "patch"


TWICE = ["morning", "evening"]
LATE = {"on": "2027-07-05", "starts_on": "2027-07-10", "next_step_on": "open"}
"""A day on which 15 mg of the 270 mg of the beginning are left, after 30 mg and 45 mg."""


def test_a_patch_begins_by_what_is_taken_now_and_not_by_what_was_taken_before_the_taper() -> None:
    assert codes(planned(request()), by_label(FENTANYL, "270", "15", ["morning"], **LATE)) == (
        "oral_morphine_above_the_plan",
    )
    assert codes(planned(request()), by_label(FENTANYL, "15", "15", ["morning"], **LATE)) == ("below_the_label_table",)
    assert codes(planned(request()), by_label(FENTANYL, "404", "404", ["morning"])) == (
        "oral_morphine_of_another_dose",
    )
    (version,) = changed(planned(request()), by_label(FENTANYL, "180", "135", ["morning"], on="2027-03-08",
                                                      starts_on="2027-03-09"))  # fmt: skip
    assert amounts(version) == {"morning": "50"}, "180 mg would be the same band, 135 mg are taken"


def test_a_buccal_film_waits_until_the_dose_is_low_enough_whatever_is_entered() -> None:
    assert codes(planned(request()), by_label(BELBUCA, "135", "135", TWICE)) == ("taper_first",)
    assert codes(planned(request()), by_label(BELBUCA, "135", "30", TWICE)) == ("oral_morphine_of_another_dose",)


def test_the_dose_before_the_labels_taper_is_that_of_the_last_seven_days() -> None:
    half = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    body = request(framework=None, pace=half, medicines=[medicine("morphine ER tablet", "15", "0", "15")])
    body["medicines"][0]["strengths"] = ["15"]
    begun = {"on": "2027-01-05", "starts_on": "2027-01-06"}
    assert codes(planned(body), by_label(BELBUCA, "160", "30", TWICE, **begun)) == ("oral_morphine_above_the_plan",)
    (version,) = changed(planned(body), by_label(BELBUCA, "30", "30", TWICE, **begun))
    assert amounts(version) == {"morning": "150", "evening": "150"}


@pytest.mark.parametrize(("before", "now"), [("400", "400"), ("400", "60"), ("60", "61")])
def test_what_is_entered_for_another_opioid_never_lies_above_its_mme(before: str, now: str) -> None:
    body = request(medicines=[medicine("tramadol tablet", "100", "100", "100")])
    begun = {"on": "2027-01-05", "starts_on": "2027-01-06"}
    assert codes(planned(body), by_label(FENTANYL, before, now, ["morning"], **begun)) == (
        "oral_morphine_above_the_plan",
    )
    (version,) = changed(planned(body), by_label(FENTANYL, "60", "60", ["morning"], **begun))
    assert amounts(version) == {"morning": "25"}


def test_a_load_that_the_plan_does_not_know_is_not_taken_from_the_form() -> None:
    pace = {"reduction_percent": "25", "basis": "current", "every_days": 28}
    tablets = [medicine("buprenorphine sublingual tablet", "8", "0", "8")]
    body = request(framework=None, pace=pace, goal={"kind": "dose", "daily": "12"}, medicines=tablets)
    begun = {"on": "2027-01-05", "starts_on": "2027-01-06"}
    move = by_label(FENTANYL, "100", "100", ["morning"], goal={"kind": "stop"}, **begun)
    assert codes(planned(body), move) == ("oral_morphine_unknown",)


def test_more_times_of_day_than_the_label_has_are_refused() -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [by_label(FENTANYL, "135", "135", ["morning", "evening"])])
    assert caught.value.field == "events[0].times"


def test_a_table_of_the_site_that_gives_less_than_one_tablet_is_refused() -> None:
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 28}
    running = planned(request(framework=None, pace=pace, medicines=[medicine("clonazepam tablet", "1", "0", "1")]))
    table = {"daily": "1", "of_daily": "2", "source": "table", "signed_by": "Dr. Osei"}
    to = {"product": "diazepam tablet", "unit": "mg"}
    move = event("rotate", on="2027-01-05", starts_on="2027-01-06", to=to, equianalgesic=None, cut_percent=None)
    assert codes(running, {**move, "site_table": table}) == ("rotation_not_dispensable",)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"equianalgesic": {"daily": "0", "of_daily": "135", "source": "x"}}, "events[0].equianalgesic.daily"),
        ({"to": {"product": "oxycodone tablet", "unit": "mg", "doses": {"noon": "5"}}}, "events[0].to.doses"),
        ({"to": {"product": "oxycodone tablet", "unit": "mg", "strengths": "5"}}, "events[0].to.strengths"),
        ({"next_step_on": "2027-04-02"}, "events[0].next_step_on"),
    ],
)
def test_a_rotation_that_cannot_be_read_names_its_field(more: Json, field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("rotate", **more)])
    assert caught.value.field == field


def test_methadone_has_no_longer_acting_form() -> None:
    body = request(framework="vadod22", medicines=[medicine("methadone tablet", "20", "0", "20")])
    to = {"product": "methadone dispersible tablet", "unit": "mg"}
    assert codes(planned(body), event("convert_release", to=to)) == ("not_longer_acting",)
