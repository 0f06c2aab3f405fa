"""Bring the message catalogues up to the code, and compile them: new texts come in, gone ones go out.

What people translated stays as it is. The catalogues carry no line numbers, so that they change only
when a text does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = {"en": "nplurals=2; plural=(n != 1);", "es": "nplurals=2; plural=(n != 1);"}
NOT_SEARCHED = shutil.ignore_patterns("tests", "__pycache__", "locale", "static")
# xgettext may lie in any of these; nothing else of the environment is needed.
PROGRAMS = "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"


def texts_of(package: Path) -> polib.POFile:
    """Every text marked for translation in Python and templates, found by Django's own search."""
    if shutil.which("xgettext") is None:
        sys.exit("xgettext is missing: install the package gettext")
    with tempfile.TemporaryDirectory(prefix="gp-messages-") as folder:
        copy = Path(folder) / package.name
        shutil.copytree(package, copy, ignore=NOT_SEARCHED)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "-l", "en", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True, env={"PATH": PROGRAMS})
        found = copy / "locale" / "django.pot"
        return polib.pofile(str(found)) if found.is_file() else polib.POFile()


def bring_up_to_date(file: Path, texts: polib.POFile, language: str) -> polib.POFile:
    """One language's catalogue with exactly these texts, sorted, translations kept."""
    old = polib.pofile(str(file)) if file.is_file() else polib.POFile()
    new = polib.POFile()
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for text in sorted(texts, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        new.append(carried_over(text, old.find(text.msgid, msgctxt=text.msgctxt or False)))
    return new


def carried_over(text: polib.POEntry, before: polib.POEntry | None) -> polib.POEntry:
    """The entry for one text, with what was translated before."""
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.msgctxt, msgid_plural=text.msgid_plural)
    entry.flags = [flag for flag in text.flags if flag != "fuzzy"]
    entry.comment = text.comment
    if text.msgid_plural:
        entry.msgstr_plural = (before.msgstr_plural if before else None) or {0: "", 1: ""}
    elif before:
        entry.msgstr = before.msgstr
    return entry


def main() -> None:
    """Write and compile every language's catalogue; tell how much is still to translate."""
    texts = texts_of(ROOT / "glidepath")
    for language in LANGUAGES:
        file = ROOT / "glidepath" / "locale" / language / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        catalogue = bring_up_to_date(file, texts, language)
        catalogue.save(str(file))
        catalogue.save_as_mofile(str(file.with_suffix(".mo")))
        print(f"{language}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} not translated")


if __name__ == "__main__":
    main()
