"""Every threshold is named once, explained, cited, and refuses nonsense."""

from __future__ import annotations

from fractions import Fraction

import pytest
from glidepath_clinical.findings import Urgency
from glidepath_clinical.protocol import Limits, LimitsError
from glidepath_clinical.protocol.about_limits import ABOUT
from glidepath_clinical.red_flags import RULES


def test_every_limit_is_explained_with_unit_range_source_and_mark() -> None:
    assert set(ABOUT) == set(Limits.names())
    for limit in Limits().describe():
        assert limit.unit and limit.meaning and limit.cite
        assert limit.mark in {"S", "V", "D", "M"}
        assert limit.lowest <= limit.value <= limit.highest


def test_a_site_overrides_a_limit_by_name() -> None:
    assert Limits().with_overrides({"cows_crisis_score": "20"}).cows_crisis_score == Fraction(20)


def test_an_override_leaves_the_defaults_alone() -> None:
    site = Limits()
    site.with_overrides({"phq9_high": "12"})
    assert site.phq9_high == 15


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LimitsError, match="cows_crisis: no limit has this name"):
        Limits().with_overrides({"cows_crisis": "20"})


@pytest.mark.parametrize("text", ["", "abc", "-1", "2.5", "1e2", "NaN", "٢٠", " 20", "20 "])
def test_a_value_that_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(LimitsError, match="whole number of points"):
        Limits().with_overrides({"cows_crisis_score": text})


@pytest.mark.parametrize("text", ["0", "12", "49", "9" * 5000])
def test_a_value_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(LimitsError, match="must be from 13 to 25 points"):
        Limits().with_overrides({"cows_crisis_score": text})


def test_item_9_can_never_be_silenced_by_a_site() -> None:
    with pytest.raises(LimitsError, match="item9_orange_score"):
        Limits().with_overrides({"item9_orange_score": "2"})


@pytest.mark.parametrize(
    ("overrides", "name"),
    [
        ({"pain_baseline_days": "7", "pain_baseline_answers": "8"}, "pain_baseline_answers"),
        ({"cows_moderate_score": "20", "cows_crisis_score": "20"}, "cows_moderate_score"),
        ({"pain_yellow_rise": "4"}, "pain_yellow_rise"),
        ({"steps_baseline_days": "7", "steps_baseline_answers": "8"}, "steps_baseline_answers"),
        ({"oih_window_days": "5", "oih_window_answers": "6"}, "oih_window_answers"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(overrides: dict[str, str], name: str) -> None:
    with pytest.raises(LimitsError) as refused:
        Limits().with_overrides(overrides)
    assert refused.value.name == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cows_crisis_score", "26"),
        ("oxygen_low_percent", "89"),
        ("phq9_rise", "11"),
        ("phq9_high", "21"),
        ("gad7_high", "19"),
    ],
)
def test_no_site_can_move_a_limit_so_far_that_its_rule_is_switched_off(name: str, text: str) -> None:
    with pytest.raises(LimitsError) as refused:
        Limits().with_overrides({name: text})
    assert refused.value.name == name


# A RED limit and the direction in which it becomes more careful.
RED_LIMITS = {
    "cows_crisis_score": "lower",
    "item9_red_score": "lower",
    "suicide_screen_minutes": "lower",
    "pregnancy_cows_score": "lower",
    "pregnancy_sows_score": "lower",
    "pregnancy_withdrawal_bother": "lower",
    "oxygen_low_percent": "higher",
    "systolic_low_mmhg": "higher",
    "cows_valid_hours": "higher",
    "sows_valid_hours": "higher",
    "daily_answer_valid_hours": "higher",
    "asked_weekly_valid_days": "higher",
    "item9_valid_days": "higher",
}


def test_the_red_limits_are_all_limits_of_rules_that_can_be_red() -> None:
    of_red_rules = {name for rule in RULES if Urgency.RED in rule.ABOUT.output for name in rule.LIMITS}
    assert set(RED_LIMITS) | {"item9_orange_score"} == of_red_rules


@pytest.mark.parametrize(("name", "careful"), RED_LIMITS.items())
def test_a_site_can_make_a_red_limit_only_more_careful(name: str, careful: str) -> None:
    limit = next(one for one in Limits().describe() if one.name == name)
    less = limit.value + 1 if careful == "lower" else limit.value - 1
    with pytest.raises(LimitsError):
        Limits().with_overrides({name: str(less)})
