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


def test_a_buccal_film_waits_until_the_dose_is_low_enough() -> None:
    assert codes(planned(request()), by_label(BELBUCA, "135", "135", ["morning", "evening"])) == ("taper_first",)
    (version,) = changed(planned(request()), by_label(BELBUCA, "135", "30", ["morning", "evening"]))
    assert amounts(version) == {"morning": "300", "evening": "300"}


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
