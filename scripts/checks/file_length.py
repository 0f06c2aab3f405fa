"""No file that people write is longer than 300 lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.checks.tree import ROOT, end, project_files

LONGEST = 300
WRITTEN = {".py", ".html", ".js", ".css", ".sh", ".toml"}
NOT_OURS = {"vendor", "migrations"}


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each file that is too long, with its number of lines."""
    found = []
    for file in files:
        if file.suffix in WRITTEN and not NOT_OURS & set(file.parts):
            lines = len((root / file).read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                found.append(f"{file}: {lines} lines; at most {LONGEST}")
    return found


if __name__ == "__main__":
    end(problems(project_files()))
