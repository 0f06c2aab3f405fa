"""The page of benchmarks: a run replaces what it measured and loses nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import main
from bench.figures import Figure
from bench.page import Run, rows_of, sections, store

pytestmark = pytest.mark.house
ORDER = ("plans", "board", "regimens")


def stored(page: Path, run: Run) -> dict[str, str]:
    store(run, ORDER, page)
    return sections(page.read_text())


def figure(what: str, value: str) -> Figure:
    return Figure(what, value, "same run")


def test_a_short_run_keeps_the_rows_and_the_date_of_a_long_one(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    long = stored(page, Run("regimens", "Many regimens.", [figure("answered", "100,000")], "2026-11-20"))
    both = stored(page, Run("plans", "How fast.", [figure("usual plan", "12 ms")], "2026-11-27"))
    assert both["regimens"] == long["regimens"]
    assert "| answered | 100,000 | same run | 2026-11-20 |" in both["regimens"]
    assert "| usual plan | 12 ms | same run | 2026-11-27 |" in both["plans"]
    assert list(both) == ["plans", "regimens"], "sections stand in the order of the benchmarks, not of the runs"


def test_a_new_run_leaves_no_row_of_the_run_before(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    stored(page, Run("plans", "How fast.", [figure("old name", "1 ms"), figure("usual", "2 ms")], "2026-11-20"))
    now = stored(page, Run("plans", "How fast.", [figure("usual", "3 ms")], "2026-11-27"))
    assert list(rows_of(now["plans"])) == ["usual"]
    assert "3 ms" in now["plans"]


def test_a_run_in_part_keeps_the_other_rows_of_its_benchmark(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    stored(page, Run("board", "Pages.", [figure("200 people", "50 ms"), figure("2,000 people", "60 ms")], "2026-11-20"))
    now = stored(page, Run("board", "Pages.", [figure("200 people", "40 ms")], "2026-11-27", in_part=True))
    assert rows_of(now["board"]) == {
        "200 people": "| 200 people | 40 ms | same run | 2026-11-27 |",
        "2,000 people": "| 2,000 people | 60 ms | same run | 2026-11-20 |",
    }


def test_a_bar_in_a_figure_does_not_break_the_table(tmp_path: Path) -> None:
    now = stored(tmp_path / "page.md", Run("plans", "How fast.", [figure("a | b", "1")], "2026-11-27"))
    assert rows_of(now["plans"]) == {"a &#124; b": "| a &#124; b | 1 | same run | 2026-11-27 |"}


@pytest.mark.parametrize(
    ("word", "said"), [("plan", "No benchmark plan. There are plans,"), ("plans:slow", "plans has no part slow.")]
)
def test_an_unknown_benchmark_or_part_is_refused_by_name(
    word: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word]) == 2
    assert said in capsys.readouterr().err
