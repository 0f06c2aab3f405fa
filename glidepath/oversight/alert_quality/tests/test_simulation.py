"""The simulation tells the same twice, counts honestly, and finds a rule that was switched off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from glidepath.config import commands
from glidepath.oversight.alert_quality import plot, report
from glidepath.oversight.alert_quality.event_model import SEEN_AS, VALUES
from glidepath.oversight.alert_quality.people import Person, make_person
from glidepath.oversight.alert_quality.quality import Quality, cohort, measure
from glidepath.oversight.alert_quality.watching import Judge, alarms, by_fixed_thresholds, by_the_rules

PEOPLE = 25


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return list(cohort("tests", PEOPLE))


@pytest.fixture(scope="module")
def ways(people: list[Person]) -> dict[str, Quality]:
    return {report.OWN: measure(people, by_the_rules), report.FIXED: measure(people, by_fixed_thresholds)}


def without(judge: Judge, domain: str) -> Judge:
    """The same, but deaf for one domain."""

    def deaf(person: Person, place: int, team: Any) -> Iterable[tuple[str, str, str]]:
        return (found for found in judge(person, place, team) if found[0] != domain)

    return deaf


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    assert make_person("a") == make_person("a")
    assert make_person("a").days != make_person("b").days


def test_sets_of_seeds_share_nobody() -> None:
    tuning, told = list(cohort("tuning", 5)), list(cohort("report", 5))
    assert not [one for one in tuning if any(one.days == other.days for other in told)]


def test_nobody_who_is_silent_has_told_anything(people: list[Person]) -> None:
    assert any(event.kind == "silence" for person in people for event in person.events)
    for person in people:
        for day in person.days:
            told = (day.pain, day.mood, day.sleep, day.sows, day.phq2, day.phq9, day.item9)
            assert day.answered or told == (None,) * 7


def test_every_silence_and_every_silent_device_is_seen(ways: dict[str, Quality]) -> None:
    seen = {kind.kind: (kind.seen, kind.events) for kind in ways[report.OWN].kinds}
    for kind in ("silence", "device silent"):
        assert seen[kind][0] == seen[kind][1] > 0


def test_a_rule_that_is_switched_off_shows_in_the_table(people: list[Person], ways: dict[str, Quality]) -> None:
    deaf = measure(people, without(by_the_rules, "contact"))
    silence = {kind.kind: kind.seen for kind in deaf.kinds}["silence"]
    assert silence == 0
    assert deaf.sensitivity < ways[report.OWN].sensitivity


def test_ones_own_baseline_calls_for_nothing_less_often_than_fixed_thresholds(ways: dict[str, Quality]) -> None:
    own, fixed = ways[report.OWN], ways[report.FIXED]
    assert own.a_patient_month(own.false) * 2 < fixed.a_patient_month(fixed.false)
    assert own.kinds != fixed.kinds


def test_one_alarm_stays_open_for_one_domain(people: list[Person]) -> None:
    for person in people:
        told = list(alarms(person, by_fixed_thresholds))
        assert len({(alarm.on, alarm.domain) for alarm in told}) == len(told)


def test_alarms_for_nothing_are_those_outside_every_event(people: list[Person]) -> None:
    calm = [person for person in people if not person.events]
    one = measure(calm, by_fixed_thresholds)
    assert one.false == one.raised


def test_every_kind_of_event_lies_inside_the_days_watched(people: list[Person]) -> None:
    assert {event.kind for person in people for event in person.events} == set(SEEN_AS)
    for person in people:
        for event in person.events:
            assert event.first <= event.worst <= event.last <= person.days[-1].on + timedelta(days=1)


def test_the_page_says_what_it_is_and_names_every_number_of_the_model(ways: dict[str, Quality]) -> None:
    text = report.page({"tuning": ways, "report": ways}, "glidepath simulate")
    assert report.WARNING in text
    assert all(f"`{name}`" in text for name in VALUES)
    assert report.WARNING in plot.picture(ways)


def test_the_command_writes_the_page_and_the_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["simulate", "--people", "2", "--write", str(tmp_path)]) == 0
    assert (tmp_path / "explanation" / "alert-quality.md").is_file()
    assert (tmp_path / "images" / "alert-quality.svg").read_text().startswith("<svg")
    assert commands.run(["simulate", "--people", "0"]) == 2
    assert commands.run(["simulate", "--write", str(tmp_path / "none")]) == 2
    assert "must be from 1" in capsys.readouterr().err
