"""The evaluation as a whole: three lists, broken rules, and what must hold for every picture."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import pytest
from glidepath_clinical import red_flags
from glidepath_clinical.baselines import median_and_spread, middle
from glidepath_clinical.findings import Evaluation, Finding, Unanswerable, Urgency, most_urgent
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import (
    REASONS,
    RULES,
    UnknownRule,
    evaluate,
    find_rule,
    source_attributes,
    withdrawal_crisis,
)
from glidepath_clinical.red_flags.series import worst_by_day
from hypothesis import given
from hypothesis import strategies as st

AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))


def picture(**known: object) -> PatientPicture:
    return PatientPicture(as_of=AS_OF, today=AS_OF.date(), **known)


def reading(value: object, ref: str = "", informant: str = "patient") -> Reading:
    return Reading(value, AS_OF.date(), AS_OF, informant, ref)


def broken_rule() -> SimpleNamespace:
    def check(picture: PatientPicture, limits: Limits) -> None:
        raise KeyError("patient 17")

    return SimpleNamespace(ID="broken", DOMAIN="test", NEEDS=(), LIMITS=(), CITES=(), check=check)


def test_a_broken_rule_is_failed_and_the_others_still_run() -> None:
    known = picture(cannot_keep_fluids_down=reading(True, "obs-1"))
    evaluation = evaluate(known, Limits(), rules=(broken_rule(), withdrawal_crisis))
    assert [failed.rule for failed in evaluation.failed] == ["broken"]
    assert [finding.rule for finding in evaluation.found] == ["withdrawal_crisis"]


def test_a_failure_names_the_type_of_the_error_and_no_patient() -> None:
    failed = evaluate(picture(), Limits(), rules=(broken_rule(),)).failed[0]
    assert (failed.rule, failed.error) == ("broken", "KeyError")


def test_a_failed_rule_makes_the_whole_evaluation_red() -> None:
    assert evaluate(picture(), Limits(), rules=(broken_rule(),)).urgency is Urgency.RED


def test_a_score_that_is_no_number_fails_its_rules_and_no_other() -> None:
    known = picture(
        cows_latest=reading("twenty", informant="clinician"), pregnant=reading(False), asks_for_call=reading(True)
    )
    evaluation = evaluate(known, Limits())
    assert {failed.rule for failed in evaluation.failed} == {
        "withdrawal_crisis",
        "withdrawal_moderate",
    }
    assert [finding.rule for finding in evaluation.found] == ["call_requested"]


def test_an_empty_picture_is_never_all_clear() -> None:
    evaluation = evaluate(picture(), Limits())
    assert not evaluation.all_clear
    assert {one.rule for one in evaluation.unanswerable} == {rule.ID for rule in RULES if rule.NEEDS}


def test_the_most_urgent_finding_comes_first() -> None:
    known = picture(asks_for_call=reading(True), phq2_total=reading(Fraction(4)), cannot_keep_fluids_down=reading(True))
    found = evaluate(known, Limits()).found
    assert [finding.urgency for finding in found] == [Urgency.RED, Urgency.ORANGE, Urgency.YELLOW]


def test_a_finding_carries_its_reasons_numbers_sources_and_citations() -> None:
    known = picture(
        cows_latest=reading(Fraction(27), "cows-7", "clinician"), cannot_keep_fluids_down=reading(True, "checkin-3")
    )
    finding = evaluate(known, Limits(), rules=(withdrawal_crisis,)).found[0]
    assert finding.because[0] == "withdrawal scale (COWS) 27, crisis from 25"
    assert finding.because[1] == "no fluids kept down for 24 hours"
    assert (finding.reason_key, finding.values) == ("withdrawal_crisis.cows", {"score": "27", "limit": "25"})
    assert finding.sources == ("cows-7", "checkin-3")
    assert finding.cites == withdrawal_crisis.CITES


def test_a_finding_below_red_names_what_was_missing() -> None:
    known = picture(phq9_item9_declined=reading(True))
    evaluation = evaluate(known, Limits(), rules=(find_rule("suicidality"),))
    assert evaluation.found[0].missing == ("phq9_item9",)
    assert evaluation.unanswerable == (Unanswerable("suicidality", ("phq9_item9",)),)


def test_no_rules_find_nothing_and_say_so() -> None:
    assert evaluate(picture(), Limits(), rules=()) == Evaluation()
    assert evaluate(picture(), Limits(), rules=()).all_clear


def test_red_is_more_urgent_than_orange_and_orange_than_yellow() -> None:
    assert most_urgent([Urgency.YELLOW, Urgency.RED, Urgency.ORANGE]) is Urgency.RED
    assert most_urgent([Urgency.YELLOW, Urgency.ORANGE]) is Urgency.ORANGE
    assert most_urgent([]) is None


def test_an_unknown_rule_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownRule) as refused:
        find_rule("withdrawl_crisis")
    assert refused.value.nearest[0] == "withdrawal_crisis"


def test_an_unknown_rule_that_is_near_to_nothing_is_refused_with_all_names() -> None:
    with pytest.raises(UnknownRule) as refused:
        find_rule("zzzz")
    assert set(refused.value.nearest) == {rule.ID for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_every_rule_has_thirteen_source_attributes_in_both_groups(rule: object) -> None:
    record = source_attributes(rule.ID)
    assert len(record["attributes"]) == 13
    assert len(record["regulation"]) == 13
    assert all(record["attributes"].values()), "an empty attribute says nothing"
    assert all(record["regulation"].values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_source_attributes_do_not_claim_more_than_is_true(rule: object) -> None:
    attributes = source_attributes(rule.ID)["attributes"]
    assert attributes["validation"].startswith("not clinically validated")
    assert attributes["funding"] == "none"
    assert set(attributes["inputs"]) == set(rule.READS) >= set(rule.NEEDS)
    assert [one["name"] for one in attributes["evidence"]["thresholds"]] == list(rule.LIMITS)


def test_the_urgencies_in_the_source_attributes_are_those_of_the_page() -> None:
    for rule in RULES:
        page = (Path(__file__).parents[1] / "specs" / "red_flags" / f"{rule.ID}.md").read_text(encoding="utf-8")
        expected = {cells.rstrip(" |").rsplit("|", 1)[-1].strip() for cells in page.splitlines() if cells[:1] == "|"}
        shown = {urgency.value for urgency in Urgency if any(cell.startswith(urgency.value) for cell in expected)}
        assert set(source_attributes(rule.ID)["attributes"]["output"]) == shown, rule.ID


def test_a_finding_can_be_compared_and_is_never_changed() -> None:
    one = Finding("rule", Urgency.RED, "domain", ("because",), "rule.key")
    with pytest.raises(AttributeError):
        one.urgency = Urgency.YELLOW  # type: ignore[misc]  # the assignment is what must be refused


def test_every_sentence_is_used_by_a_rule_and_every_rule_has_sentences() -> None:
    folder = Path(red_flags.__file__).parent
    for reason_key in REASONS:
        rule_id, key = reason_key.split(".")
        assert f'"{key}"' in (folder / f"{rule_id}.py").read_text(encoding="utf-8") or key.startswith("screen_"), key
    assert {reason_key.split(".")[0] for reason_key in REASONS} == {rule.ID for rule in RULES}


def test_all_facts_of_a_finding_can_be_translated() -> None:
    known = picture(phq9_total=reading(Fraction(21)), phq9_baseline=reading(Fraction(9)))
    finding = evaluate(known, Limits(), rules=(find_rule("mood_deterioration"),)).found[0]
    sentences = tuple(REASONS[fact.reason_key].format(**fact.values) for fact in finding.facts)
    assert sentences == finding.because == ("PHQ-9 21, 12 above the own baseline", "PHQ-9 21, high from 15")
    assert (finding.reason_key, finding.values) == (finding.facts[0].reason_key, finding.facts[0].values)


def pain_on(day: int, value: int) -> Reading:
    on = AS_OF.date() - timedelta(days=day)
    return Reading(Fraction(value), on, AS_OF - timedelta(days=day), ref=f"{day}-{value}")


def test_the_worst_answer_of_a_day_counts_and_tomorrow_does_not_exist_yet() -> None:
    readings = (pain_on(1, 3), pain_on(1, 7), pain_on(1, 5), pain_on(-1, 9), pain_on(-1, 8))
    daily = worst_by_day(readings, AS_OF.date(), Fraction(5))
    assert {day: reading.ref for day, reading in daily.items()} == {AS_OF.date() - timedelta(days=1): "1-7"}


def test_of_two_equal_answers_on_a_day_the_first_is_named_as_the_source() -> None:
    first, second = pain_on(1, 7), Reading(Fraction(7), AS_OF.date() - timedelta(days=1), AS_OF, ref="later")
    assert list(worst_by_day((first, second), AS_OF.date(), Fraction(5)).values()) == [first]


@given(st.lists(st.fractions(0, 10, max_denominator=6), min_size=1, max_size=30))
def test_the_median_and_the_spread_are_those_of_the_standard_library(values: list[Fraction]) -> None:
    usual = Fraction(median(values))
    assert median_and_spread(values) == (usual, Fraction(median([abs(value - usual) for value in values])))
    assert middle(values) == usual
