"""A validated scale as a page shows it: its official wording, in a language in which it officially exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from glidepath_clinical.scales import CSSRS, PHQ2_SAFETY_ITEM, PHQ9_SUICIDE_ITEM, Item, Scale, Skip

from glidepath.record.instruments.queries import Instrument, instrument_of

SUICIDE_ITEM: Final = PHQ9_SUICIDE_ITEM
SUICIDE_ITEMS: Final = (PHQ9_SUICIDE_ITEM, PHQ2_SAFETY_ITEM)
SCREENER: Final = CSSRS.id
WITH_SAFETY_QUESTION: Final = "phq2-safety"
"""The address of the PHQ-2 with item 9 of the PHQ-9 after it."""


@dataclass(frozen=True)
class Question:
    """One item: its code, its words, its answers as (number, words); `tiles` when only the ends carry words."""

    code: str
    words: str
    answers: tuple[tuple[int, str], ...]
    tiles: bool
    low_words: str = ""
    high_words: str = ""


@dataclass(frozen=True)
class ScalePage:
    """One scale in one language. `language` is that of the wording; `missing_language` that of the reader, if other."""

    id: str
    title: str
    stem: str
    questions: tuple[Question, ...]
    language: str
    missing_language: str
    licence: str
    recall: str
    asks_about_suicide: bool
    by_clinician: bool
    skips: tuple[Skip, ...]

    @property
    def is_screener(self) -> bool:
        """Whether this is the suicide-risk screener itself."""
        return self.id == SCREENER


def scale_page(
    site_id: int, slug: str, on: date, language: str, completed_by: str = "patient"
) -> ScalePage | Instrument | None:
    """The page of a scale; the instrument alone when the clinic may not use it; None when nobody knows it."""
    found = instrument_of(site_id, "phq2" if slug == WITH_SAFETY_QUESTION else slug, on)
    if found is None or found.scale.completed_by != completed_by:
        return None
    return _page(found.scale, language, slug == WITH_SAFETY_QUESTION) if found.usable else found


def _page(scale: Scale, language: str, with_safety_question: bool) -> ScalePage:
    spoken = language if language in scale.languages() else scale.languages()[0]
    safety = [item for item in scale.unscored if with_safety_question and item.code == PHQ2_SAFETY_ITEM]
    items = (*scale.items, *safety)
    return ScalePage(
        id=scale.id,
        title=scale.title,
        stem=scale.stem[spoken] or "",
        questions=tuple(_question(item, spoken) for item in items),
        language=spoken,
        missing_language="" if spoken == language else language,
        licence=f"{scale.licence.holder}: {scale.licence.terms}",
        recall=scale.recall,
        asks_about_suicide=scale.id == SCREENER or any(item.code in SUICIDE_ITEMS for item in items),
        by_clinician=scale.completed_by == "clinician",
        skips=scale.skips,
    )


def _question(item: Item, language: str) -> Question:
    answers = tuple((answer.value, answer.text[language] or "") for answer in item.answers)
    if len(answers) != 11:
        return Question(item.code, item.words(language) or "", answers, tiles=False)
    low, high = (words.partition(" ")[2] for words in (answers[0][1], answers[-1][1]))
    return Question(item.code, item.words(language) or "", answers, True, low, high)


def item_words(scale: Scale, language: str) -> dict[str, tuple[str, dict[int, str]]]:
    """Item code to its question and to the words of each answer, for reading stored answers."""
    spoken = language if language in scale.languages() else next(iter(scale.languages()), "en")
    return {
        item.code: (
            item.words(spoken) or item.words("en") or item.code,
            {one.value: one.text.get(spoken) or one.text.get("en") or str(one.value) for one in item.answers},
        )
        for item in (*scale.items, *scale.unscored)
    }
