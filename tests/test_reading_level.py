"""What patients read in English stays within eight years of school, measured by Flesch and Kincaid's grade.

The grade of one short sentence jumps with a single word, so a text is judged by its grade and by the length of its
longest sentence. Names of medicines, and words a lesson explains, count as short: they are taught, not avoided.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from scripts.messages import texts_of

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "glidepath"
HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 25
FEWEST_WORDS = 8  # under this a grade says nothing
# Where texts for patients stand. A text that is also used for the team is judged as the patient's.
PATIENT_TEMPLATES = (
    "oversight/patient_home/templates",
    "care/checkins/templates/checkins/_daily_fields.html",
    "care/checkins/templates/checkins/_scale_fields.html",
    "care/checkins/templates/checkins/daily.html",
    "care/checkins/templates/checkins/done.html",
    "care/checkins/templates/checkins/scale.html",
    "care/consent/templates",
    "care/education/templates",
    "care/escalation/templates/escalation/_",
    "care/escalation/templates/escalation/help.html",
    "care/tapering/templates/tapering/call_us.html",
    "care/tapering/templates/tapering/my_plan.html",
    "care/tapering/templates/tapering/pause.html",
    "foundation/notify/templates",
    "interfaces/documents/templates",
    "interfaces/wearables/templates",
    "templates/account/",
    "templates/error_base.html",
    "templates/404.html",
    "templates/500.html",
    "templates/pieces/care_bar.html",
    "templates/pieces/dose_",
    "templates/pieces/scale.html",
    "templates/pieces/step_list.html",
)
PATIENT_CODE = (
    "care/checkins/daily.py",
    "care/checkins/daily_page.py",
    "care/checkins/forms.py",
    "care/consent/",
    "care/education/",
    "care/tapering/patient_pages.py",
    "interfaces/documents/paper.py",
    "interfaces/wearables/",
    "oversight/patient_home/",
)
TAUGHT = {"naloxone": 2, "medicine": 2, "medicines": 2, "withdrawal": 2, "milligrams": 2, "pharmacy": 2, "weekends": 2}
VALUE = re.compile(r"%\(\w+\)\d*[a-z]|\{\w+\}|\$\w+")
VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Judged:
    """One text with its grade and the words of its longest sentence."""

    grade: float
    longest: int
    text: str


def sentences_of(text: str) -> list[list[str]]:
    """The words of each sentence; a value stands for one short word."""
    plain = re.sub(r"<[^>]+>", "", VALUE.sub("ten", text).replace("%%", " percent"))
    parts = re.split(r"[.!?:;]+(?:\s|$)|\n", plain)
    found = [re.findall(r"[A-Za-z][A-Za-z'’-]*|\d+", part) for part in parts]
    return [words for words in found if words]


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough for a mean."""
    small = word.lower().strip("'’")
    if small in TAUGHT:
        return TAUGHT[small]
    if not small.isalpha():
        return sum(syllables(part) for part in re.split(r"[^a-z]+", small) if part) or 1
    groups = len(VOWELS.findall(small))
    silent = small.endswith("e") and not small.endswith("le") and groups > 1
    silent_ed = small.endswith("ed") and small[-3:-2] not in ("t", "d") and groups > 1
    return max(1, groups - int(silent or silent_ed))


def grade(sentences: list[list[str]]) -> float:
    """Years of school by Flesch and Kincaid: 0.39 words a sentence, 11.8 syllables a word, less 15.59."""
    words = [word for sentence in sentences for word in sentence]
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def judged(text: str) -> Judged:
    """One text, judged."""
    sentences = sentences_of(text)
    return Judged(round(grade(sentences), 1), max(len(words) for words in sentences), text)


def too_hard(texts: list[str]) -> list[Judged]:
    """The texts above the bounds, the hardest first."""
    long_enough = [text for text in texts if sum(len(words) for words in sentences_of(text)) >= FEWEST_WORDS]
    rows = [judged(text) for text in long_enough]
    hard = [row for row in rows if row.grade > HIGHEST_GRADE or row.longest > LONGEST_SENTENCE]
    return sorted(hard, key=lambda row: (-row.grade, row.text))


def told(rows: list[Judged]) -> str:
    """The list for whoever has to mend it."""
    return "\n" + "\n".join(f"grade {row.grade}, longest sentence {row.longest}: {row.text}" for row in rows)


def is_for_patients(file: str) -> bool:
    """True for a file whose texts patients read."""
    inside = file.removeprefix("./").removeprefix("glidepath/")
    return inside.startswith((*PATIENT_TEMPLATES, *PATIENT_CODE))


@cache
def texts_on_pages() -> list[str]:
    """The English texts of the patient's pages and notices."""
    found = [entry for entry in texts_of(PRODUCT) if any(is_for_patients(file) for file, _ in entry.occurrences)]
    return [text for entry in found for text in (entry.msgid, entry.msgid_plural) if text]


def texts_of_lessons() -> list[str]:
    """Each paragraph, point, question and answer of the lessons."""
    found: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, str) and " " in value:
            found.append(value)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(part)

    for file in (PRODUCT / "care" / "education" / "texts").rglob("*.en.json"):
        collect(json.loads(file.read_text(encoding="utf-8")))
    return found


def texts_of_consents() -> list[str]:
    """Each line of the consent texts."""
    files = (PRODUCT / "care" / "consent" / "texts").rglob("*.en.md")
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_the_measure_knows_an_easy_text_from_a_hard_one() -> None:
    easy = "You can rest at any step. You do not have to say why."
    hard = "Discontinuation of long-term opioid analgesia necessitates individualised interdisciplinary consideration."
    assert judged(easy).grade < 3
    assert judged(hard).grade > 15
    assert [row.text for row in too_hard([easy, hard])] == [hard]


def test_the_texts_of_patients_are_found() -> None:
    texts = texts_on_pages()
    assert "Pause my taper" in texts
    assert "Choose a framework. None is chosen for you." not in texts
    assert len(texts) > 150


READING = (texts_on_pages, texts_of_lessons, texts_of_consents)


@pytest.mark.parametrize("read", READING)
def test_no_text_for_patients_asks_for_more_than_eight_years_of_school(read: Callable[[], list[str]]) -> None:
    hard = too_hard(read())
    assert not hard, told(hard)


@pytest.mark.parametrize("read", READING)
def test_patient_texts_together_read_like_the_sixth_grade(read: Callable[[], list[str]]) -> None:
    together = [sentence for text in read() for sentence in sentences_of(text)]
    assert grade(together) <= 6.0, f"grade {grade(together):.1f} over {len(together)} sentences"
