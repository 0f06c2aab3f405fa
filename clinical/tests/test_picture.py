"""A picture as JSON: read exactly, written back the same, refused by the name of its field."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import glidepath_clinical.picture
import pytest
from glidepath_clinical.picture import (
    FIELD_WORDS,
    NEVER,
    PatientPicture,
    PictureError,
    Reading,
    picture_from_json,
    picture_schema,
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
    assert explained == {one.name for one in fields(PatientPicture)} - {"as_of", "today", "moment_known"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "picture"),
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


def test_without_a_local_date_it_is_that_of_the_moment() -> None:
    assert picture_from_json({"as_of": "2027-03-15T23:30:00-05:00"}).today == date(2027, 3, 15)


def test_without_a_moment_the_picture_is_as_old_as_its_newest_reading_and_says_so() -> None:
    older = {**READING, "at": "2027-03-14T08:30:00-05:00"}
    picture = picture_from_json({"cows_latest": READING, "fall": {**older, "value": "no"}})
    assert (picture.as_of, picture.today, picture.moment_known) == (
        datetime.fromisoformat(NOW),
        date(2027, 3, 15),
        False,
    )


def test_an_empty_picture_can_be_read_and_its_moment_is_not_known() -> None:
    assert picture_from_json({}).moment_known is False


def test_the_schema_in_the_repository_is_that_of_the_reader() -> None:
    text = (Path(glidepath_clinical.picture.__file__).parent / "picture.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema == picture_schema(), "write it anew: glidepath-clinical flags --schema > picture.schema.json"
    assert set(schema["properties"]) == {"as_of", "today", *FIELD_WORDS}
    assert "required" not in schema, "every field may be left out"


def values_by_the_schema(kinds: dict[str, object]) -> tuple[list[object], list[object]]:
    """Values that the schema of one field takes at its edges, and values just beyond them."""
    if "enum" in kinds:
        return list(kinds["enum"]), ["perhaps", 7]
    if kinds.get("type") == "string":
        return ["", "x" * kinds["maxLength"]], ["x" * (kinds["maxLength"] + 1), 7]
    number = kinds["anyOf"][0]
    edges = [number["minimum"], number["maximum"]]
    return [*edges, *map(str, edges)], [edges[0] - 1, edges[1] + 1, str(edges[1] + 1), "x", True]


@pytest.mark.parametrize("name", FIELD_WORDS)
def test_the_reader_takes_what_the_schema_allows_and_refuses_what_it_does_not(name: str) -> None:
    schema = picture_schema()["properties"][name]["anyOf"][0]
    inner = schema.get("items", schema)
    if "allOf" not in inner:
        fits, beyond = ["2027-03-01"], ["yesterday", 3]
        fits += ["never"] if {"const": "never"} in picture_schema()["properties"][name]["anyOf"] else []
        whole = [[value] if "items" in schema else value for value in fits]
    else:
        values, beyond_values = values_by_the_schema(inner["allOf"][1]["properties"]["value"])
        whole = [{**READING, "value": value} for value in values]
        beyond = [{**READING, "value": value} for value in beyond_values]
        whole = [[one] for one in whole] if "items" in schema else whole
        beyond = [[one] for one in beyond] if "items" in schema else beyond
    for value in whole:
        assert picture_from_json(given_picture(**{name: value})) is not None
    for value in beyond:
        with pytest.raises(PictureError):
            picture_from_json(given_picture(**{name: value}))
