"""The next-step proposal: every row of clinical/specs/change/next_step.md, and that a gap never means "proceed"."""

from __future__ import annotations

from pathlib import Path

import pytest
from glidepath_clinical.evidence import cite
from glidepath_clinical.protocol import Limits
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.proposal import QUESTIONS, THRESHOLDS, Answers, Kind, propose
from hypothesis import given
from hypothesis import strategies as st

PAGE = Path(__file__).parents[2] / "specs" / "change" / "next_step.md"
WELL = {
    "danger_signs_open": "no", "emergency_visit": "no", "acute_illness_or_surgery": "no", "person_asks_to_hold": "no",
    "review_done": "yes", "back_one_asked": "no", "not_tolerable_days": "0", "days_held": "0", "cows": "3",
    "peg_before": "4", "peg_now": "4", "peg_days": "7", "phq9_before": "6", "phq9_now": "6", "phq9_item9": "0",
    "holds_in_three_steps": "0", "percent_of_original": "80",
}  # fmt: skip


def rows() -> list[tuple[str, str, str]]:
    """Case, answers and expected proposal of every row of the page."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [(row[0], row[1], row[2]) for row in cells if row[0] not in ("case", "---")]


def answers(text: str) -> Answers:
    """The answers of someone who is well, but for those that a row names."""
    pairs = dict(part.strip().split("=", 1) for part in text.split(";") if part.strip())
    return Answers.from_json({**WELL, **pairs})


@pytest.mark.parametrize(("case", "said", "expected"), rows(), ids=lambda cell: str(cell))
def test_a_row_of_the_page_is_what_is_proposed(case: str, said: str, expected: str) -> None:
    assert propose(answers(said)).kind == expected, case


def test_the_page_has_rows_for_every_proposal() -> None:
    assert {expected for _, _, expected in rows()} == set(Kind)


@pytest.mark.parametrize("name", sorted(set(WELL)))
def test_one_missing_answer_is_enough_for_cannot_say_and_its_question_is_named(name: str) -> None:
    proposal = propose(Answers.from_json({key: value for key, value in WELL.items() if key != name}))
    assert proposal.kind is Kind.CANNOT_SAY
    assert name in proposal.missing
    assert QUESTIONS[name] in str(proposal.to_json()["missing"])


@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["0", "1", "40", "yes", "no"])))
def test_no_set_of_answers_with_a_gap_ever_proceeds(given_answers: dict[str, str]) -> None:
    try:
        read = Answers.from_json(given_answers)
    except UnusableInput:
        return
    proposal = propose(read)
    assert (proposal.kind is Kind.CANNOT_SAY) or not read.missing
    if proposal.kind is Kind.PROCEED:
        assert not proposal.reasons


def test_every_reason_has_its_answers_threshold_and_source() -> None:
    (reason,) = propose(answers("cows=14")).reasons
    assert reason.to_json() == {
        "leads_to": "hold", "answers": {"cows": "14"}, "threshold": "cows_moderate",
        "because": "moderate withdrawal on the COWS: 13 points", "cite": "cows-2003", "mark": "S",
    }  # fmt: skip


def test_all_reasons_are_told_not_only_the_weightiest() -> None:
    proposal = propose(answers("cows=14; review_done=no; holds_in_three_steps=2"))
    assert [reason.leads_to for reason in proposal.reasons] == [Kind.HOLD, Kind.HOLD, Kind.SMALLER]


def test_what_answers_lead_to_is_told_even_when_nothing_can_be_said() -> None:
    proposal = propose(answers("cows=14; peg_now=unknown"))
    assert (proposal.kind, [reason.leads_to for reason in proposal.reasons]) == (Kind.CANNOT_SAY, [Kind.HOLD])


def test_every_threshold_names_a_source_that_exists() -> None:
    for threshold in THRESHOLDS.values():
        assert cite(threshold.cite).key == threshold.cite


def test_thresholds_shared_with_the_red_flags_are_the_same_numbers() -> None:
    limits = Limits()
    assert THRESHOLDS["cows_moderate"].value == limits.cows_moderate_score
    assert THRESHOLDS["phq9_rise"].value == limits.phq9_rise
    assert THRESHOLDS["phq9_item9"].value == limits.item9_orange_score


@pytest.mark.parametrize(("name", "wrong"), [("cows", "-1"), ("review_done", "maybe"), ("cows", 3.5), ("mood", "1")])
def test_an_answer_that_cannot_be_read_names_its_field(name: str, wrong: object) -> None:
    with pytest.raises(UnusableInput) as caught:
        Answers.from_json({**WELL, name: wrong})
    assert caught.value.field == f"answers.{name}"
