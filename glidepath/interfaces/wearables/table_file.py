"""Tables (CSV): one reading a row, or one day a row. An empty cell is "not measured", never zero.

One reading a row: measure, value, unit, start, and where it helps end and source.
One day a row: date, and steps, sleep_hours, heart_rate, oxygen, breaths, systolic, diastolic or weight_kg, and where
it helps source.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.amounts import add_amount
from glidepath.interfaces.wearables.days import Days
from glidepath.interfaces.wearables.faults import BadRow, Faults, FileRefused
from glidepath.interfaces.wearables.measures import MEASURES
from glidepath.interfaces.wearables.moments import Moment, end_of, read_day, read_moment, start_of

LARGEST = 512 << 20
LONGEST_LINE = 1 << 16
UNSAID = "CSV"
DAILY = {
    "steps": ("steps", "count"),
    "sleep_hours": ("sleep", "h"),
    "sleep_minutes": ("sleep", "min"),
    "heart_rate": ("heart_rate", "/min"),
    "oxygen": ("oxygen", "%"),
    "breaths": ("breaths", "/min"),
    "systolic": ("systolic", "mm[Hg]"),
    "diastolic": ("diastolic", "mm[Hg]"),
    "weight_kg": ("weight", "kg"),
    "weight_lb": ("weight", "lb"),
}
SINGLE = ("measure", "value", "unit", "start")
HELP = (
    f"The first row must name the columns: {', '.join(SINGLE)} (and end, source) for one reading a row, or date and "
    f"any of {', '.join(DAILY)} (and source) for one day a row."
)
Row = dict[str, str]


def read(
    stream: BinaryIO, days: Days, faults: Faults, unused: Counter[str], zone: ZoneInfo, told: Callable[[int], None]
) -> None:
    """Read a table to its end; a row that cannot be used is reported with its number. Raises FileRefused."""
    lines = _lines(stream, told)
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    take = _shape(names)
    for name in names:
        if name and name not in {*DAILY, *SINGLE, "end", "source", "date"}:
            unused[f"column {name:.60}"] += 1
    number = 1
    for number, line in enumerate(lines, start=2):
        if line.strip():
            try:
                cells = next(csv.reader([line], delimiter=delimiter, strict=True))
                if len(cells) != len(names):
                    raise BadRow(f"it has {len(cells)} cells, the first row has {len(names)}", "Complete the row.")
                take(dict(zip(names, (cell.strip() for cell in cells), strict=True)), days, zone)
            except csv.Error:
                faults.add(f"row {number}", BadRow("its quotes do not match", "Export the table again."))
            except BadRow as bad:
                faults.add(f"row {number}", bad)


def _lines(stream: BinaryIO, told: Callable[[int], None]) -> Iterator[str]:
    """The lines as text. Raises FileRefused for another encoding and for a line that does not end."""
    done, number = 0, 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        done += len(line)
        if len(line) > LONGEST_LINE or done > LARGEST:
            raise FileRefused("too_large", f"Row {number} is longer than 64 kB, or the table than 512 MB.")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise FileRefused("not_text", f"Row {number} is not UTF-8 text. Save the table as CSV UTF-8.") from None
        if number % 2000 == 0:
            told(done)
    told(done)


def _shape(names: list[str]) -> Callable[[Row, Days, ZoneInfo], None]:
    if len(set(names)) != len(names):
        raise FileRefused("unknown_table", f"A column is named twice. {HELP}", "row 1")
    if set(SINGLE) <= set(names):
        return _reading
    if "date" in names and set(DAILY) & set(names):
        return _day
    raise FileRefused("unknown_table", f"This is no table of readings. {HELP}", "row 1")


def _reading(row: Row, days: Days, zone: ZoneInfo) -> None:
    measure = row["measure"].lower().replace(" ", "_")
    if measure not in MEASURES:
        raise BadRow(f"{row['measure'][:40]!r} is no measure", f"Use one of {', '.join(MEASURES)}.")
    if not row["value"]:
        return
    start, end = _at(row["start"], zone, first=True), _at(row.get("end") or row["start"], zone, first=False)
    add_amount(days, measure, row.get("source") or UNSAID, (start, end), (row["value"], row["unit"]))


def _day(row: Row, days: Days, zone: ZoneInfo) -> None:
    on = read_day(row["date"])
    span = start_of(on, zone), end_of(on, zone)
    for name, (measure, unit) in DAILY.items():
        if row.get(name):
            add_amount(days, measure, row.get("source") or UNSAID, span, (row[name], unit))


def _at(text: str, zone: ZoneInfo, *, first: bool) -> Moment:
    if len(text) > 10:
        return read_moment(text, zone)
    on = read_day(text)
    return start_of(on, zone) if first else end_of(on, zone)


def example() -> str:
    """A table to copy, as the page shows it."""
    out = io.StringIO()
    csv.writer(out).writerows([("date", "source", "steps", "sleep_hours"), ("2027-03-01", "my band", "4200", "6.5")])
    return out.getvalue()
