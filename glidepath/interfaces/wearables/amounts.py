"""Amounts with their unit, out of JSON or a table, into the unit we keep."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import is_plain

from glidepath.interfaces.wearables.days import Days
from glidepath.interfaces.wearables.faults import BadRow
from glidepath.interfaces.wearables.measures import UnknownUnit, factor_of, rounded
from glidepath.interfaces.wearables.moments import Moment


def number(given: Any) -> Decimal:
    """A number as it was written. Raises BadRow; a decimal comma is not guessed at."""
    try:
        if isinstance(given, bool) or not isinstance(given, (int, str, Decimal)) or len(str(given)) > 40:
            raise InvalidOperation
        value = Decimal(given)
    except InvalidOperation:
        raise BadRow(f"{str(given)[:40]!r} is no number", "Write it with digits and a point, such as 7.5.") from None
    if not is_plain(value):  # 1e999999999 is short to write and takes hours to multiply
        raise BadRow(f"{given!s:.40} is no number", "Write it with digits and a point, such as 7.5.")
    return value


def add_amount(days: Days, measure: str, source: str, span: tuple[Moment, Moment], amount: tuple[Any, str]) -> None:
    """Add one amount, given as (number, unit), over a span of time. Raises BadRow."""
    value, unit = number(amount[0]), amount[1]
    try:
        factor = factor_of(measure, unit)
    except UnknownUnit as unknown:
        raise BadRow(str(unknown), "Export it in one of these units.") from None
    exact = Fraction(value) * factor
    if measure == "sleep":
        days.add_slept(source, *span, round(exact * 3600))
    else:
        days.add(measure, source, *span, value if factor == 1 else rounded(exact))
