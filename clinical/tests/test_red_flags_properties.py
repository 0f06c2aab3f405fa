"""What must hold for every picture that can be imagined."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

from glidepath_clinical.findings import Evaluation, Urgency
from glidepath_clinical.picture import INFORMANTS, NEVER, PatientPicture, Reading
from glidepath_clinical.picture.reading_json import DATES, DATES_OR_NEVER, SCORES, SERIES, YES_NO
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, evaluate, find_rule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))
TODAY = AS_OF.date()
RISKS = ("none", "low", "moderate", "high")

days = st.integers(-70, 10).map(lambda back: TODAY + timedelta(days=back))
moments = st.integers(-100 * 24 * 60, 600).map(lambda minutes: AS_OF + timedelta(minutes=minutes))


def readings(values: st.SearchStrategy[object]) -> st.SearchStrategy[Reading]:
    return st.builds(Reading, values, days, moments, st.sampled_from(INFORMANTS), st.sampled_from(("", "a", "b")))


def scores(name: str) -> st.SearchStrategy[Fraction]:
    lowest, highest = SCORES[name]
    return st.integers(lowest, highest).map(Fraction)


def known_fields() -> dict[str, st.SearchStrategy[object]]:
    known: dict[str, st.SearchStrategy[object]] = {name: readings(scores(name)) for name in SCORES}
    known |= {name: st.lists(readings(scores(name)), max_size=25).map(tuple) for name in SERIES}
    known |= dict.fromkeys(YES_NO, readings(st.booleans()))
    known |= dict.fromkeys(DATES, days)
    known |= dict.fromkeys(DATES_OR_NEVER, days | st.just(NEVER))
    known["suicide_screen"] = readings(st.sampled_from(RISKS))
    known["check_in_dates"] = st.lists(days, max_size=20).map(tuple)
    return known


pictures = st.fixed_dictionaries({}, optional=known_fields()).map(lambda known: PatientPicture(AS_OF, TODAY, **known))


def urgency_of(evaluation: Evaluation) -> int:
    """Higher is more urgent; nothing found is 0."""
    return {None: 0, Urgency.YELLOW: 1, Urgency.ORANGE: 2, Urgency.RED: 3}[evaluation.urgency]


def judged(rule_id: str, picture: PatientPicture) -> Evaluation:
    return evaluate(picture, Limits(), rules=(find_rule(rule_id),))


def test_the_strategy_covers_every_field_of_the_picture() -> None:
    assert set(known_fields()) == {one.name for one in fields(PatientPicture)} - {"as_of", "today"}


@given(pictures)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_picture_makes_a_rule_fail(picture: PatientPicture) -> None:
    assert evaluate(picture, Limits()).failed == ()


@given(pictures, st.sampled_from(RULES))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_forgetting_an_answer_never_makes_a_rule_say_that_all_is_well(picture: PatientPicture, rule: object) -> None:
    for name in rule.NEEDS:
        forgotten = replace(picture, **{name: () if name in SERIES else None})
        before, after = judged(rule.ID, picture), judged(rule.ID, forgotten)
        assert not (before.found and after.all_clear), name


@given(pictures)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_that_is_all_clear_had_every_answer_it_needs(picture: PatientPicture) -> None:
    for rule_id in ("withdrawal_crisis", "suicidality", "overdose_signs", "mood_deterioration"):
        rule = find_rule(rule_id)
        if judged(rule_id, picture).all_clear:
            assert all(getattr(picture, name) is not None for name in rule.NEEDS)


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

    said_by_people = ("overdose_signs", "naloxone_used", "cannot_keep_fluids_down")
    measured = replace(picture, **dict.fromkeys(said_by_people))
    only_devices = replace(measured, **{one.name: from_device(getattr(measured, one.name)) for one in fields(measured)})
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
