"""What must hold for every picture that can be imagined."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from glidepath_clinical.findings import Evaluation, Urgency
from glidepath_clinical.picture import INFORMANTS, NEVER, PatientPicture, Reading
from glidepath_clinical.picture.field_kinds import (
    DATE_LISTS,
    DATES,
    DATES_OR_NEVER,
    DECIMALS,
    SCORES,
    SERIES,
    TEXTS,
    YES_NO,
)
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, Rule, evaluate, find_rule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))
TODAY = AS_OF.date()
SIGNS = (
    "withdrawal_crisis",
    "suicidality",
    "overdose_signs",
    "mood_deterioration",
    "seizure_or_delirium",
    "chest_pain_or_fainting",
    "violence",
    "fall",
    "emergency_visit",
    "constipation",
    "missed_visit",
    "late_dose_change",
)
RISKS = ("none", "low", "moderate", "high")

days = st.integers(-70, 10).map(lambda back: TODAY + timedelta(days=back))
moments = st.integers(-100 * 24 * 60, 600).map(lambda minutes: AS_OF + timedelta(minutes=minutes))


def readings(values: st.SearchStrategy[object]) -> st.SearchStrategy[Reading]:
    return st.builds(Reading, values, days, moments, st.sampled_from(INFORMANTS), st.sampled_from(("", "a", "b")))


def scores(name: str) -> st.SearchStrategy[Fraction]:
    lowest, highest = SCORES[name]
    return st.fractions(lowest, highest, max_denominator=3) if name in DECIMALS else whole(lowest, highest)


def whole(lowest: int, highest: int) -> st.SearchStrategy[Fraction]:
    return st.integers(lowest, highest).map(Fraction)


def values_of(name: str) -> st.SearchStrategy[object]:
    if name in TEXTS:
        return st.sampled_from(("", "I want to die", "no quiero morir", "I will kill myself")) | st.text(max_size=20)
    return st.booleans() if name in YES_NO else scores(name)


def known_fields() -> dict[str, st.SearchStrategy[object]]:
    known: dict[str, st.SearchStrategy[object]] = {name: readings(values_of(name)) for name in (*SCORES, *YES_NO)}
    known |= {name: st.lists(readings(values_of(name)), max_size=25).map(tuple) for name in SERIES}
    known |= dict.fromkeys(DATES, days)
    known |= dict.fromkeys(DATES_OR_NEVER, days | st.just(NEVER))
    known |= dict.fromkeys(DATE_LISTS, st.lists(days, max_size=20).map(tuple))
    known["suicide_screen"] = readings(st.sampled_from(RISKS))
    return known


pictures = st.fixed_dictionaries({}, optional=known_fields()).map(lambda known: PatientPicture(AS_OF, TODAY, **known))


def urgency_of(evaluation: Evaluation) -> int:
    """Higher is more urgent; nothing found is 0."""
    return {None: 0, Urgency.YELLOW: 1, Urgency.ORANGE: 2, Urgency.RED: 3}[evaluation.urgency]


def judged(rule_id: str, picture: PatientPicture) -> Evaluation:
    return evaluate(picture, Limits(), rules=(find_rule(rule_id),))


def test_the_strategy_covers_every_field_of_the_picture() -> None:
    assert set(known_fields()) == {one.name for one in fields(PatientPicture)} - {"as_of", "today", "moment_known"}


@given(pictures)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_picture_makes_a_rule_fail(picture: PatientPicture) -> None:
    assert evaluate(picture, Limits()).failed == ()


# Of these answers one can stand in for another, so only all of them together are missing.
STAND_IN = {
    "withdrawal_moderate": ("cows_latest", "sows_latest"),
    "withdrawal_in_pregnancy": ("cows_latest", "sows_latest", "withdrawal_bother"),
    "running_out_early": ("says_running_out", "supply_lasts_until"),
    "opioid_induced_hyperalgesia": ("pain_daily", "peg_totals"),
}


def without(picture: PatientPicture, rule_id: str, name: str) -> PatientPicture:
    """The picture without an answer, and without those that stand in for it."""
    stand_in = STAND_IN.get(rule_id, ())
    gone = stand_in if name in stand_in else (name,)
    return replace(picture, **{one: () if one in SERIES else None for one in gone})


@given(pictures, st.sampled_from(RULES))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.hazard("HZ-20")
def test_forgetting_an_answer_never_makes_a_rule_say_that_all_is_well(picture: PatientPicture, rule: Rule) -> None:
    before = judged(rule.ID, picture)
    for name in rule.NEEDS:
        assert not (before.found and judged(rule.ID, without(picture, rule.ID, name)).all_clear), name


@given(pictures)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_of_signs_that_is_all_clear_had_every_answer_it_needs(picture: PatientPicture) -> None:
    for rule_id in SIGNS:
        rule = find_rule(rule_id)
        if judged(rule_id, picture).all_clear:
            assert all(getattr(picture, name) is not None for name in rule.NEEDS), rule_id


@given(pictures, st.integers(0, 20))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.hazard("HZ-18")
def test_a_step_never_silences_a_red_or_an_orange(picture: PatientPicture, days_ago: int) -> None:
    step = TODAY - timedelta(days=days_ago)
    before = evaluate(replace(picture, last_step_on=NEVER), Limits()).found
    after = evaluate(replace(picture, last_step_on=step), Limits()).found
    urgent = {(finding.rule, finding.urgency) for finding in before if finding.urgency is not Urgency.YELLOW}
    assert urgent <= {(finding.rule, finding.urgency) for finding in after}


@given(pictures)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_without_a_known_moment_no_rule_says_that_all_is_well(picture: PatientPicture) -> None:
    undated = replace(picture, moment_known=False)
    told, silent = evaluate(picture, Limits()), evaluate(undated, Limits())
    assert told.found == silent.found
    said = {one.rule for one in (*silent.found, *silent.unanswerable, *silent.failed)}
    assert said == {rule.ID for rule in RULES}


@given(pictures, scores("cows_latest"), scores("cows_latest"), moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_higher_withdrawal_score_never_lowers_the_urgency(
    picture: PatientPicture, one: Fraction, other: Fraction, at: datetime
) -> None:
    low, high = (replace(picture, cows_latest=Reading(score, TODAY, at, "clinician")) for score in sorted((one, other)))
    assert urgency_of(judged("withdrawal_crisis", low)) <= urgency_of(judged("withdrawal_crisis", high))


@given(pictures, moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_keeping_no_fluids_down_never_lowers_the_urgency(picture: PatientPicture, at: datetime) -> None:
    no, yes = (replace(picture, cannot_keep_fluids_down=Reading(said, TODAY, at)) for said in (False, True))
    assert urgency_of(judged("withdrawal_crisis", no)) <= urgency_of(judged("withdrawal_crisis", yes))


@given(pictures, st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_higher_answer_to_item_9_never_lowers_the_urgency(
    picture: PatientPicture, answers: list[int], at: datetime
) -> None:
    low, high = (replace(picture, phq9_item9=Reading(Fraction(answer), TODAY, at)) for answer in answers)
    assert urgency_of(judged("suicidality", low)) <= urgency_of(judged("suicidality", high))


@given(pictures, st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_higher_risk_in_the_screen_never_lowers_the_urgency(
    picture: PatientPicture, risks: list[int], at: datetime
) -> None:
    low, high = (replace(picture, suicide_screen=Reading(RISKS[risk], TODAY, at)) for risk in risks)
    assert urgency_of(judged("suicidality", low)) <= urgency_of(judged("suicidality", high))


@given(pictures)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_devices_alone_are_never_red(picture: PatientPicture) -> None:
    def from_device(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(from_device(one) for one in value)
        return replace(value, informant="device") if isinstance(value, Reading) else value

    only_devices = replace(picture, **{one.name: from_device(getattr(picture, one.name)) for one in fields(picture)})
    assert evaluate(only_devices, Limits()).urgency is not Urgency.RED


@given(st.lists(st.integers(0, 10), min_size=17, max_size=17), st.integers(0, 10))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_pain_rule_depends_on_the_person_and_not_on_the_order_of_the_readings(pains: list[int], turn: int) -> None:
    daily = [Reading(Fraction(pain), date(2027, 2, 27) + timedelta(days=day), AS_OF) for day, pain in enumerate(pains)]
    turned = (*daily[turn:], *daily[:turn])
    straight, other = (
        PatientPicture(AS_OF, TODAY, pain_daily=tuple(order), baseline_ended_on=date(2027, 1, 1), last_step_on=NEVER)
        for order in (daily, turned)
    )
    assert judged("pain_spike", straight) == judged("pain_spike", other)
