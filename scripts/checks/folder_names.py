"""No folder or module is named for nothing: each name says what lies in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.checks.tree import end, python_files

EMPTY_WORDS = {"util", "helper", "common", "core", "manager", "service", "base", "misc", "shared", "lib"}


def problems(files: Iterable[Path]) -> list[str]:
    """Each Python file whose own name, or a folder of it, is an empty word."""
    found = []
    for file in files:
        for name in (*file.parts[:-1], file.stem):
            if name.lower().rstrip("s") in EMPTY_WORDS:
                found.append(f"{file}: '{name}' does not say what lies in it")
    return found


if __name__ == "__main__":
    end(problems(python_files()))
