"""Every sample file of a device written by others is read or refused by name; none crashes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.faults import FileRefused
from glidepath.interfaces.wearables.reading import Reading, read_file

AT = datetime(2026, 11, 1, tzinfo=UTC)


def read(file: Path) -> Reading:
    zone = ZoneInfo("Europe/Amsterdam")
    return read_file(file, zone=zone, at=AT, since=date(1990, 1, 1), progress=lambda _done, _all: None)


def values(file: Path) -> dict[str, str]:
    return {day.measure.key: f"{day.value.normalize():f}" for day in read(file).values}


def test_the_export_of_apple_health_gives_heart_rate_and_the_sleep_that_is_sleep(shared: Path) -> None:
    found = read(shared / "samples" / "wearables" / "apple_health_export.xml")
    told = {(day.measure.key, day.source): (day.on, f"{day.value:f}") for day in found.values}
    watch = "Alexandre's Apple Watch"
    assert told == {
        ("heart_rate", watch): (date(2024, 1, 1), "74.50000"),
        ("sleep", watch): (date(2024, 1, 1), "0.20833"),  # 750 s asleep; the time in bed that the phone saw is none
    }
    assert found.faults.count == 0
    assert sum(found.unused.values()) == 4


def test_every_open_mhealth_sample_with_a_time_gives_its_day(shared: Path) -> None:
    files = sorted((shared / "samples" / "openmhealth").glob("omh__*.json"))
    files = [file for file in files if "medication" not in file.name]
    assert len(files) == 45
    found = {file.name: read(file) for file in files}
    untimed = {name for name, one in found.items() if any("no time" in f.problem for f in one.faults.listed)}
    told = {file.name for file in files if "descriptive_statistic" in json.loads(file.read_text())}
    statistics = told | {name for name in found if any(word in name for word in STATISTICS)}
    for name, one in found.items():
        if name not in untimed | statistics:
            assert one.values or "longer" in name, name
    assert all(not found[name].values for name in untimed | statistics)
    assert values(shared / "samples/openmhealth/omh__total-sleep-time__1.0__valid-total-sleep-time.json") == {
        "sleep": "7.75"
    }
    assert values(shared / "samples/openmhealth/omh__step-count__3.0__valid-step-count.json") == {"steps": "10600"}


STATISTICS = ("with-average", "with-maximum", "with-session", "descriptive-statistic")


def test_sleep_longer_than_the_night_it_was_measured_in_is_a_fault_of_the_file(shared: Path) -> None:
    found = read(shared / "samples/openmhealth/omh__sleep-duration__1.0__duration-longer-than-time-frame.json")
    assert (found.values, found.faults.count) == ((), 1)


def test_fhir_records_give_the_vital_signs_that_stand_in_them(shared: Path) -> None:
    measures: set[str] = set()
    for file in sorted((shared / "samples" / "fhir").glob("*.json")):
        try:
            measures |= {day.measure.key for day in read(file).values}
        except FileRefused as refused:
            assert refused.code
    assert {"systolic", "diastolic", "weight"} <= measures
