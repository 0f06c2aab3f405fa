"""The page of cases of the explanations, and what must hold for every course."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.evidence import CITATIONS
from glidepath_clinical.explanations import (
    FACTS,
    SIGNS,
    Course,
    CourseError,
    Direction,
    Level,
    explain,
    known_medicines,
    table,
    timing_of,
    words_of,
)
from glidepath_clinical.interactions import ingredients
from glidepath_clinical.protocol import Limits
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = Path(__file__).parents[1] / "specs" / "explanations" / "why_worse.md"
TODAY = date(2027, 3, 15)
YES_NO = {"yes": True, "no": False, "": None}
LIMITS = Limits()


def cases() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def day(cell: str) -> date | None:
    return TODAY - timedelta(days=int(cell)) if cell.isdigit() else None


def number(cell: str) -> Fraction | None:
    return Fraction(cell) if cell else None


def course_of(row: dict[str, str]) -> Course:
    return Course(
        today=TODAY,
        onset_on=day(row["onset"]),
        reduced_on=day(row["reduced"]),
        never_reduced=row["reduced"] == "never",
        medicine=row["medicine"] or None,
        direction=Direction(row["goes"]) if row["goes"] else None,
        body_signs=YES_NO[row["body"]],
        pain_rise=number(row["pain"]),
        pain_beyond_usual_place=YES_NO[row["spread"]],
        touch_hurts=YES_NO[row["touch"]],
        better_after_a_dose=YES_NO[row["better after dose"]],
        worse_after_a_raise=YES_NO[row["raise failed"]],
        trigger=YES_NO[row["trigger"]],
        phq9_rise=number(row["PHQ-9"]),
        mood_fell_first=YES_NO[row["mood first"]],
        sleep_hours_lost=number(row["sleep"]),
    )


@pytest.mark.parametrize("row", cases(), ids=lambda row: row["case"])
def test_each_case_of_the_page_is_ranked_as_it_says(row: dict[str, str]) -> None:
    found = explain(course_of(row), LIMITS)
    if row["first"] == "cannot say":
        assert found.cannot_say
        assert list(found.missing) == row["others"].split(", ")
        assert {one.level for one in found.ranked} == {Level.CANNOT_SAY}
        return
    assert not found.cannot_say
    said = [f"{one.name} {one.level.value}" for one in found.ranked]
    assert (said[0], ", ".join(said[1:])) == (row["first"], row["others"])


days = st.integers(0, 90).map(lambda back: TODAY - timedelta(days=back))
answers = st.none() | st.booleans()
numbers = st.none() | st.integers(-5, 27).map(Fraction)
courses = st.builds(
    Course,
    today=st.just(TODAY),
    onset_on=st.none() | days,
    reduced_on=st.none() | days,
    medicine=st.none() | st.sampled_from([*known_medicines(), "foozol"]),
    patch=st.booleans(),
    direction=st.none() | st.sampled_from(Direction),
    body_signs=answers,
    pain_rise=numbers,
    pain_beyond_usual_place=answers,
    touch_hurts=answers,
    better_after_a_dose=answers,
    worse_after_a_raise=answers,
    trigger=answers,
    phq9_rise=numbers,
    mood_fell_first=answers,
    sleep_hours_lost=numbers,
    new_sign=answers,
)
often = settings(max_examples=300, deadline=None)


@given(courses, st.sampled_from(FACTS))
@often
def test_forgetting_a_fact_never_makes_an_explanation_fit(course: Course, fact: str) -> None:
    before = {one.name: one.level for one in explain(course, LIMITS).ranked}
    for one in explain(replace(course, **{fact: None}), LIMITS).ranked:
        assert one.level is not Level.FITS or before[one.name] is Level.FITS


@given(courses)
@often
def test_an_explanation_fits_only_when_each_of_its_signs_is_known_and_says_so(course: Course) -> None:
    for one in explain(course, LIMITS).ranked:
        told = len(one.speaks_for) + len(one.speaks_against)
        assert one.level is not Level.FITS or (told == len(SIGNS[one.name]) and not one.unknown)


@given(courses)
@often
def test_without_onset_or_timing_of_the_dose_nothing_is_ranked(course: Course) -> None:
    found = explain(course, LIMITS)
    unknown = course.onset_on is None or course.reduced_on is None or timing_of(course) is None
    assert found.cannot_say is unknown
    assert unknown is all(one.level is Level.CANNOT_SAY for one in found.ranked)


@given(courses, st.permutations([one.name for one in fields(Course)]))
@often
def test_the_same_facts_give_the_same_answer_in_whatever_order_they_come(course: Course, names: list[str]) -> None:
    turned = Course(**{name: getattr(course, name) for name in names})
    assert explain(turned, LIMITS) == explain(course, LIMITS) == explain(course, LIMITS)


@given(courses)
@often
def test_every_fact_that_is_missing_is_asked_for_once(course: Course) -> None:
    asked = [line.fact for line in explain(course, LIMITS).tell_apart if line.fact]
    assert len(asked) == len(set(asked))
    for line in explain(course, LIMITS).tell_apart:
        assert line.words("en") and line.words("es")


def test_every_line_cites_a_source_and_has_words_in_both_languages() -> None:
    cited = {sign.cite for signs in SIGNS.values() for sign in signs}
    assert cited <= set(CITATIONS)
    for signs in SIGNS.values():
        for sign in signs:
            assert {f"{sign.key}.for", f"{sign.key}.against"} <= set(table())
            assert all(f"ask.{fact}" in table() for fact in sign.facts)
    for key, words in table().items():
        assert words["en"] and words["es"] and (key == "no" or words["en"] != words["es"])


def test_every_medicine_of_the_table_is_known_to_the_rules_on_combinations() -> None:
    assert set(known_medicines()) <= ingredients()


def test_a_fentanyl_patch_is_slower_than_fentanyl() -> None:
    patch, other = (timing_of(Course(TODAY, medicine="fentanyl", patch=patch)) for patch in (True, False))
    assert patch is not None and other is not None
    assert patch.half_life_hours > other.half_life_hours


def test_a_new_sign_comes_before_all_explanations() -> None:
    for new_sign, key in ((True, "look.new_sign"), (None, "look.ask_new_sign")):
        assert [line.key for line in explain(Course(TODAY, new_sign=new_sign), LIMITS).look_first] == [key]
    assert explain(Course(TODAY, new_sign=False), LIMITS).look_first == ()


def test_a_day_in_the_future_and_a_contradiction_are_refused_by_name() -> None:
    with pytest.raises(CourseError, match="onset_on"):
        Course(TODAY, onset_on=TODAY + timedelta(days=1))
    with pytest.raises(CourseError, match="never_reduced"):
        Course(TODAY, reduced_on=TODAY, never_reduced=True)


def test_words_of_an_unknown_key_are_an_error() -> None:
    with pytest.raises(KeyError):
        words_of("diagnosis")


def test_a_number_in_a_sentence_has_one_decimal_place() -> None:
    course = Course(TODAY, onset_on=TODAY, never_reduced=True, pain_rise=Fraction(1, 4))
    flare = next(one for one in explain(course, LIMITS).ranked if one.name == "flare")
    assert "pain has hardly risen (0.2)" in [line.words() for line in flare.speaks_against]
