"""What a text means: keywords in two languages, check-ins in numbers, and words that are never dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.care.checkins.daily import read_answers
from glidepath.care.text_messages.reading_text import Meaning, read_text


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("STOP", Meaning.STOP),
        (" stop. ", Meaning.STOP),
        ("Alto", Meaning.STOP),
        ("cancelar", Meaning.STOP),
        ("START", Meaning.START),
        ("Help!", Meaning.HELP),
        ("AYUDA", Meaning.HELP),
        ("hold", Meaning.HOLD),
        ("Pausa", Meaning.HOLD),
        ("Check-in", Meaning.HOW),
        ("check in", Meaning.HOW),
        ("registro", Meaning.HOW),
        ("DAILY", Meaning.DAYS),
        ("tres", Meaning.DAYS),
        ("join 123456", Meaning.JOIN),
        ("UNIRSE 123456", Meaning.JOIN),
        ("join 12345", Meaning.WORDS),
        ("please hold my taper", Meaning.WORDS),
        ("don't stop", Meaning.WORDS),
        ("I need help with the tablets", Meaning.WORDS),
        ("4 5 6", Meaning.UNCLEAR),
        ("11 5 6 7 2 Y", Meaning.UNCLEAR),
        ("4 5 6 7 2 maybe", Meaning.UNCLEAR),
        ("", Meaning.WORDS),
    ],
)
def test_a_text_means(words: str, meaning: Meaning) -> None:
    assert read_text(words).meaning is meaning


def test_a_whole_check_in_is_read_number_by_number() -> None:
    text = read_text("4, 5, 6, 7, 2, Y, df, slept badly")
    assert text.meaning is Meaning.CHECK_IN
    assert text.answers == {
        "pain": 4,
        "interference": 5,
        "sleep": 6,
        "mood": 7,
        "withdrawal": 2,
        "taken_as_planned": "yes",
        "no_fluids_24h": True,
        "fall": True,
        "free_text": "slept badly",
    }


def test_a_skipped_number_is_not_said_and_never_zero() -> None:
    answers = read_text("s 5 6 7 2 s").answers
    assert (answers["pain"], answers["taken_as_planned"]) == (None, None)


def test_without_letters_nothing_is_said_about_signs() -> None:
    answers = read_text("4 5 6 7 2 n the pain woke me").answers
    assert "no_fluids_24h" not in answers
    assert answers["free_text"] == "the pain woke me"


def test_zero_says_that_none_of_the_signs_was_there() -> None:
    assert read_text("4 5 6 7 2 y 0").answers["no_fluids_24h"] is False


@given(st.text(max_size=1600))
def test_no_text_breaks_the_reading_and_its_answers_fit_the_form(words: str) -> None:
    text = read_text(words)
    if text.answers:
        read_answers(text.answers)


@given(st.text(min_size=1, max_size=500))
def test_what_is_no_keyword_and_no_check_in_is_kept_as_it_was_written(words: str) -> None:
    text = read_text(words)
    if text.meaning in (Meaning.WORDS, Meaning.UNCLEAR):
        assert text.answers == {"free_text": words}


@pytest.mark.parametrize("tail", ["wf", "W F", "w, f", "W,F", "f W.", "0 w f", "F 0 W"])
def test_letters_count_together_or_apart_and_never_say_no_to_the_others(tail: str) -> None:
    answers = read_text(f"4 5 6 7 2 y {tail}").answers
    assert answers["hard_to_wake_or_slow_breathing"] is True and answers["fall"] is True
    assert "no_fluids_24h" not in answers


def test_a_letter_alone_is_that_sign() -> None:
    assert read_text("W").answers == {"hard_to_wake_or_slow_breathing": True}


@pytest.mark.parametrize("words", ["help me", "Help, slow breathing", "AYUDA por favor"])
def test_words_that_begin_with_help_ask_for_help_and_are_kept(words: str) -> None:
    text = read_text(words)
    assert text.asks_for_help and text.answers == {"free_text": words}


def test_words_of_crisis_at_the_end_of_a_long_text_are_among_those_that_are_kept() -> None:
    words = "a long day " * 100 + "and I want to die"
    kept = read_text(words).answers["free_text"]
    assert "want to die" in kept and len(kept) <= 600
