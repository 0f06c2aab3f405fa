"""Reading a large Apple Health export: MB a second and peak memory, beside plain expat over the same file.

The export is made on the fly: two years of a phone and a watch, with the document type and the metadata that real
exports carry, repeated as often as the size needs with ever older dates. `python -m bench wearables:large` takes 1 GB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("large",)
SMALL, LARGE = 100, 1024  # MB
LAST_DAY = date(2026, 11, 1)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>
<HealthData locale="en_US">
 <ExportDate value="2026-11-02 09:00:00 +0100"/>
"""
DEVICE = (
    "&lt;&lt;HKDevice: 0x3012772a0&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, "
    "hardware:Watch6,7, software:10.2&gt;"
)


def record(kind: str, source: str, span: tuple[str, str], value: str, unit: str = "", inside: str = "") -> str:
    """One record as the phone writes it."""
    said = f' unit="{unit}"' if unit else ""
    return (
        f' <Record type="HK{kind}" sourceName="{source}" sourceVersion="10.2" device="{DEVICE}"{said} '
        f'creationDate="{span[1]} +0100" startDate="{span[0]} +0100" endDate="{span[1]} +0100" value="{value}">'
        f"{inside}</Record>\n"
    )


def day_of(on: date) -> str:
    """One day: heart rate every four minutes, steps of watch and phone, a night in stages, energy nobody asks for."""
    text = on.isoformat()
    rows = []
    for minute in range(0, 1440, 4):
        at = f"{text} {minute // 60:02}:{minute % 60:02}"
        rows.append(record("QuantityTypeIdentifierHeartRate", "Watch", (f"{at}:07", f"{at}:07"), "71", "count/min"))
        rows.append(
            record("QuantityTypeIdentifierActiveEnergyBurned", "Watch", (f"{at}:00", f"{at}:59"), "0.2", "kcal")
        )
    for minute in range(480, 1320, 10):
        span = f"{text} {minute // 60:02}:{minute % 60:02}:00", f"{text} {minute // 60:02}:{minute % 60 + 8:02}:00"
        for source in ("Watch", "Phone"):
            rows.append(record("QuantityTypeIdentifierStepCount", source, span, "61", "count"))
    zone = '\n  <MetadataEntry key="HKTimeZone" value="Europe/Amsterdam"/>\n '
    for hour in range(6):
        stage = "CategoryValueSleepAnalysisAsleep" + ("Core", "Deep", "REM")[hour % 3]
        span = f"{text} {hour:02}:00:00", f"{text} {hour:02}:50:00"
        rows.append(record("CategoryTypeIdentifierSleepAnalysis", "Watch", span, f"HK{stage}", inside=zone))
    return "".join(rows)


def make_export(path: Path, megabytes: int) -> int:
    """Write an export of about this size; gives its days."""
    days = 0
    with path.open("w") as file:
        file.write(HEAD)
        while file.tell() < megabytes * 1_000_000:
            file.write(day_of(LAST_DAY - timedelta(days=days)))
            days += 1
        file.write("</HealthData>\n")
    return days


def figures(part: str = "") -> Iterator[Figure]:
    """One export, read by the product and by plain expat, each in a process of its own."""
    size = LARGE if part == "large" else SMALL
    with tempfile.TemporaryDirectory(prefix="gp-bench-") as folder:
        path = Path(folder) / "export.xml"
        days = make_export(path, size)
        plain, ours = (_in_process(way, path) for way in ("plain", "ours"))
        megabytes = path.stat().st_size / 1_000_000
    name = f"Apple Health export of {megabytes:,.0f} MB, {days:,} days"
    ratio = ours["seconds"] / plain["seconds"]
    beside = f"plain expat {megabytes / plain['seconds']:,.0f} MB/s over the same file; {ratio:.1f} times as long"
    yield Figure(f"{name}, read", f"{megabytes / ours['seconds']:,.0f} MB/s", beside)
    told = f"plain expat {plain['peak']:,.0f} MB; {ours['values']:,.0f} daily values kept of the last 400 days"
    yield Figure(f"{name}, peak memory", f"{ours['peak']:,.0f} MB", told)


def _in_process(way: str, path: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "bench.wearables", way, str(path)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def plain(path: Path) -> int:
    """Expat with a handler that does nothing, over the same chunks."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, _attributes: None
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return 0


def ours(path: Path) -> int:
    """The product's own reading, without storing."""
    from zoneinfo import ZoneInfo

    from glidepath.interfaces.wearables.reading import read_file

    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    since = LAST_DAY - timedelta(days=400)
    found = read_file(path, zone=ZoneInfo("Europe/Amsterdam"), at=at, since=since, progress=lambda _done, _all: None)
    assert not found.faults.count
    return len(found.values)


if __name__ == "__main__":
    began = time.perf_counter()
    kept = {"plain": plain, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))
    spent = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": spent, "peak": peak, "values": kept}))
