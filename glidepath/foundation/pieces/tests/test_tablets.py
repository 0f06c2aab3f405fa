"""Drawings of doses: they follow the frozen rendering and refuse to guess."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from glidepath.foundation.pieces.dose_rows import dose_rows
from glidepath.foundation.pieces.tablets import UnreadableDose, glyphs_for, look_of
from glidepath.foundation.pieces.wording import amounts_together


def test_one_and_a_half_tablets_are_one_whole_and_one_half() -> None:
    [group] = glyphs_for([{"strength": "15", "count": "1.5"}])
    assert [(glyph.label, glyph.part) for glyph in group] == [("15", "whole"), ("15", "half")]


def test_more_than_four_of_a_kind_are_one_drawing_and_a_number() -> None:
    [group] = glyphs_for([{"strength": "300", "count": "6"}], "capsule")
    assert [(glyph.part, glyph.many) for glyph in group] == [("many", "6")]


@pytest.mark.parametrize("form", ["capsule", "patch", "liquid"])
def test_a_form_that_cannot_be_cut_is_never_drawn_as_a_half(form: str) -> None:
    [group] = glyphs_for([{"strength": "10", "count": "0.5"}], form)
    assert [(glyph.part, glyph.many) for glyph in group] == [("many", "0.5")]


@pytest.mark.parametrize(
    "strengths",
    [
        ["15", "30", "60", "100", "200"],
        ["5", "10", "15", "20", "30", "40", "60", "80"],
        ["100", "300", "400", "600", "800"],
        ["2", "5", "10"],
        ["0.5", "1", "2"],
    ],
)
def test_two_strengths_of_one_product_never_look_alike(strengths: list[str]) -> None:
    assert len({look_of(strength) for strength in strengths}) == len(strengths)


@pytest.mark.parametrize(
    ("unit", "field"),
    [
        ({"count": "1"}, "strength"),
        ({"strength": "15"}, "count"),
        ({"strength": "15", "count": "many"}, "count"),
        ({"strength": "15", "count": "-1"}, "count"),
        ({"strength": "x", "count": "1"}, "strength"),
    ],
)
def test_a_unit_that_cannot_be_read_is_refused_by_the_name_of_its_field(unit: dict[str, str], field: str) -> None:
    with pytest.raises(UnreadableDose, match=f"^{field}"):
        glyphs_for([unit])


def test_a_dose_without_words_is_refused_because_a_drawing_is_no_instruction() -> None:
    with pytest.raises(UnreadableDose, match="words"):
        dose_rows([{"time_of_day": "morning", "units": []}])


def test_the_instruction_is_printed_letter_for_letter_and_its_amounts_do_not_break() -> None:
    words = "One 60 mg tablet and one and a half 15 mg tablets"
    marked = amounts_together(words)
    assert re.sub(r"<[^>]+>", "", marked) == words
    assert '<bdi class="nowrap">60 mg</bdi>' in marked


def test_words_with_markup_in_them_are_escaped() -> None:
    row = {"time_of_day": "noon", "units": [{"strength": "15", "count": "1"}], "words": "One <b>15 mg</b> tablet"}
    page = Template("{% load pieces %}{% dose_rows rows %}").render(Context({"rows": [row]}))
    assert "<b>" not in page and "&lt;b&gt;" in page


def test_drawings_are_hidden_from_screen_readers_and_the_words_are_not() -> None:
    row = {"time_of_day": "morning", "units": [{"strength": "60", "count": "1"}], "words": "One 60 mg tablet"}
    page = Template("{% load pieces %}{% dose_rows rows %}").render(Context({"rows": [row]}))
    assert '<span class="tabs-row" aria-hidden="true">' in page
    assert '<p class="words" dir="auto">One <bdi class="nowrap">60 mg</bdi> tablet</p>' in page
