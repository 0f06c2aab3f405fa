"""The explanations as the page shows them: words in the reader's language, each with its source and mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from glidepath_clinical.evidence import cite
from glidepath_clinical.explanations import Course, Explained, Explanation, Line, timing_of, words_of

TAGS = {"fits": "tag-fir", "may_fit": "tag-dawn", "hardly_fits": "tag-line", "cannot_say": "tag-line"}


@dataclass(frozen=True)
class LineView:
    """One sentence with its source and the mark of it."""

    text: str
    source: str
    mark: str


@dataclass(frozen=True)
class ExplanationView:
    """One explanation with what speaks for it, against it, and what is not known."""

    title: str
    level: str
    tag: str
    speaks_for: list[LineView]
    against: list[LineView]
    unknown: list[LineView]


@dataclass(frozen=True)
class ExplainedView:
    """The whole answer."""

    ranked: list[ExplanationView]
    missing: list[str]
    tell_apart: list[LineView]
    look_first: list[LineView]


def explained_view(found: Explained) -> ExplainedView:
    """The answer in the reader's language."""
    missing = {
        "onset_on": _("the day on which it began"),
        "reduced_on": _("the day of the last dose reduction"),
        "medicine": _("the half-life of the medicine"),
    }
    return ExplainedView(
        ranked=[_view(one) for one in found.ranked],
        missing=[missing[name] for name in found.missing],
        tell_apart=_lines(found.tell_apart),
        look_first=_lines(found.look_first),
    )


def _view(one: Explanation) -> ExplanationView:
    language = get_language() or "en"
    return ExplanationView(
        title=words_of(one.name, language),
        level=words_of(one.level.value, language),
        tag=TAGS[one.level.value],
        speaks_for=_lines(one.speaks_for),
        against=_lines(one.speaks_against),
        unknown=_lines(one.unknown),
    )


def _lines(lines: Iterable[Line]) -> list[LineView]:
    language = get_language() or "en"
    return [LineView(line.words(language), cite(line.cite).title, cite(line.cite).mark) for line in lines]


def known_lines(course: Course) -> list[str]:
    """What the record knows by itself, so that nobody is asked twice; what it does not know is said."""
    day = date_format(course.reduced_on, "DATE_FORMAT") if course.reduced_on else ""
    timing = timing_of(course)
    hours = {"low": timing.half_life_hours[0], "high": timing.half_life_hours[1]} if timing else {}
    return [
        _("Last dose reduction: %(on)s") % {"on": day} if day else _("Last dose reduction: not known, or none"),
        _medicine(course.medicine),
        _("Half-life: %(low)s to %(high)s hours (from memory, M)") % hours if hours else _("Half-life: not known"),
        _signed(_("Pain in the last 7 days, against before the taper: %(rise)s"), course.pain_rise),
        _signed(_("PHQ-9 against the person's own baseline: %(rise)s"), course.phq9_rise),
    ]


def _medicine(name: str | None) -> str:
    return _("Medicine of the taper: %(name)s") % {"name": name} if name else _("Medicine of the taper: not known")


def _signed(words: str, rise: Fraction | None) -> str:
    """A difference with its sign, to one decimal place."""
    return words % {"rise": _("not known") if rise is None else f"{Decimal(round(rise * 10)) / 10:+}"}
