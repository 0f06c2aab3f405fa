"""Charts: gaps stay gaps, nothing is told that was not asked, and nothing depends on the page's language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from glidepath.foundation.pieces import gallery_data
from glidepath.foundation.pieces.charts import Lane, Path, Point, Spark, cut_scale, own_band, sleep_lane
from glidepath.foundation.pieces.draw_lane import current
from glidepath.foundation.pieces.draw_path import draw_path
from glidepath.foundation.pieces.draw_picture import draw_picture
from glidepath.foundation.pieces.draw_spark import draw_spark
from glidepath.foundation.pieces.geometry import Stretch, polyline, stairs
from glidepath.foundation.pieces.picture_table import picture_table
from glidepath.foundation.pieces.running_mean import mean_on

DAY = date(2026, 6, 9)


def week(*values: str | None) -> list[Point]:
    first = DAY - timedelta(days=len(values) - 1)
    return [Point(first + timedelta(days=n), None if v is None else Decimal(v)) for n, v in enumerate(values)]


def test_a_mean_of_fewer_than_four_values_in_seven_days_is_not_said() -> None:
    assert mean_on(week("4", None, None, "5", None, None, "6"), DAY, 7) is None
    assert mean_on(week("4", "4", None, "6", None, None, "6"), DAY, 7) == 5


def test_a_missing_value_breaks_the_line() -> None:
    assert polyline([(0, 1), None, (2, 3), (4, 5)]) == "M0 1M2 3L4 5"


def test_a_staircase_without_corners_goes_straight_down() -> None:
    assert stairs([Stretch(0, 10, 5), Stretch(10, 20, 9)]) == "M0 5H10V9H20"


def test_coordinates_keep_their_point_where_numbers_are_written_with_a_comma() -> None:
    with translation.override("es"):
        page = Template("{% load pieces %}{% lane_chart picture %}").render(
            Context({"picture": gallery_data.picture()})
        )
    assert not re.search(r' (?:x|y|d|cx|cy|width)="[^"]*\d,\d', page)


def test_both_drawings_are_well_formed_and_named_for_screen_readers() -> None:
    page = Template("{% load pieces %}{% lane_chart picture %}").render(Context({"picture": gallery_data.picture()}))
    drawings = [
        ElementTree.fromstring(svg) for svg in re.findall(r'<svg class="chart" viewBox="0 0 [38].*?</svg>', page, re.S)
    ]
    assert len(drawings) == 2
    for svg in drawings:
        title_id, desc_id = svg.attrib["aria-labelledby"].split()
        assert svg.find("title").attrib["id"] == title_id and svg.find("desc").attrib["id"] == desc_id


def test_text_in_a_chart_is_escaped() -> None:
    picture = replace(gallery_data.picture(), medicine="<script>x</script>", finding="<b>")
    page = Template("{% load pieces %}{% lane_chart picture %}").render(Context({"picture": picture}))
    assert "<script>" not in page and "<b>" not in page


def test_a_week_without_answers_says_no_data_and_never_zero() -> None:
    picture = replace(gallery_data.picture(), lanes=(sleep_lane([]),))
    table = picture_table(picture)
    assert {cell for row in table.weeks for cell in row.cells} == {"no data"}


def test_a_week_with_two_answers_has_no_mean() -> None:
    picture = replace(gallery_data.picture(), lanes=(sleep_lane(week("6", None, None, None, None, None, "7")),))
    assert picture_table(picture).weeks[0].cells == ["2 answers, no mean"]


def test_an_old_value_does_not_speak_for_today() -> None:
    lane = Lane(
        "Function", "PEG", (Point(DAY - timedelta(days=15), Decimal(6)),), Decimal(0), Decimal(10), every_days=7
    )
    assert current(lane, DAY) is None
    assert current(lane, DAY - timedelta(days=8)) == 6


def test_a_rest_is_named_in_the_table() -> None:
    doses = {week.dose for week in picture_table(gallery_data.picture()).weeks}
    assert any("150 mg (hold)" in dose for dose in doses)


def test_a_planned_dose_never_stands_among_the_doses_taken() -> None:
    assert not any("120" in week.dose for week in picture_table(gallery_data.picture()).weeks)


def test_the_narrow_picture_shows_ten_weeks_and_the_wide_one_everything() -> None:
    wide, narrow = draw_picture(gallery_data.picture())
    assert (wide.width, narrow.width) == (820, 326)
    assert "180 mg" in {shape.text for shape in wide.shapes}
    assert "180 mg" not in {shape.text for shape in narrow.shapes}


def test_the_path_says_where_the_person_stands_even_when_no_number_fits() -> None:
    words = {shape.text for shape in draw_path(gallery_data.long_path(), narrow=True).shapes}
    assert "You are here: 200 mg" in words


@pytest.mark.parametrize("narrow", [False, True])
def test_no_two_words_of_a_path_lie_on_each_other(narrow: bool) -> None:
    texts = [shape for shape in draw_path(gallery_data.path(), narrow).shapes if shape.kind == "text"]
    boxes = [_box(shape.text, float(shape.x), float(shape.y), shape.anchor) for shape in texts]
    for n, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[n + 1 :]:
            assert abs(y - other_y) >= 11 or right < other_left or other_right < left


def _box(words: str, x: float, y: float, anchor: str) -> tuple[float, float, float]:
    wide = len(words) * 6.2
    left = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
    return left, left + wide, y


def test_a_path_without_a_dose_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="path empty"):
        draw_path(Path("empty", "", "", "mg", (), DAY, DAY))


def test_a_row_without_any_value_is_empty_and_not_flat() -> None:
    view = draw_spark(Spark("pain", "No answer", (None, None), Decimal(0), Decimal(10)))
    assert view.empty and [shape for shape in view.shapes if shape.css == "ln"] == []


def test_the_last_value_outside_the_own_band_gets_an_open_ring() -> None:
    spark = Spark("pain", "", (Decimal(4), Decimal(9)), Decimal(0), Decimal(10), (Decimal(3), Decimal(5)))
    assert draw_spark(spark).shapes[-1].css == "out"
    assert draw_spark(replace(spark, values=(Decimal(9), Decimal(4)))).shapes[-1].css == "pt"


def test_two_readings_are_too_few_for_a_band_of_ones_own() -> None:
    assert own_band(week("4", "5"), DAY - timedelta(days=9), DAY) is None


def test_a_cut_scale_holds_everything_drawn_and_stays_within_the_questionnaire() -> None:
    assert cut_scale(week("6.2", "7.4"), None, 0, 10) == (Decimal(4), Decimal(10))
    assert cut_scale(week("9", "10"), None, 0, 10) == (Decimal(5), Decimal(10))
    assert cut_scale(week("0", "9"), None, 0, 10) == (Decimal(0), Decimal(9))
