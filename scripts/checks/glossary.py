"""The words of GLOSSARY.md are the folder names: no folder without a word, no word without a folder."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.checks.tree import ROOT, end

PLACES = (
    "clinical/glidepath_clinical",
    "glidepath/foundation",
    "glidepath/record",
    "glidepath/care",
    "glidepath/oversight",
    "glidepath/interfaces",
)
NOT_WORDS = {"migrations", "tests", "templates", "static", "locale", "__pycache__"}
HEADING = re.compile(r"^## (.+)$")
ROW = re.compile(r"^\| `(\w+)` \|")


def words_of(text: str) -> dict[str, set[str]]:
    """The words in each section whose heading names a place in backticks."""
    words: dict[str, set[str]] = {}
    place = ""
    for line in text.splitlines():
        heading, row = HEADING.match(line), ROW.match(line)
        if heading:
            place = next((name for name in PLACES if f"`{name}`" in heading[1]), "")
        elif row and place:
            words.setdefault(place, set()).add(row[1])
    return words


def folders_of(place: Path) -> set[str]:
    """Folders of code with content: each has a Python file of its own."""
    if not place.is_dir():
        return set()
    return {folder.name for folder in place.iterdir() if folder.name not in NOT_WORDS and any(folder.glob("*.py"))}


def modules_of(place: Path) -> set[str]:
    """Words that are a single file."""
    return {file.stem for file in place.glob("*.py")} if place.is_dir() else set()


def problems(root: Path = ROOT) -> list[str]:
    """Each folder without a word and each word without a folder or file."""
    words = words_of((root / "GLOSSARY.md").read_text(encoding="utf-8"))
    found = []
    for name in PLACES:
        known, folders = words.get(name, set()), folders_of(root / name)
        found += [f"{name}/{folder}: not in GLOSSARY.md" for folder in sorted(folders - known)]
        gone = known - folders - modules_of(root / name)
        found += [f"GLOSSARY.md, {name}: there is no '{word}'" for word in sorted(gone)]
    return found


if __name__ == "__main__":
    end(problems())
