"""The questionnaires: permitted answers, codes, wording, licence; a missing item is never a score."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.scales import (
    ALSO_ACCEPTED,
    AUDIT_C,
    COWS,
    CSSRS,
    GAD2,
    GAD7,
    NRS,
    PEG,
    PHQ2,
    PHQ2_SAFETY_ITEM,
    PHQ9,
    PHQ9_SUICIDE_ITEM,
    SCALES,
    SOWS_GOSSOP,
    PackError,
    Scale,
    ScaleError,
    Scoring,
    find_scale,
    scale_from_pack,
    scale_from_text,
    scale_to_pack,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

each_scale = pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)


def answered(scale: Scale, draw: st.DataObject) -> dict[str, int]:
    return {item.code: draw.draw(st.sampled_from([one.value for one in item.answers])) for item in scale.items}


def loinc_check_digit_is_right(code: str) -> bool:
    """LOINC's check digit: Luhn's mod 10 over the number before the hyphen.

    The letters of an answer code add a constant that depends on the number's length: 5 for LA and two or four
    digits, 2 for LA and five, as the published answer codes show.
    """
    number, check = code.removeprefix("LA").split("-")
    letters = {2: 5, 4: 5, 5: 2}[len(number)] if code.startswith("LA") else 0
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number))]
    return (letters - sum(value // 10 + value % 10 for value in doubled)) % 10 == int(check)


@given(st.sampled_from(SCALES), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_full_set_of_permitted_answers_scores_within_the_range(scale: Scale, data: st.DataObject) -> None:
    result = scale.score(answered(scale, data))
    assert result.missing == ()
    assert result.total is not None and 0 <= result.total <= scale.highest


@given(st.sampled_from(SCALES), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_taking_away_any_answer_that_was_asked_takes_away_the_score(scale: Scale, data: st.DataObject) -> None:
    answers = answered(scale, data)
    whole = scale.score(answers)
    forgotten = data.draw(st.sampled_from(sorted(answers)))
    del answers[forgotten]
    result = scale.score(answers)
    if forgotten in scale.skipped(answers):
        assert result.missing == ()
    elif scale.scoring is Scoring.HIGHEST and result.total is not None:
        assert result.total == whole.total == scale.highest
    else:
        assert (result.total, result.band, result.missing) == (None, None, (forgotten,))


@given(st.data())
def test_no_missing_answer_ever_makes_the_risk_look_smaller(data: st.DataObject) -> None:
    answers = answered(CSSRS, data)
    whole, kept = CSSRS.score(answers), data.draw(st.sets(st.sampled_from(sorted(answers))))
    partly = CSSRS.score({code: answers[code] for code in kept})
    skipped = CSSRS.skipped({code: answers[code] for code in kept})
    if partly.total is not None and not skipped:
        assert whole.total is not None and partly.total >= whole.total


@each_scale
def test_the_highest_answers_give_the_highest_score(scale: Scale) -> None:
    worst = {item.code: max(answer.value for answer in item.answers) for item in scale.items}
    assert scale.score(worst).total == scale.highest


@each_scale
def test_an_answer_that_is_not_on_the_list_is_refused(scale: Scale) -> None:
    item = scale.items[0]
    for value in (-1, 11, True, "1", None, 1.0):
        with pytest.raises(ScaleError, match="the answer must be one of") as refused:
            scale.score({item.code: value})
        assert refused.value.item == item.code


def test_a_pulse_of_3_points_does_not_exist() -> None:
    with pytest.raises(ScaleError, match="must be one of 0, 1, 2, 4"):
        COWS.score({"cows_pulse": 3})


def test_an_item_of_another_scale_is_refused() -> None:
    with pytest.raises(ScaleError, match="has no such item"):
        PHQ2.score({"phq9_1": 1})


def test_the_difficulty_question_is_asked_but_never_counted() -> None:
    answers = {item.code: 1 for item in PHQ9.items}
    assert PHQ9.score({**answers, "phq9_difficulty": 3}).total == PHQ9.score(answers).total == 9


def test_item_9_of_the_phq9_is_the_question_about_suicide() -> None:
    item = PHQ9.item(PHQ9_SUICIDE_ITEM)
    assert item is not None and item.loinc == "44260-8"
    assert "better off dead" in (item.words("en") or "")


def test_the_short_scales_are_the_first_items_of_the_long_ones() -> None:
    for short, long in ((PHQ2, PHQ9), (GAD2, GAD7)):
        assert [(item.text, item.loinc) for item in short.items] == [(item.text, item.loinc) for item in long.items[:2]]


def test_the_codes_are_those_of_loinc() -> None:
    codes = {scale.id: [item.loinc for item in scale.items] for scale in SCALES}
    assert codes["peg"] == ["75893-8", "91145-3", "91146-1"]
    assert codes["phq9"][:3] == ["44250-9", "44255-8", "44259-0"]
    assert codes["phq9"][3:] == ["44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"]
    assert codes["gad7"] == ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
    assert [(scale.loinc_panel, scale.loinc_total) for scale in (PEG, PHQ2, PHQ9, GAD7)] == [
        ("91148-7", "91147-9"),
        ("55757-9", "55758-7"),
        ("44249-1", "44261-6"),
        ("69737-5", "70274-6"),
    ]


@each_scale
def test_every_loinc_code_has_a_right_check_digit(scale: Scale) -> None:
    items = [*scale.items, *scale.unscored]
    codes = [scale.loinc_panel, scale.loinc_total, *(item.loinc for item in items)]
    answer_codes = [answer.code for item in items for answer in item.answers]
    for code in (*codes, *answer_codes):
        assert code is None or loinc_check_digit_is_right(code), code


def test_who_never_drinks_is_not_asked_how_much() -> None:
    assert AUDIT_C.skipped({"auditc_1": 0}) == {"auditc_2", "auditc_3"}
    assert AUDIT_C.score({"auditc_1": 0}).total == 0
    assert AUDIT_C.skipped({"auditc_1": 1}) == frozenset()


def test_the_safety_question_after_the_phq2_is_item_9_of_the_phq9_and_never_counted() -> None:
    (safety,) = PHQ2.unscored
    nine = PHQ9.item(PHQ9_SUICIDE_ITEM)
    assert nine is not None
    assert (safety.code, safety.text, safety.loinc) == (PHQ2_SAFETY_ITEM, nine.text, nine.loinc)
    assert PHQ2.score({"phq2_1": 1, "phq2_2": 1, "phq2_safety": 3}).total == 2


def test_a_scale_whose_terms_are_not_known_is_restricted_and_carries_no_wording() -> None:
    assert SOWS_GOSSOP.licence.restricted
    assert SOWS_GOSSOP.languages() == ()
    assert [scale.id for scale in SCALES if scale.licence.restricted] == ["sowsg"]
    assert all("en" in scale.languages() for scale in SCALES if not scale.licence.restricted)


def test_the_withdrawal_scale_has_no_loinc_and_borrows_none() -> None:
    assert COWS.loinc_panel is None and COWS.loinc_total is None
    assert all(item.loinc is None and answer.code is None for item in COWS.items for answer in item.answers)
    assert COWS.completed_by == "clinician"


def test_no_code_is_claimed_for_panel_and_total_of_the_gad2() -> None:
    assert GAD2.loinc_panel is None and GAD2.loinc_total is None


def test_more_than_half_the_days_is_accepted_under_both_codes_and_written_under_one() -> None:
    written = {answer.code for item in PHQ9.items for answer in item.answers}
    assert ALSO_ACCEPTED["LA18938-3"] in written
    assert "LA18938-3" not in written


@each_scale
def test_every_scale_says_its_licence_source_recall_and_marks(scale: Scale) -> None:
    assert scale.licence.holder and scale.licence.terms and scale.source and scale.recall and scale.cites
    assert {scale.mark, scale.licence.mark, *(band.mark for band in scale.bands)} <= {"S", "V", "D", "M"}
    assert scale.completed_by in ("patient", "clinician")


@each_scale
def test_item_codes_are_unique_and_carry_the_name_of_the_scale(scale: Scale) -> None:
    codes = [item.code for item in (*scale.items, *scale.unscored)]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith(f"{scale.id}_") for code in codes)


def test_a_scale_is_asked_only_in_languages_whose_wording_is_complete() -> None:
    assert {scale.id for scale in SCALES if "es" in scale.languages()} == {"nrs", "phq2", "phq9", "gad2", "gad7"}
    assert PEG.items[0].words("es") is None
    assert PEG.items[0].words("xx") is None


@each_scale
def test_a_language_other_than_english_says_where_its_wording_comes_from(scale: Scale) -> None:
    assert set(scale.translations) == set(scale.languages()) - {"en"}


@each_scale
def test_a_pack_written_and_read_again_is_the_same_scale(scale: Scale) -> None:
    assert scale_from_text(json.dumps(scale_to_pack(scale))) == scale


def broken(**changes: object) -> dict[str, Any]:
    return {**scale_to_pack(GAD2), **changes}


@pytest.mark.parametrize(
    ("pack", "place"),
    [
        ([], "pack"),
        ({"format": "glidepath-scale-1"}, "pack"),
        (broken(format="other"), "format"),
        (broken(price=3), "pack"),
        (broken(title=""), "title"),
        (broken(scoring="median"), "scoring"),
        (broken(mark="X"), "mark"),
        (broken(highest=7), "highest"),
        (broken(highest=6.0), "highest"),
        (broken(items="all"), "items"),
        (broken(items=[{"code": "gad2_1", "text": {"en": "x"}, "answers": "often"}]), "items[0].answers"),
        (broken(items=[{"code": "gad2_1", "text": {"en": " "}, "answers": "answers_1"}]), "items[0].text.en"),
        (broken(items=[{"code": "other_1", "text": {"en": "x"}, "answers": "answers_1"}], highest=3), "items"),
        (broken(skips=[{"item": "gad2_9", "value": 0, "items": ["gad2_1"]}]), "skips"),
        (broken(scoring="highest"), "weights"),
        (broken(translations={}), "translations"),
        (broken(licence={"holder": "x", "terms": "y", "mark": "S", "restricted": "no"}), "licence.restricted"),
    ],
)
def test_a_pack_that_cannot_be_right_is_refused_by_its_place(pack: object, place: str) -> None:
    with pytest.raises(PackError) as refused:
        scale_from_pack(pack)
    assert refused.value.place == place


def test_a_file_that_is_not_json_is_refused_by_its_line() -> None:
    with pytest.raises(PackError, match="line 2: this is not JSON"):
        scale_from_text('{"format":\n what}')


def test_the_mean_of_the_peg_stays_exact() -> None:
    assert PEG.score({"peg_pain": 5, "peg_enjoyment": 6, "peg_activity": 6}).total == Fraction(17, 3)


def test_a_scale_is_found_by_its_id_or_refused_with_the_ids_there_are() -> None:
    assert find_scale("nrs") is NRS
    with pytest.raises(
        ScaleError, match="there are peg, nrs, phq2, phq9, gad2, gad7, cows, cssrs, auditc, pgic, sowsg"
    ):
        find_scale("bpi")
