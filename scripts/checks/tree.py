"""What the checks share: the files of the project, and how a check ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_ROOTS = ("clinical", "glidepath", "journeys", "bench", "demo", "scripts", "tests", "conftest.py")


def project_files(root: Path = ROOT) -> list[Path]:
    """Files that git keeps or would keep, relative to the root; those deleted on disk are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (root / name).is_file())


def python_files(root: Path = ROOT) -> Iterator[Path]:
    """The project's own Python files, relative to the root, without migrations."""
    for file in project_files(root):
        if file.suffix == ".py" and file.parts[0] in PYTHON_ROOTS and "migrations" not in file.parts:
            yield file


def end(problems: Sequence[str]) -> None:
    """Print what is wrong and leave with 1, or leave with 0."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
