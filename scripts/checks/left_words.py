"""No address of a package registry, no path of one machine and no note to oneself is left in the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from scripts.checks.tree import ROOT, end, project_files

# Put together from parts, so that this file passes its own check.
REGISTRIES = [
    "pypi" + r"\.(org|python)",
    "files" + r"\.pythonhosted",
    "registry" + r"\.(npmjs|yarnpkg)",
    "npmjs" + r"\.(com|org)",
    "(deb|security|ftp)" + r"\.debian\.org",
    "archive" + r"\.ubuntu\.com",
    "proxy" + r"\.golang\.org",
]
MACHINE_PATHS = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + r"me/[a-z]", "/Use" + "rs/[A-Za-z]", r"[A-Z]:\\Use" + "rs"]
NOTES = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
PATTERN = re.compile("|".join([*REGISTRIES, *MACHINE_PATHS, *(rf"\b{note}\b" for note in NOTES)]))


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each line with such a word: file, line number, the word."""
    found = []
    for file in files:
        if "vendor" in file.parts:
            continue
        content = (root / file).read_bytes()
        if b"\0" in content[:8000]:
            continue  # not a text
        for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1):
            found += [f"{file}:{number}: {hit[0]}" for hit in PATTERN.finditer(line)]
    return found


if __name__ == "__main__":
    end(problems(project_files()))
