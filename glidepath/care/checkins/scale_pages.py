"""A validated scale as a page shows it: its official wording, in a language in which it officially exists."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath_clinical.scales import PHQ9_SUICIDE_ITEM, SCALES, Item, Scale, ScaleError, find_scale

BY_PATIENT = tuple(scale.id for scale in SCALES if scale.completed_by == "patient")
SUICIDE_ITEM = PHQ9_SUICIDE_ITEM


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


def scale_page(scale_id: str, language: str, completed_by: str = "patient") -> ScalePage | None:
    """The page of a scale, or None when there is no such scale for this kind of person."""
    try:
        scale = find_scale(scale_id)
    except ScaleError:
        return None
    if scale.completed_by != completed_by:
        return None
    spoken = language if language in scale.languages() else "en"
    return ScalePage(
        id=scale.id,
        title=scale.title,
        stem=scale.stem[spoken] or "",
        questions=tuple(_question(item, spoken) for item in scale.items),
        language=spoken,
        missing_language="" if spoken == language else language,
        licence=f"{scale.licence.holder}: {scale.licence.terms}",
        recall=scale.recall,
        asks_about_suicide=scale.item(PHQ9_SUICIDE_ITEM) is not None,
        by_clinician=scale.completed_by == "clinician",
    )


def _question(item: Item, language: str) -> Question:
    answers = tuple((answer.value, answer.text[language] or "") for answer in item.answers)
    if len(answers) != 11:
        return Question(item.code, item.words(language) or "", answers, tiles=False)
    low, high = (words.partition(" ")[2] for words in (answers[0][1], answers[-1][1]))
    return Question(item.code, item.words(language) or "", answers, True, low, high)


def item_words(scale_id: str, language: str) -> dict[str, tuple[str, dict[int, str]]]:
    """Item code to its question and to the words of each answer, for reading stored answers."""
    scale: Scale = find_scale(scale_id)
    spoken = language if language in scale.languages() else "en"
    return {
        item.code: (item.words(spoken) or item.code, {a.value: a.text[spoken] or str(a.value) for a in item.answers})
        for item in (*scale.items, *scale.unscored)
        if item.words(spoken)
    }


def scale_title(scale_id: str) -> str:
    """The scale's name."""
    return find_scale(scale_id).title
