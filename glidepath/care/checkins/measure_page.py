"""What was measured, as the team reads it: each measure with its newest value, its change, and every row behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from glidepath.care.checkins.measure_words import measure_words, pain_words, unit_words
from glidepath.foundation.access import Actor, scoped
from glidepath.foundation.pieces.charts import Spark
from glidepath.record.observations.codes import EGFR, MEASURES, OTHER_EGFR, PAIN_SIGNS
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

SHOWN = 24  # values in one small chart
LISTED = 100  # newest values in the table behind it
BY_CODE = {one.code: one.name for one in MEASURES.values()} | dict.fromkeys(OTHER_EGFR, EGFR.name)


@dataclass(frozen=True)
class Trend:
    """One measure: its newest value, the change since the first, and the values in order of time."""

    name: str
    words: str
    unit: str
    latest: str
    change: str
    rows: list[Any]
    spark: Spark | None


def measured_page(actor: Actor, patient: Patient) -> list[Trend]:
    """Every measure with a value this actor may see, in the order of the list of codes, in one query."""
    rows = scoped(actor, Observation, "answers.read").filter(patient=patient, code__in=BY_CODE)
    return trends_of(
        list(rows.filter(superseded_by__isnull=True).select_related("entered_by").order_by("happened_at", "pk"))
    )


def pain_answers(actor: Actor, patient: Patient) -> list[tuple[Any, str, str]]:
    """What was told about pain that has changed, newest first: the row, the question and the answer in words."""
    rows = scoped(actor, Observation, "answers.read").filter(patient=patient, code__in=PAIN_SIGNS)
    newest = rows.filter(superseded_by__isnull=True).select_related("entered_by").order_by("-happened_at", "-pk")
    return [(row, *pain_words(row)) for row in newest[:LISTED]]


def trends_of(rows: list[Any]) -> list[Trend]:
    """Rows in order of time as one trend for each measure."""
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        if row.value_number is not None:
            by_name.setdefault(BY_CODE[row.code], []).append(row)
    return [_trend(name, by_name[name]) for name in MEASURES if name in by_name]


def _trend(name: str, rows: list[Any]) -> Trend:
    values = [row.value_number for row in rows][-SHOWN:]
    words, unit = measure_words(name), unit_words(MEASURES[name].unit)
    spark = _spark(words, values) if len(values) > 1 else None
    return Trend(name, words, unit, plain(values[-1]), _change(rows), rows[: -LISTED - 1 : -1], spark)


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
