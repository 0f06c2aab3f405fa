"""Message catalogues: every text of the product is in them, translated, and compiled as committed."""

from __future__ import annotations

from pathlib import Path

import polib

from scripts.checks.tree import ROOT, end
from scripts.messages import texts_of

LOCALES = ROOT / "glidepath" / "locale"
# English is what the code is written in: its catalogue may leave a text as it is.
WRITTEN_IN = "en"
Key = tuple[str | None, str]


def problems(locales: Path, wanted: set[Key]) -> list[str]:
    """What is wrong in each language's catalogue; `wanted` are the texts found in the code."""
    catalogues = sorted(locales.glob("*/LC_MESSAGES/*.po"))
    if not catalogues:
        return [f"{locales.name}: there is no catalogue"]
    return [problem for file in catalogues for problem in problems_of(file, wanted)]


def problems_of(file: Path, wanted: set[Key]) -> list[str]:
    """What is wrong in one catalogue."""
    language, catalogue = file.parts[-3], polib.pofile(str(file))
    entries = [entry for entry in catalogue if not entry.obsolete]
    known = {(entry.msgctxt, entry.msgid) for entry in entries}
    found = [f"{language}: not in the catalogue: {text!r}" for _, text in sorted(wanted - known, key=str)]
    if language != WRITTEN_IN:
        found += [f"{language}: not translated: {entry.msgid!r}" for entry in entries if not entry.translated()]
    if compiled(file.with_suffix(".mo")) != translations(catalogue):
        found.append(f"{language}: {file.stem}.mo is not compiled from {file.name}; run: make messages")
    return found


def translations(catalogue: polib.POFile | polib.MOFile) -> dict[Key, object]:
    """What a catalogue answers, text by text."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue.translated_entries()
    }


def compiled(file: Path) -> dict[Key, object] | None:
    """What the compiled catalogue answers; None when there is none."""
    return translations(polib.mofile(str(file))) if file.is_file() else None


if __name__ == "__main__":
    end(problems(LOCALES, {(entry.msgctxt, entry.msgid) for entry in texts_of(ROOT / "glidepath")}))
