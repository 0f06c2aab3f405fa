"""The clinic is played, not inserted: the alerts of the demo come from the rules, or they do not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from glidepath_clinical import red_flags

from glidepath.demo.cast import cast
from glidepath.demo.named import NAMED
from glidepath.demo.person import Person
from glidepath.demo.player import play
from glidepath.foundation.audit.clock_doubt import clock_doubt
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.models import CheckIn, Observation
from glidepath.record.plans.models import Plan, PlanStep, StepRelease

NOW = datetime(2027, 3, 3, 21, 30, tzinfo=UTC)


def people(*stories: str, weeks: int = 4) -> list[Person]:
    return [replace(person, weeks=weeks) for person in NAMED if person.story in stories]


def alarming_rules() -> set[str]:
    return set(Alert.objects.exclude(state="resolved").values_list("rule", flat=True))


def without(rule_id: str) -> tuple[Any, ...]:
    return tuple(rule for rule in red_flags.RULES if rule_id != rule.ID)


@pytest.mark.django_db
def test_each_story_ends_in_its_alert_and_a_smooth_one_in_none() -> None:
    play(people=people("withdrawal_crisis", "smooth", "new_order_unknown"), seed=7, now=NOW)
    alerts = Alert.objects.exclude(state="resolved").select_related("patient")
    assert {(alert.patient.given_name, alert.rule, alert.urgency) for alert in alerts} == {
        ("Darnell", "withdrawal_crisis", "RED")
    }


@pytest.mark.django_db
def test_taking_a_rule_out_of_the_list_makes_its_alert_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = without("withdrawal_crisis")
    assert len(fewer) == len(red_flags.RULES) - 1
    monkeypatch.setattr("glidepath.care.escalation.judge.RULES", fewer)
    play(people=people("withdrawal_crisis"), seed=7, now=NOW)
    assert CheckIn.objects.filter(answers__no_fluids_24h=True).count() == 1
    assert alarming_rules() == set()


@pytest.mark.django_db
def test_silence_low_mood_and_a_pause_are_told_to_the_team() -> None:
    play(people=people("silent", "low_mood", "held_by_patient"), seed=7, now=NOW)
    assert {"silence", "mood_deterioration", "suicidality", "patient_paused"} <= alarming_rules()
    assert Plan.objects.filter(state="held").count() == 1


@pytest.mark.django_db
def test_a_stalled_taper_stays_at_its_dose_and_its_late_step_waits_on_the_board() -> None:
    play(people=people("stalled", weeks=16), seed=7, now=NOW)
    assert StepRelease.objects.count() == 3
    assert "late_step" in alarming_rules()


@pytest.mark.django_db
def test_a_step_has_a_yes_a_visit_and_a_release_before_it_begins() -> None:
    play(people=people("smooth", weeks=6), seed=7, now=NOW)
    release = StepRelease.objects.get(step_number=1)
    assert release.gate["blocks"] == []
    assert PlanStep.objects.get(plan=release.plan, number=1).planned_on <= release.effective_on


@pytest.mark.django_db
def test_an_antibiotic_beside_oxycodone_is_told_to_the_team() -> None:
    play(people=people("low_mood", weeks=3), seed=7, now=NOW)
    assert set(Alert.objects.filter(domain="interaction").values_list("rule", "urgency")) == {("I13", "ORANGE")}


@pytest.mark.django_db
def test_the_same_seed_and_moment_give_the_same_clinic() -> None:
    def told() -> list[tuple[object, ...]]:
        rows = CheckIn.objects.order_by("happened_at", "pk").values_list("happened_at", "answers")
        return [(moment, tuple(sorted(answers.items()))) for moment, answers in rows]

    play(people=people("running_out", weeks=3), seed=7, now=NOW)
    first = told()
    CheckIn.objects.all().delete()
    Observation.objects.filter(supersedes__isnull=False).delete()  # a correction holds on to what it corrects
    Observation.objects.all().delete()
    from glidepath.demo import clinic

    with pytest.MonkeyPatch.context() as patch:  # a second clinic beside the first one needs names of its own
        patch.setattr(clinic, "SITE_NAME", "Second Clinic")
        patch.setattr(clinic, "MAIL", "second.invalid")
        play(people=people("running_out", weeks=3), seed=7, now=NOW)
    assert told() == first


def test_people_beyond_the_ten_are_drawn_by_the_seed() -> None:
    assert cast(14, 7) == cast(14, 7)
    assert cast(14, 7)[10:] != cast(14, 8)[10:]
    assert [person.key for person in cast(3, 7)] == ["marisol", "darnell", "agnieszka"]


@pytest.mark.django_db
def test_nothing_in_the_trail_lies_ahead_of_the_clock_and_so_no_clock_is_in_doubt() -> None:
    early = NOW.replace(hour=16)  # nine o'clock in the clinic: most of the day is still to come
    play(people=people("smooth", "withdrawal_crisis"), seed=7, now=early)
    assert AuditEvent.objects.filter(at__gt=early).count() == 0
    assert clock_doubt(early) is None
