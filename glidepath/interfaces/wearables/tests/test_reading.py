"""Reading files of devices: one value a day for each source, nothing filled in, nothing counted twice."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from glidepath.interfaces.wearables.tests.making import apple, asleep, read, steps, text_file, told

LATER = datetime(2027, 3, 20, tzinfo=UTC)
MARCH_1, MARCH_2 = date(2027, 3, 1), date(2027, 3, 2)


def test_steps_of_watch_and_phone_stay_apart(tmp_path: Path) -> None:
    morning = ("2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700")
    noon = ("2027-03-01 12:00:00 -0700", "2027-03-01 12:10:00 -0700")
    rows = [steps("Watch", *morning, "610"), steps("Watch", *noon, "90"), steps("Phone", *morning, "580")]
    assert told(read(apple(tmp_path, *rows))) == {("Watch", MARCH_1): "700", ("Phone", MARCH_1): "580"}


def test_a_record_that_stands_twice_counts_once(tmp_path: Path) -> None:
    row = steps("Watch", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700", "610")
    found = read(apple(tmp_path, row, row, row))
    assert told(found) == {("Watch", MARCH_1): "610"}
    assert found.repeated == 2


def test_the_day_is_the_one_on_the_calendar_where_it_was_written(tmp_path: Path) -> None:
    late = steps("Watch", "2027-03-01 23:50:00 -0700", "2027-03-02 00:05:00 -0700", "40")
    tokyo = steps("Watch", "2027-03-02 08:00:00 +0900", "2027-03-02 08:10:00 +0900", "7")
    assert told(read(apple(tmp_path, late, tokyo))) == {("Watch", MARCH_1): "40", ("Watch", MARCH_2): "7"}


@pytest.mark.hazard("HZ-20")
def test_a_day_without_a_reading_has_no_value(tmp_path: Path) -> None:
    rows = [steps("Watch", f"2027-03-0{n} 08:00:00 -0700", f"2027-03-0{n} 08:10:00 -0700") for n in (1, 3)]
    assert {on for _source, on in told(read(apple(tmp_path, *rows)))} == {MARCH_1, date(2027, 3, 3)}


def test_the_steps_of_a_day_that_is_not_over_are_left_out(tmp_path: Path) -> None:
    today = steps("Watch", "2027-03-10 08:00:00 -0700", "2027-03-10 08:10:00 -0700")
    assert told(read(apple(tmp_path, today))) == {}
    exported = '<ExportDate value="2027-03-05 09:00:00 -0700"/>\n'
    on_that_day = steps("Watch", "2027-03-05 08:00:00 -0700", "2027-03-05 08:10:00 -0700")
    before = steps("Watch", "2027-03-04 08:00:00 -0700", "2027-03-04 08:10:00 -0700")
    assert list(told(read(apple(tmp_path, exported, on_that_day, before)))) == [("Watch", date(2027, 3, 4))]


def test_a_night_counts_for_the_day_of_waking_up_with_all_its_parts(tmp_path: Path) -> None:
    rows = [
        asleep("Watch", "2027-03-01 22:00:00 -0700", "2027-03-01 23:30:00 -0700"),
        asleep("Watch", "2027-03-01 23:30:00 -0700", "2027-03-02 02:00:00 -0700", "AsleepDeep"),
        asleep("Watch", "2027-03-02 02:00:00 -0700", "2027-03-02 02:30:00 -0700", "Awake"),
        asleep("Watch", "2027-03-02 02:30:00 -0700", "2027-03-02 06:00:00 -0700", "AsleepREM"),
        asleep("Watch", "2027-03-01 21:30:00 -0700", "2027-03-02 06:30:00 -0700", "InBed"),
    ]
    assert told(read(apple(tmp_path, *rows)), "sleep") == {("Watch", MARCH_2): "7.5"}


def test_sleep_that_two_sources_saw_is_merged_never_added(tmp_path: Path) -> None:
    rows = [
        asleep("Watch", "2027-03-01 22:00:00 -0700", "2027-03-02 04:00:00 -0700"),
        asleep("Phone", "2027-03-01 23:00:00 -0700", "2027-03-02 06:00:00 -0700", "AsleepUnspecified"),
    ]
    found = read(apple(tmp_path, *rows))
    expected = {("Watch", MARCH_2): "6", ("Phone", MARCH_2): "7", ("all sources", MARCH_2): "8"}
    assert told(found, "sleep") == expected
    merged = next(day for day in found.values if day.source == "all sources")
    assert merged.merged_from == ("Phone", "Watch")


def test_the_zone_that_a_night_names_decides_its_day(tmp_path: Path) -> None:
    night = ("2027-03-01 23:00:00 -0700", "2027-03-02 00:30:00 -0700")
    home, tokyo = asleep("Watch", *night), asleep("Watch", *night, zone="Pacific/Honolulu")
    assert list(told(read(apple(tmp_path, home)), "sleep")) == [("Watch", MARCH_2)]
    assert list(told(read(apple(tmp_path, tokyo)), "sleep")) == [("Watch", MARCH_1)]


def test_the_night_when_the_clocks_change_has_the_hours_that_passed(tmp_path: Path) -> None:
    row = "2027-03-13T23:00:00,2027-03-14T07:00:00"
    lines = ("measure,value,unit,start,end,source", f"sleep,7,h,{row},Band")
    found = read(text_file(tmp_path, "sleep.csv", *lines), at=LATER)
    assert told(found, "sleep") == {("Band", date(2027, 3, 14)): "7"}
    wrong = text_file(tmp_path, "sleep.csv", lines[0], f"sleep,8,h,{row},Band")
    assert read(wrong, at=LATER).faults.listed[0].problem.startswith("the time asleep is longer")


@pytest.mark.parametrize(
    ("measure", "value", "unit", "kept"),
    [
        ("weight", "180", "lb", "81.64663"),
        ("weight", "12", "st", "76.20352"),
        ("systolic", "16", "kPa", "120.00987"),
        ("heart_rate", "1.2", "count/s", "72"),
        ("sleep", "465", "min", "7.75"),
        ("steps", "4200", "count", "4200"),
        ("oxygen", "97", "%", "97"),
    ],
)
def test_units_are_converted_exactly_and_rounded_once(
    tmp_path: Path, measure: str, value: str, unit: str, kept: str
) -> None:
    span = "2027-03-01T20:00:00-07:00,2027-03-02T06:00:00-07:00"
    path = text_file(tmp_path, "x.csv", "measure,value,unit,start,end", f"{measure},{value},{unit},{span}")
    assert list(told(read(path), measure).values()) == [kept]


def test_apple_writes_oxygen_as_a_share_of_one(tmp_path: Path) -> None:
    row = (
        '<Record type="HKQuantityTypeIdentifierOxygenSaturation" sourceName="Watch" unit="%" '
        'startDate="2027-03-01 03:0{n}:00 -0700" endDate="2027-03-01 03:0{n}:00 -0700" value="{value}"/>'
    )
    rows = [row.format(n=1, value="0.97"), row.format(n=2, value="0.91")]
    found = read(apple(tmp_path, *rows))
    assert told(found, "oxygen") == {("Watch", MARCH_1): "91"}
    assert (found.values[0].lowest, found.values[0].highest, found.values[0].count) == (91, 97, 2)


def test_a_bad_row_is_reported_with_its_place_and_all_others_are_kept(tmp_path: Path) -> None:
    good = steps("Watch", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700")
    bad = [
        steps("Watch", "2027-03-01 09:00:00 -0700", "2027-03-01 09:10:00 -0700", "many"),
        steps("Watch", "yesterday", "2027-03-01 09:10:00 -0700"),
        steps("Watch", "2027-03-01 09:00:00 -0700", "2027-03-01 08:00:00 -0700"),
        steps("Watch", "2027-03-01 10:00:00 -0700", "2027-03-01 10:10:00 -0700", "-5"),
        steps("Watch", "2027-03-01 10:00:00 -0700", "2027-03-01 10:10:00 -0700", unit="mile"),
        steps("Watch", "2029-03-01 10:00:00 -0700", "2029-03-01 10:10:00 -0700"),
        steps("Watch", "2027-03-01 11:00:00 -0700", "2027-03-01 11:10:00 -0700", "NaN"),
    ]
    found = read(apple(tmp_path, *bad, good))
    assert told(found) == {("Watch", MARCH_1): "100"}
    assert found.faults.count == 7
    assert [fault.where for fault in found.faults.listed] == [f"line {n}" for n in range(6, 13)]
    assert all(fault.mend for fault in found.faults.listed)


def test_an_impossible_day_is_named_and_not_kept(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "x.csv", "measure,value,unit,start,source", "steps,90000,count,2027-03-01T01:00:00,Band",
        "steps,90000,count,2027-03-01T02:00:00,Band",
    )  # fmt: skip
    found = read(path)
    assert told(found) == {}
    assert found.faults.listed[0].where == "2027-03-01"
    assert "180000" in found.faults.listed[0].problem


def test_an_empty_cell_is_not_measured_and_a_comma_is_not_guessed_at(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "x.csv", "date;steps;sleep_hours;mood", "2027-03-01;0;;4", "2027-03-02;;7.5;", "2027-03-03;10;7,5;",
        "03/04/2027;1;1;1", "2027-03-05;1",
    )  # fmt: skip
    found = read(path)
    assert told(found) == {("CSV", MARCH_1): "0", ("CSV", date(2027, 3, 3)): "10"}
    assert told(found, "sleep") == {("CSV", MARCH_2): "7.5"}
    assert [fault.where for fault in found.faults.listed] == ["row 4", "row 5", "row 6"]
    assert found.unused == {"column mood": 1}


def test_lines_of_json_are_read_one_by_one(tmp_path: Path) -> None:
    points = [
        {
            "header": {"acquisition_provenance": {"source_name": "Band"}},
            "body": {
                "step_count": {"value": n, "unit": "steps"},
                "effective_time_frame": {
                    "time_interval": {
                        "start_date_time": f"2027-03-01T{n:02}:00:00-07:00",
                        "end_date_time": f"2027-03-01T{n:02}:30:00-07:00",
                    }
                },
            },
        }
        for n in range(10)
    ]
    path = text_file(tmp_path, "points.ndjson", *(json.dumps(one) for one in points))
    assert told(read(path)) == {("Band", MARCH_1): "45"}


def test_an_observation_counts_by_its_code_and_only_while_it_stands(tmp_path: Path) -> None:
    def one(code: str, status: str = "final", **more: object) -> dict[str, object]:
        coding = {"coding": [{"system": "http://loinc.org", "code": code}]}
        value = {"valueQuantity": {"value": 6000.5 if code == "29463-7" else 60, "unit": "x", "code": "/min"}}
        told_on = {"effectiveDateTime": "2027-03-01", "device": {"display": "Band"}}
        return {"resourceType": "Observation", "status": status, "code": coding, **value, **told_on, **more}

    entries = [{"resource": r} for r in (one("8867-4"), one("8867-4", "entered-in-error"), one("29463-7"), one("1-8"))]
    path = text_file(tmp_path, "bundle.json", json.dumps({"resourceType": "Bundle", "entry": entries}))
    found = read(path)
    assert told(found, "heart_rate") == {("Band", MARCH_1): "60"}
    assert found.unused == {"Observation, entered-in-error": 1, "Observation with another code": 1}
    assert [fault.where for fault in found.faults.listed] == ["entry[2]"]


def test_what_is_older_than_we_keep_is_counted_and_left_out(tmp_path: Path) -> None:
    old = steps("Watch", "2020-03-01 08:00:00 -0700", "2020-03-01 08:10:00 -0700")
    found = read(apple(tmp_path, old))
    assert (told(found), found.older) == ({}, 1)
