"""A questionnaire as data: its items in official wording, its answers, how it is scored, and its licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Words = Mapping[str, str | None]
"""Language code to text; None: no official translation is loaded, so the scale is not asked in that language."""

TRANSLATION_NOT_LOADED = "official translation not yet loaded"


class Scoring(StrEnum):
    """How the answers become one number."""

    SUM = "sum"
    MEAN = "mean"
    HIGHEST = "highest"
    """The largest weight among the answers; once the largest of all is reached, no missing item can change it."""


@dataclass(frozen=True)
class Answer:
    """One permitted answer: its number, its LOINC answer code if one exists, and its words."""

    value: int
    code: str | None
    text: Words


@dataclass(frozen=True)
class Item:
    """One question. `loinc` is None where no LOINC code exists."""

    code: str
    text: Words
    loinc: str | None
    answers: tuple[Answer, ...]

    def words(self, language: str) -> str | None:
        """The question in this language, None where no official wording is loaded."""
        return self.text.get(language)

    def answer(self, value: int) -> Answer | None:
        """The permitted answer with this number, None when the number is not permitted."""
        return next((one for one in self.answers if one.value == value), None)


@dataclass(frozen=True)
class Band:
    """A named range of the score that begins at `at_least`; `mark` says how sure its source is."""

    at_least: Fraction
    name: str
    mark: str


@dataclass(frozen=True)
class Skip:
    """After this answer to `item` the other items are not asked; they count nothing and are not missing."""

    item: str
    value: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Licence:
    """On what terms the wording may be shown. `mark` as for every fact: S, V, D or M.

    `restricted`: nobody is asked before the site has recorded its own permission.
    """

    holder: str
    terms: str
    mark: str
    restricted: bool = False


@dataclass(frozen=True)
class ScoreResult:
    """The score, or the items that are missing: a missing item means that there is no score."""

    total: Fraction | None
    missing: tuple[str, ...]
    band: Band | None


class ScaleError(ValueError):
    """An answer that the scale does not know; `item` names the question, `message` how to mend it."""

    def __init__(self, item: str, message: str) -> None:
        super().__init__(f"{item}: {message}")
        self.item = item
        self.message = message


@dataclass(frozen=True)
class Scale:
    """One instrument, as its content pack says. `completed_by` is "patient" or "clinician"; `source` and `mark` cover
    the wording; `translations` name translator or source of each language but English.
    """

    id: str
    title: str
    stem: Words
    items: tuple[Item, ...]
    recall: str
    scoring: Scoring
    highest: int
    bands: tuple[Band, ...]
    licence: Licence
    loinc_panel: str | None
    loinc_total: str | None
    source: str
    mark: str
    completed_by: str
    unscored: tuple[Item, ...] = ()
    cites: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    version: str = "1"
    skips: tuple[Skip, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def item(self, code: str) -> Item | None:
        """The scored item with this code, None for none."""
        return next((item for item in self.items if item.code == code), None)

    def languages(self) -> tuple[str, ...]:
        """Languages in which the stem, every item and every answer have loaded wording."""
        return tuple(language for language in self.stem if self._speaks(language))

    def _speaks(self, language: str) -> bool:
        answers = [answer for item in self.items for answer in item.answers]
        texts = [self.stem, *(item.text for item in self.items), *(answer.text for answer in answers)]
        return all(text.get(language) for text in texts)

    def score(self, answers: Mapping[str, int]) -> ScoreResult:
        """Score the answers by item code.

        A missing item gives no score, but an item that an earlier answer skips is not missing. Raises ScaleError
        for an unknown item code and for a number that is not among the item's permitted answers. Unscored items may
        be present and never count.
        """
        self._check(answers)
        skipped = self.skipped(answers)
        missing = tuple(item.code for item in self.items if item.code not in answers and item.code not in skipped)
        if self.scoring is Scoring.HIGHEST:
            return self._highest(answers, missing)
        if missing:
            return ScoreResult(None, missing, None)
        total = Fraction(sum(answers.get(item.code, 0) for item in self.items))
        if self.scoring is Scoring.MEAN:
            total /= len(self.items)
        return ScoreResult(total, (), self.band(total))

    def skipped(self, answers: Mapping[str, int]) -> frozenset[str]:
        """The items that the answers given make needless."""
        return frozenset(code for skip in self.skips if answers.get(skip.item) == skip.value for code in skip.items)

    def _highest(self, answers: Mapping[str, int], missing: tuple[str, ...]) -> ScoreResult:
        total = Fraction(max((self.weights[item.code] * answers.get(item.code, 0) for item in self.items), default=0))
        if missing and total < self.highest:
            return ScoreResult(None, missing, None)
        return ScoreResult(total, missing, self.band(total))

    def band(self, total: Fraction) -> Band | None:
        """The band of a total, None below the first band."""
        reached = [band for band in self.bands if band.at_least <= total]
        return max(reached, key=lambda band: band.at_least, default=None)

    def _check(self, answers: Mapping[str, int]) -> None:
        known = {item.code: item for item in (*self.items, *self.unscored)}
        for code, value in answers.items():
            if code not in known:
                raise ScaleError(code, f"{self.title} has no such item")
            if type(value) is not int or known[code].answer(value) is None:
                permitted = ", ".join(str(answer.value) for answer in known[code].answers)
                raise ScaleError(code, f"the answer must be one of {permitted}")
