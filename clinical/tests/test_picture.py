"""A picture as JSON: read exactly, written back the same, refused by the name of its field."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.picture import (
    FIELD_WORDS,
    NEVER,
    PatientPicture,
    PictureError,
    Reading,
    picture_from_json,
    picture_to_json,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

README = Path(__file__).parents[1] / "specs" / "red_flags" / "README.md"
NOW = "2027-03-15T08:30:00-05:00"
READING = {"value": 26, "on": "2027-03-15", "at": NOW, "informant": "clinician"}


def given_picture(**known: object) -> dict[str, object]:
    return {"as_of": NOW, "today": "2027-03-15", **known}


def test_a_reading_is_read_exactly() -> None:
    picture = picture_from_json(given_picture(cows_latest={**READING, "ref": "obs-1"}))
    expected = Reading(Fraction(26), date(2027, 3, 15), datetime.fromisoformat(NOW), "clinician", "obs-1")
    assert picture.cows_latest == expected


def test_what_is_left_out_is_not_known() -> None:
    picture = picture_from_json(given_picture())
    assert all(getattr(picture, name) in (None, ()) for name in FIELD_WORDS)


def test_never_is_known_and_null_is_not() -> None:
    picture = picture_from_json(given_picture(last_step_on="never", last_red_or_orange_on=None))
    assert (picture.last_step_on, picture.last_red_or_orange_on) == (NEVER, None)


def test_the_example_of_the_page_can_be_read_and_written_back() -> None:
    example = json.loads(re.search(r"```json\n(.+?)```", README.read_text(encoding="utf-8"), re.S)[1])
    picture = picture_from_json(example)
    assert picture_from_json(picture_to_json(picture)) == picture


def test_the_page_explains_every_field() -> None:
    columns = re.findall(r"^\| ([a-z0-9_, ]+) \|", README.read_text(encoding="utf-8"), re.M)
    explained = {name for cell in columns for name in cell.split(", ")} - {"field"}
    assert explained == set(FIELD_WORDS)
    assert explained == {one.name for one in fields(PatientPicture)} - {"as_of", "today"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "picture"),
        ({"today": "2027-03-15"}, "as_of"),
        ({"as_of": NOW}, "today"),
        (given_picture(as_of="2027-03-15T08:30:00"), "as_of"),
        (given_picture(as_of=7), "as_of"),
        (given_picture(today="15.3.2027"), "today"),
        (given_picture(cows_lastest=READING), "cows_lastest"),
        (given_picture(cows_latest=26), "cows_latest"),
        (given_picture(cows_latest={**READING, "value": 49}), "cows_latest.value"),
        (given_picture(cows_latest={**READING, "value": -1}), "cows_latest.value"),
        (given_picture(cows_latest={**READING, "value": 2.5}), "cows_latest.value"),
        (given_picture(cows_latest={**READING, "value": True}), "cows_latest.value"),
        (given_picture(cows_latest={**READING, "value": "9" * 5000}), "cows_latest.value"),
        (given_picture(cows_latest={**READING, "informant": "neighbour"}), "cows_latest.informant"),
        (given_picture(cows_latest={**READING, "informant": ["patient"]}), "cows_latest.informant"),
        (given_picture(cows_latest={**READING, "at": "2027-03-15T08:00:00"}), "cows_latest.at"),
        (given_picture(cows_latest={**READING, "on": None}), "cows_latest.on"),
        (given_picture(cows_latest={**READING, "when": "today"}), "cows_latest.when"),
        (given_picture(cannot_keep_fluids_down={**READING, "value": "maybe"}), "cannot_keep_fluids_down.value"),
        (given_picture(suicide_screen={**READING, "value": "severe"}), "suicide_screen.value"),
        (given_picture(pain_daily=READING), "pain_daily"),
        (given_picture(pain_daily=[{**READING, "value": 3}, {**READING, "value": 11}]), "pain_daily[1].value"),
        (given_picture(check_in_dates=["2027-03-14", "yesterday"]), "check_in_dates[1]"),
        (given_picture(baseline_ended_on="never"), "baseline_ended_on"),
        (given_picture(last_step_on="soon"), "last_step_on"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(data: object, field: str) -> None:
    with pytest.raises(PictureError) as refused:
        picture_from_json(data)
    assert refused.value.field == field
    assert refused.value.message


def test_a_misspelt_field_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(PictureError, match="did you mean cows_latest"):
        picture_from_json(given_picture(cows_lastest=READING))


def test_a_time_without_a_zone_is_refused_in_code_too() -> None:
    with pytest.raises(PictureError, match="zone"):
        PatientPicture(as_of=datetime(2027, 3, 15), today=date(2027, 3, 15))
    with pytest.raises(PictureError, match="zone"):
        Reading(Fraction(1), date(2027, 3, 15), datetime(2027, 3, 15))


simple = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
objects = st.dictionaries(st.sampled_from(["value", "on", "at", "informant", "ref", "x"]), simple, max_size=5)
json_values = simple | objects | st.lists(simple | objects, max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*FIELD_WORDS, "as_of", "today", "other"]), json_values, max_size=5))
def test_any_json_is_read_or_refused_by_name(data: dict[str, object]) -> None:
    try:
        picture_from_json({"as_of": NOW, "today": "2027-03-15", **data})
    except PictureError as refused:
        assert refused.field and refused.message
