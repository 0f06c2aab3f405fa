"""Small files to read, and reading them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.days import DayValue
from glidepath.interfaces.wearables.reading import Reading, read_file

DENVER = ZoneInfo("America/Denver")
AT = datetime(2027, 3, 10, 18, 0, tzinfo=UTC)  # noon in Denver
HEAD = '<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*)>\n]>\n'


def steps(source: str, start: str, end: str, value: str = "100", unit: str = "count") -> str:
    """A record of steps, as Apple writes it."""
    return (
        f'<Record type="HKQuantityTypeIdentifierStepCount" sourceName="{source}" unit="{unit}" '
        f'startDate="{start}" endDate="{end}" value="{value}"/>\n'
    )


def asleep(source: str, start: str, end: str, stage: str = "AsleepCore", zone: str = "") -> str:
    """A stretch of sleep, as Apple writes it."""
    inside = f'<MetadataEntry key="HKTimeZone" value="{zone}"/>' if zone else ""
    return (
        f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="{source}" startDate="{start}" '
        f'endDate="{end}" value="HKCategoryValueSleepAnalysis{stage}">{inside}</Record>\n'
    )


def apple(folder: Path, *records: str, head: str = HEAD) -> Path:
    """An export with these records."""
    path = folder / "export.xml"
    path.write_text(f'{head}<HealthData locale="en_US">\n{"".join(records)}</HealthData>\n')
    return path


def text_file(folder: Path, name: str, *lines: str) -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path


def read(path: Path, *, at: datetime = AT, back: int = 400, zone: ZoneInfo = DENVER) -> Reading:
    """Read a file as of a moment."""
    since = at.astimezone(zone).date() - timedelta(days=back)
    return read_file(path, zone=zone, at=at, since=since, progress=lambda _done, _all: None)


def told(found: Reading | Iterable[DayValue], measure: str = "steps") -> dict[tuple[str, date], str]:
    """Source and day to value."""
    values = found.values if isinstance(found, Reading) else found
    picked = (day for day in values if day.measure.key == measure)
    return {(day.source, day.on): f"{day.value.normalize():f}" for day in picked}
