"""The page docs/explanation/benchmarks.md: one section for each benchmark, each with the date of its own run.

A run replaces the sections of the benchmarks that it ran and leaves every other as it was, so that a
short run never loses the rows of a long one.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure

FIRST_WORDS = """# Benchmarks

Made by `make bench`, one section for each benchmark. A run replaces the sections of what it ran; the others keep the
rows and the date of their own last run. A row and what stands beside it come from the same run."""
HEADS = "| what | measured | beside | run on |\n|---|---|---|---|"


@dataclass(frozen=True)
class Run:
    """One benchmark as it ran: its name, what it is about, its figures, the date; `in_part` when only some rows ran."""

    name: str
    about: str
    figures: Sequence[Figure]
    on: str
    in_part: bool = False


def store(run: Run, order: Sequence[str], page: Path) -> None:
    """Write the section of one benchmark; the sections stand in this order."""
    known = sections(page.read_text(encoding="utf-8")) if page.is_file() else {}
    known[run.name] = section(run, known.get(run.name, ""))
    told = [known[name] for name in order if name in known]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n\n".join([FIRST_WORDS, *told]) + "\n", encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """Every section of a page, by the name of its benchmark."""
    parts = text.split("\n## ")[1:]
    return {part.split("\n", 1)[0].strip(): f"## {part.strip()}" for part in parts}


def section(run: Run, before: str) -> str:
    """The section of this run; a run in part keeps the rows of `before` that it has not measured again."""
    found = {figure.what: row(figure, run.on) for figure in run.figures}
    rows = {**rows_of(before), **found} if run.in_part else found
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return "\n".join([f"## {run.name}\n\n{run.about} Last run on {machine}.\n", HEADS, *rows.values()])


def row(figure: Figure, on: str) -> str:
    """One line of the table."""
    cells = (figure.what, figure.value, figure.beside, on)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def rows_of(text: str) -> dict[str, str]:
    """The rows of a section by what they measure."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and line not in HEADS]
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}
