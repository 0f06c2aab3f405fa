"""What was measured, as the team reads it: each measure with its newest value, its change, and every row behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from glidepath.care.checkins.correcting import action_to_correct
from glidepath.care.checkins.measure_words import measure_words, pain_words, unit_words
from glidepath.foundation.access import Actor, can, scoped
from glidepath.foundation.pieces.charts import Spark
from glidepath.record.observations.codes import MEASURE_OF_CODE, MEASURES, PAIN_SIGNS
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

SHOWN = 24  # values in one small chart
LISTED = 100  # newest values in the table behind it
BY_CODE = {code: one.name for code, one in MEASURE_OF_CODE.items()}
STANDS_OR_CORRECTED = Q(superseded_by__isnull=True) | Q(superseded_by__corrected_at__isnull=False)


@dataclass(frozen=True)
class ValueRow:
    """One value behind a trend; `corrected` is the row that stands in its place, `may_correct` whether one may now."""

    row: Any
    corrected: Any | None
    may_correct: bool


@dataclass(frozen=True)
class Trend:
    """One measure: its newest value, the change since the first, and the values in order of time."""

    name: str
    words: str
    unit: str
    latest: str
    change: str
    rows: list[ValueRow]
    spark: Spark | None


def measured_page(actor: Actor, patient: Patient) -> list[Trend]:
    """Every measure with a value this actor may see, in the order of the list of codes, in one query."""
    return trends_of(_rows(actor, patient, BY_CODE), actor)


def _rows(actor: Actor, patient: Patient, codes: Iterable[str]) -> list[Any]:
    """Values in order of time: those that stand, and those that a person corrected."""
    rows = scoped(actor, Observation, "answers.read").filter(STANDS_OR_CORRECTED, patient=patient, code__in=codes)
    return list(rows.select_related("entered_by", "superseded_by__entered_by").order_by("happened_at", "pk"))


def pain_answers(actor: Actor, patient: Patient) -> list[tuple[ValueRow, str, str]]:
    """What was told about pain that has changed, newest first: the row, the question and the answer in words."""
    rows = [row for row in _rows(actor, patient, PAIN_SIGNS) if row.value_text]
    return [(_value_row(actor, row), *pain_words(row)) for row in rows[: -LISTED - 1 : -1]]


def trends_of(rows: list[Any], actor: Actor) -> list[Trend]:
    """Rows in order of time as one trend for each measure. What was taken back has no value and no row of its own."""
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        if row.value_number is not None:
            by_name.setdefault(BY_CODE[row.code], []).append(row)
    return [_trend(name, by_name[name], actor) for name in MEASURES if name in by_name]


def _value_row(actor: Actor, row: Any) -> ValueRow:
    action = action_to_correct(row)
    return ValueRow(row, row.correction, action is not None and can(actor, action).allowed)


def _trend(name: str, rows: list[Any], actor: Actor) -> Trend:
    standing = [row for row in rows if row.correction is None]
    values = [row.value_number for row in standing][-SHOWN:]
    words, unit = measure_words(name), unit_words(MEASURES[name].unit)
    spark = _spark(words, values) if len(values) > 1 else None
    listed = [_value_row(actor, row) for row in rows[: -LISTED - 1 : -1]]
    latest, change = (plain(values[-1]), _change(standing)) if standing else (_("none"), _("taken back"))
    return Trend(name, words, unit, latest, change, listed, spark)


def _change(rows: list[Any]) -> str:
    change = rows[-1].value_number - rows[0].value_number
    if len(rows) == 1:
        return _("measured once")
    if change == 0:
        return _("as at first")
    return _("%(change)s since the first") % {"change": f"{'+' if change > 0 else '−'}{plain(abs(change))}"}


def _spark(words: str, values: list[Decimal]) -> Spark:
    low, high = min(values), max(values)
    finding = _("%(name)s: first %(first)s, last %(last)s, lowest %(low)s, highest %(high)s") % {
        "name": words, "first": plain(values[0]), "last": plain(values[-1]), "low": plain(low), "high": plain(high),
    }  # fmt: skip
    pad = (high - low) / 10 or Decimal(1)
    return Spark(name="", finding=finding, values=tuple(values), low=low - pad, high=high + pad, band=None)


def plain(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value.normalize():f}"
