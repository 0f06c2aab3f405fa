"""One file of any kind we know, read to the end: daily values for each source, and everything that was left out.

A row that cannot be used is reported with its place, and the rest is kept. A file that breaks off, or that cannot be
trusted, is refused as a whole: nothing of it is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables import fhir_observations, open_mhealth, table_file
from glidepath.interfaces.wearables.apple_health import AppleExport
from glidepath.interfaces.wearables.days import Days, DayValue
from glidepath.interfaces.wearables.faults import BadRow, Faults, FileRefused
from glidepath.interfaces.wearables.json_file import documents
from glidepath.interfaces.wearables.measures import MEASURES
from glidepath.interfaces.wearables.opening import Kind, Opened, opened

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Reading:
    """What a file holds: its format, the values, the rows left out, kinds not used, repeats, days before the window."""

    format: str
    values: tuple[DayValue, ...]
    faults: Faults
    unused: dict[str, int]
    repeated: int
    older: int


def read_file(path: Path, *, zone: ZoneInfo, at: datetime, since: date, progress: Progress) -> Reading:
    """Read a file. `progress` hears (bytes done, bytes in all). Raises FileRefused; nothing is kept then."""
    today = at.astimezone(zone).date()
    days = Days(since=since, until=today, now=int(at.timestamp()))
    faults, unused = Faults(), Counter[str]()
    with opened(path) as file:
        name, unfinished = _read(file, days, faults, unused, zone, lambda done: progress(done, file.total))
    for measure, source, on, total in days.unbelieved():
        about = MEASURES[measure]
        bad = BadRow(f"{source[:60]} adds up to {total:f} {about.unit}", f"At most {about.most_a_day} are believed.")
        faults.add(on.isoformat(), bad)
    values = tuple(days.values(unfinished))
    if not days.heard and not faults.count and not unused:
        raise FileRefused("nothing_in_it", "There is no reading in this file.")
    return Reading(name, values, faults, dict(unused.most_common(50)), days.repeated, days.older)


def _read(
    file: Opened, days: Days, faults: Faults, unused: Counter[str], zone: ZoneInfo, told: Callable[[int], None]
) -> tuple[str, date | None]:
    """Read by kind; gives the name of the format and the day on which an export was made."""
    if file.kind is Kind.XML:
        export = AppleExport(days, faults, unused)
        export.read(file.stream, told)
        return "Apple Health", export.exported_on
    if file.kind is Kind.TABLE:
        table_file.read(file.stream, days, faults, unused, zone, told)
        return "CSV", None
    fhir = b'"resourceType"' in file.start
    take_in = fhir_observations.take_in if fhir else open_mhealth.take_in
    for where, one in documents(file.stream, file.total, told):
        try:
            take_in(one, days, unused, zone)
        except BadRow as bad:
            faults.add(where, bad)
    return ("FHIR" if fhir else "Open mHealth"), None
